import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError } from '../../../src/errors.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.ts';

let folder: string;
let sandbox: Sandbox;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faults-'));
  sandbox = await startSandbox();
});

afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const admin = () => new URL('/_faults', sandbox.civisEndpoint);
const ask = (rules: unknown) =>
  fetch(admin(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(rules),
  });
const left = async () => (await fetch(admin())).json();
const jobs = (path = 'jobs', method = 'GET') =>
  fetch(sandbox.civisEndpoint + path, {
    method,
    headers: { authorization: `Bearer ${sandbox.civisApiKey}` },
  });

test('a rule strikes as often as it says, with status and headers, and is gone then', async () => {
  const rule = { match: 'GET /civis/jobs', times: 2, status: 503, headers: { 'Retry-After': '1' } };
  expect((await ask([rule])).status).toBe(200);
  const first = await jobs();
  expect(first.status).toBe(503);
  expect(first.headers.get('retry-after')).toBe('1');
  expect(await first.json()).toEqual({ error: 'fault', errorDescription: expect.any(String), code: 503 });
  expect(await left()).toEqual([{ ...rule, times: 1 }]);
  expect((await jobs('announcements')).status).toBe(200);
  expect((await jobs('jobs?limit=1')).status).toBe(503);
  expect((await jobs()).status).toBe(200);
  expect(await left()).toEqual([]);
});

test('the catalogue words its faults in its own way', async () => {
  await ask({ match: '* /aiod/*', status: 500 });
  const reply = await fetch(`${sandbox.aiodServer}v2/contacts`);
  expect(reply.status).toBe(500);
  expect(await reply.json()).toEqual({ detail: expect.any(String) });
});

test('a dropped connection breaks, whatever stands where the star is', async () => {
  await ask([{ match: 'POST /civis/jobs/*/runs', drop: true }]);
  await expect(jobs('jobs/410001/runs', 'POST')).rejects.toThrow();
  expect((await jobs('jobs/410001')).status).toBe(200);
});

test('without times a rule stays until it is cleared, and delays do not end a request', async () => {
  await ask([{ match: '*', delay_ms: 1 }]);
  await ask([{ match: 'GET /civis/codes', status: 429 }]);
  expect((await jobs()).status).toBe(200);
  for (const _ of [1, 2, 3]) expect((await jobs('codes')).status).toBe(429);
  expect(await left()).toHaveLength(2);
  expect((await fetch(admin(), { method: 'DELETE' })).status).toBe(204);
  expect((await jobs('codes')).status).toBe(200);
});

test('a sandbox that is closed does not wait for its delays', async () => {
  const slow = await startSandbox();
  await fetch(new URL('/_faults', slow.civisEndpoint), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ match: '*', delay_ms: 600_000 }),
  });
  const waiting = fetch(`${slow.civisEndpoint}jobs`).catch(() => 'broken');
  await expect.poll(async () => process.getActiveResourcesInfo().includes('Timeout')).toBe(true);
  await slow.close();
  await waiting;
});

test.each([
  ['no match', { status: 500 }],
  ['a match that is no request', { match: 'jobs', status: 500 }],
  ['a status that is no error', { match: '*', status: 200 }],
  ['neither answer nor delay', { match: '*', times: 3 }],
  ['an unknown word', { match: '*', status: 500, staus: 1 }],
  ['two ends', { match: '*', status: 500, drop: true }],
  ['no times', { match: '*', status: 500, times: 0 }],
  ['a header that is none', { match: '*', status: 500, headers: { 'a b': 'c' } }],
  ['no object', 'all'],
])('%s is refused, and changes nothing', async (_, rule) => {
  const reply = await ask([{ match: '*', status: 500 }, rule]);
  expect(reply.status).toBe(422);
  expect(await reply.json()).toEqual({ error: expect.stringContaining('rule 2') });
  expect(await left()).toEqual([]);
});

test('a file holds the rules to begin with, and an unusable one is refused', async () => {
  const file = join(folder, 'faults.json');
  const start = () => startSandbox({ faults: file });
  await expect(start()).rejects.toThrow(ConfigError);
  await writeFile(file, '[{"match": ');
  await expect(start()).rejects.toThrow(/faults\.json is not valid JSON/);
  await writeFile(file, '[{"match": "*", "statu": 500}]');
  await expect(start()).rejects.toThrow(/rule 1/);
  await writeFile(file, '[{"match": "GET /civis/*", "status": 502}]');
  const troubled = await start();
  expect((await fetch(`${troubled.civisEndpoint}jobs`)).status).toBe(502);
  await troubled.close();
});
