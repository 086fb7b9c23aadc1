import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { useSandboxOnClock } from '../../support/sandbox.ts';

interface Prepared {
  readonly id: number;
  readonly uploadUri: string;
  readonly runUri: string;
  readonly uploadFields: Record<string, string>;
}

interface Run {
  readonly id: number;
  readonly importId: number;
  readonly state: string;
  readonly error: string | null;
}

const MISTAKES =
  'customer_id,joined_on,value\n1,2021-03-14,18.2\n2,2022-02-30,2\n3,2020-11-02,n/a\n4,2023-07-19,9\n';

const { under, clock } = useSandboxOnClock();
let hosts: { remoteHostId: number; credentialId: number };

beforeEach(async () => {
  const [database] = (await under.civis<{ id: number }[]>('GET /databases')).body;
  const [credential] = (await under.civis<{ id: number }[]>('GET /credentials?type=Database')).body;
  hosts = { remoteHostId: database?.id ?? 0, credentialId: credential?.id ?? 0 };
});

async function prepare(options: Record<string, unknown> = {}): Promise<Prepared> {
  const body = { schema: 'trials', name: 'shops', ...hosts, ...options };
  const reply = await under.civis<Prepared>('POST /imports/files', { body });
  expect(reply.status).toBe(201);
  return reply.body;
}

const put = (url: string, body: string | Buffer) => fetch(url, { method: 'PUT', body });

/** Runs a prepared import to its end, and reads its log. */
async function finish({ id }: Prepared): Promise<{ run: Run; log: string[] }> {
  const { body: started, status } = await under.civis<Run>(`POST /imports/files/${id}/runs`);
  expect(status).toBe(202);
  clock.forward(20_000);
  const path = `/imports/files/${id}/runs/${started.id}`;
  const { body: run } = await under.civis<Run>(`GET ${path}`);
  const { body: lines } = await under.civis<{ message: string }[]>(`GET ${path}/logs`);
  return { run, log: lines.map(({ message }) => message) };
}

/** The whole way of a file. */
async function load(text: string | Buffer, options: Record<string, unknown> = {}) {
  const prepared = await prepare(options);
  expect((await put(prepared.uploadUri, text)).status).toBe(200);
  return finish(prepared);
}

const schemas = async () =>
  (await under.civis<{ schema: string }[]>(`GET /databases/${hosts.remoteHostId}/schemas`)).body.map(
    ({ schema }) => schema,
  );

test('a file makes a table, and the schema that was not there', async () => {
  expect(await schemas()).not.toContain('trials');
  const { run, log } = await load('shop_id,name,opened\n1,Pearl,2020-01-02\n2,Ballard,2021-03-04\n');
  expect(run).toMatchObject({ state: 'succeeded', error: null });
  expect(log.join('\n')).toContain('shop_id integer, name text, opened date');
  expect(log.at(-1)).toBe('Done');
  expect(await schemas()).toContain('trials');
});

test('the run answers where it was said to be, as an import and as a job', async () => {
  const prepared = await prepare();
  expect(prepared.runUri).toBe(`${under.sandbox.civisEndpoint}imports/files/${prepared.id}/runs`);
  expect(prepared.uploadFields).toEqual({});
  await put(prepared.uploadUri, 'a\n1\n');
  const { run } = await finish(prepared);
  expect(run.importId).toBe(prepared.id);
  expect((await under.civis(`GET /jobs/${prepared.id}/runs/${run.id}`)).status).toBe(200);
  const [other] = (await under.civis<{ id: number }[]>('GET /jobs?q=web%20orders&type=JobTypes::Import'))
    .body;
  expect((await under.civis(`POST /imports/files/${other?.id}/runs`)).status).toBe(404);
});

test('with multipart the file is taken as a form', async () => {
  const prepared = await prepare({ multipart: true });
  const form = new FormData();
  for (const [name, value] of Object.entries(prepared.uploadFields)) form.set(name, value);
  form.set('file', new Blob(['a,b\n1,2\n']));
  expect((await fetch(prepared.uploadUri, { method: 'POST', body: form })).status).toBe(204);
  expect((await finish(prepared)).run.state).toBe('succeeded');
});

test('the upload address expires', async () => {
  const { uploadUri } = await prepare();
  clock.forward(13 * 60 * 60_000);
  expect((await put(uploadUri, 'a\n1\n')).status).toBe(403);
});

test('a run without a file fails, and says what is missing', async () => {
  const { run } = await finish(await prepare());
  expect(run).toMatchObject({ state: 'failed', error: expect.stringContaining('upload') });
});

test('an import of a file shows how it was configured', async () => {
  const { id } = await prepare();
  const { body } = await under.civis<{ syncs: readonly Record<string, unknown>[] }>(`GET /imports/${id}`);
  expect(body.syncs).toMatchObject([
    { destination: { path: 'trials.shops' }, advancedOptions: { existingTableRows: 'fail' } },
  ]);
});

describe('bad rows', () => {
  test('end the run with row and column, and nothing is made', async () => {
    const { run, log } = await load(MISTAKES);
    expect(run.state).toBe('failed');
    expect(run.error).toContain('row 3: column joined_on: "2022-02-30" is not a valid date');
    expect(log).toContain('Row 4: column value: "n/a" is not a valid decimal');
    expect(await schemas()).not.toContain('trials');
  });

  test('are left out while there are no more than max_errors', async () => {
    expect((await load(MISTAKES, { maxErrors: 1 })).run.state).toBe('failed');
    const { run, log } = await load(MISTAKES, { maxErrors: 2 });
    expect(run.state).toBe('succeeded');
    expect(log).toContain('Loading 2 rows into trials.shops');
  });

  test.each([
    ['too many values', 'a,b\n1,2\n1,2,3\n', 'row 3: it has 3 values, but there are 2 columns'],
    ['a quote that is not closed', 'a,b\nx,"y\n', 'is not closed'],
  ])('%s', async (_, text, says) => {
    expect((await load(text)).run.error).toContain(says);
  });
});

describe('existing_table_rows', () => {
  beforeEach(async () => {
    await load('a,b\n1,2\n3,4\n');
  });

  test.each([
    ['fail', 'failed', 'exists'],
    ['append', 'succeeded', null],
    ['truncate', 'succeeded', null],
    ['drop', 'succeeded', null],
  ])('%s', async (existingTableRows, state, error) => {
    const { run } = await load('a,b\n5,6\n', { existingTableRows });
    expect(run.state).toBe(state);
    if (error !== null) expect(run.error).toContain(error);
  });

  test('a kept table takes neither other columns nor other types; a dropped one does', async () => {
    const append = { existingTableRows: 'append' };
    expect((await load('a,c\n5,6\n', append)).run.error).toContain('no column c');
    expect((await load('a,b\nx,6\n', append)).run.error).toContain('"x" is not a valid integer');
    expect((await load('a,c\nx,6\n', { existingTableRows: 'drop' })).run.state).toBe('succeeded');
    expect((await load('a,c\ny,6\n', append)).run.state).toBe('succeeded');
  });
});

describe('the format is found out, or taken as said', () => {
  test.each([
    ['tabs', 'a\tb\n1\t2\n', {}, 'a integer, b integer'],
    ['pipes', 'a|b\n1|x,y\n', {}, 'a integer, b text'],
    ['a delimiter that was named', 'a,b|c\n1,2|3\n', { columnDelimiter: 'pipe' }, 'a_b text, c integer'],
    ['no header', '1,x\n2,y\n', {}, 'column_1 integer, column_2 text'],
    ['a header that looks like data', '1,2\n3,4\n', { firstRowIsHeader: true }, '1 integer, 2 integer'],
    ['quotes', 'a,b\n"x, y","say ""hi"""\n', {}, 'a text, b text'],
    ['backslashes', 'a,b\n"say \\"hi\\"",2\n', { escaped: true }, 'a text, b integer'],
  ])('%s', async (_, text, options, columns) => {
    const { run, log } = await load(text, options);
    expect(run.error).toBeNull();
    expect(log.find((line) => line.startsWith('Found'))).toContain(`columns ${columns}`);
  });

  test('a gzipped file is unpacked, a damaged one refused', async () => {
    const packed = gzipSync('a,b\n1,2\n');
    expect((await load(packed)).run.state).toBe('succeeded');
    expect((await load(packed.subarray(0, 12), { existingTableRows: 'drop' })).run.error).toContain('gzip');
  });
});

test.each([
  ['a database that is none', { remoteHostId: 1 }],
  ['a credential that is none', { credentialId: 1 }],
])('%s is refused', async (_, change) => {
  const body = { schema: 'trials', name: 'shops', ...hosts, ...change };
  expect((await under.civis('POST /imports/files', { body })).status).toBe(422);
});

describe('a batch', () => {
  async function upload(text: string): Promise<number> {
    const body = { name: 'part.csv' };
    const { body: file } = await under.civis<{ id: number; uploadUrl: string; uploadFields: object }>(
      'POST /files',
      { body },
    );
    const form = new FormData();
    for (const [name, value] of Object.entries(file.uploadFields)) form.set(name, value);
    form.set('file', new Blob([text]));
    await fetch(file.uploadUrl, { method: 'POST', body: form });
    return file.id;
  }

  async function batch(fileIds: number[], table: string) {
    const body = { fileIds, schema: 'trials', table, ...hosts, firstRowIsHeader: true };
    const reply = await under.civis<{ id: number; state: string }>('POST /imports/batches', { body });
    if (reply.status !== 201) return reply;
    expect(reply.body.state).toBe('queued');
    clock.forward(10_000);
    return under.civis<{ state: string; error: string | null }>(`GET /imports/batches/${reply.body.id}`);
  }

  test('loads its files into a table that exists, all or none', async () => {
    await load('a,b\n1,2\n');
    const [good, bad] = [await upload('a,b\n3,4\n'), await upload('a,b\nx,4\n')];
    expect((await batch([good, good], 'shops')).body).toMatchObject({ state: 'succeeded', error: null });
    expect((await batch([good, bad], 'shops')).body).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('part.csv'),
    });
    expect((await batch([good], 'nowhere')).body).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('does not exist'),
    });
  });

  test('names files that there are', async () => {
    expect((await batch([1], 'shops')).status).toBe(422);
    expect((await batch([], 'shops')).status).toBe(422);
  });
});
