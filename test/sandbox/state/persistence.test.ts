import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from '../../../src/errors.ts';
import type { SandboxState } from '../../../src/sandbox/embedded-platforms.ts';
import { readStateFile, StateFile } from '../../../src/sandbox/state/persistence.ts';
import { Clock, SandboxUnderTest } from '../../support/sandbox.ts';

let folder: string;
let data: string;
const clock = new Clock('2026-03-04T15:00:00Z');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'world-'));
  data = join(folder, 'world');
});

afterEach(() => rm(folder, { recursive: true }));

/** Runs a sandbox on the file for as long as the visit takes. */
async function visit<T>(during: (under: SandboxUnderTest) => Promise<T>): Promise<T> {
  const under = new SandboxUnderTest();
  await under.start({ now: clock.now, data });
  try {
    return await during(under);
  } finally {
    await under.sandbox.close();
  }
}

interface Named {
  readonly id: number;
  readonly name: string;
}

test('a file from before the catalogue knew drafts: its contacts are published, and the sample data is new', async () => {
  await visit(async () => undefined);
  const { aiod: _, ...state } = (await readStateFile<SandboxState>(data)) as SandboxState;
  const older = { created: clock.now(), modified: clock.now(), deleted: false, editors: [1], contents: [] };
  const location = [{ address: { locality: 'Lyon', country: 'FRA' } }];
  const assets = new Map([
    [
      'contacts',
      [
        { ...older, identifier: 'con_kept', metadata: { name: 'Ora Lab', organisation: 14, location } },
        { ...older, identifier: 'con_gone', metadata: { name: 'Gone' }, deleted: true },
      ],
    ],
  ]);
  await new StateFile(data, () => ({ ...state, assets })).write();
  await visit(async (under) => {
    const { body } = await under.aiod('GET /v2/contacts');
    expect(body).toEqual([
      expect.objectContaining({
        identifier: 'con_kept',
        name: 'Ora Lab',
        location: [{ address: { locality: 'Lyon' } }],
      }),
    ]);
    expect((await under.aiod('GET /v2/contacts/con_gone')).status).toBe(404);
    const changed = { body: { name: 'Ora Lab 2' }, key: under.sandbox.aiodToken };
    expect((await under.aiod('PUT /v2/contacts/con_kept', changed)).status).toBe(200);
    expect((await under.aiod('GET /v2/counts/datasets')).body).toBe(3);
  });
});

test('what was done is there again: objects, files, contacts and what is due', async () => {
  const before = await visit(async (under) => {
    const { body: file } = await under.civis<{ id: number }>('POST /files', { body: { name: 'kept.txt' } });
    const { body: contact } = await under.aiod<{ identifier: string }>('POST /v2/contacts', {
      body: { name: 'Ora Lab' },
      key: under.sandbox.aiodToken,
    });
    const [job] = (await under.civis<Named[]>('GET /jobs?q=Publish%20sales')).body;
    const { body: run } = await under.civis<Named>(`POST /jobs/${job?.id}/runs`);
    return {
      contact: contact.identifier,
      file: file.id,
      job: job?.id,
      run: run.id,
      jobs: (await under.civis('GET /jobs?limit=50')).body,
    };
  });
  await visit(async (under) => {
    expect((await under.civis('GET /jobs?limit=50')).body).toEqual(before.jobs);
    expect((await under.civis<Named>(`GET /files/${before.file}`)).body.name).toBe('kept.txt');
    const draft = `GET /v2/contacts/${before.contact}`;
    expect((await under.aiod<Named>(draft, { key: under.sandbox.aiodToken })).body.name).toBe('Ora Lab');
    // Links of content lead to the sandbox where it runs now.
    const found = 'GET /v2/search/datasets?search_query=noise';
    const { resources } = (await under.aiod<{ resources: { identifier: string }[] }>(found)).body;
    const content = `v2/datasets/${resources[0]?.identifier}/content`;
    expect(await (await fetch(under.sandbox.aiodServer + content)).text()).toContain('decibels');
    const { body: stores } = await under.civis<{ fileUrl: string }>('GET /files/1520001');
    expect(await (await fetch(stores.fileUrl)).text()).toContain('Portland Pearl');
    clock.forward(10_000);
    const run = await under.civis<{ state: string }>(`GET /jobs/${before.job}/runs/${before.run}`);
    expect(run.body.state).toBe('succeeded');
    // The job and the list of runs show the same run.
    const job = await under.civis<{ lastRun: unknown }>(`GET /jobs/${before.job}`);
    expect(job.body.lastRun).toEqual(run.body);
    const { body: next } = await under.civis<{ id: number }>('POST /files', { body: { name: 'next.txt' } });
    expect(next.id).toBe(before.file + 1);
  });
});

test('a new world is written at once, whole, and nothing is left beside it', async () => {
  await visit(async () => {
    expect(await readdir(folder)).toEqual(['world', 'world.lock']);
    expect((await readFile(data)).length).toBeGreaterThan(10_000);
  });
  expect(await readdir(folder)).toEqual(['world']);
});

test('changes are written before the end, too', async () => {
  await visit(async (under) => {
    const before = await readFile(data);
    await under.civis('POST /files', { body: { name: 'x' } });
    await expect.poll(async () => (await readFile(data)).equals(before)).toBe(false);
  });
});

test.each([
  ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 10)],
  ['changed in one place', (bytes: Buffer) => Buffer.from(bytes).fill(0, 5_000, 5_001)],
  ['empty', () => Buffer.alloc(0)],
  ['of something else', () => Buffer.from('{"jobs": []}\n')],
])('a file that is %s is refused, and stays as it is', async (_, damage) => {
  await visit(async () => undefined);
  const damaged = damage(await readFile(data));
  await writeFile(data, damaged);
  await expect(visit(async () => undefined)).rejects.toThrow(ConfigError);
  expect(await readFile(data)).toEqual(damaged);
});

test('a file that cannot be written is refused before anything is done', async () => {
  data = join(folder, 'nowhere', 'world');
  await expect(visit(async () => undefined)).rejects.toThrow(/cannot be written \(ENOENT\)/);
});

test('a last write that fails is an error that names the file, and nothing is left beside it', async () => {
  const moved = `${folder}-moved`;
  await expect(visit(() => rename(folder, moved))).rejects.toThrow(
    `${data} cannot be written (ENOENT); changes since it was last written are lost`,
  );
  await rename(moved, folder);
  await rm(`${data}.lock`);
  expect(await readdir(folder)).toEqual(['world']);
});

test('a second sandbox on the file is refused, and the first goes on', async () => {
  await visit(async (under) => {
    await expect(visit(async () => undefined)).rejects.toThrow(
      `${data} is in use by process ${process.pid}; stop that process, or use another file`,
    );
    expect((await under.civis('GET /jobs?limit=1')).status).toBe(200);
  });
  await visit(async () => undefined);
});
