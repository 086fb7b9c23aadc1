import { expect, test } from 'vitest';
import { operations } from '../../../src/tools/catalogue/catalogue.ts';
import { Clock, useSandbox } from '../../support/sandbox.ts';

interface Job {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly state: string;
  readonly updatedAt: string;
  readonly archived: boolean;
  readonly lastRun: { readonly error: string | null } | null;
}

const clock = new Clock('2026-03-04T15:00:00Z');
const under = useSandbox({ now: clock.now });

async function list(query: string): Promise<Job[]> {
  const reply = await under.civis<Job[]>(`GET /jobs?${query}`);
  expect(reply.status).toBe(200);
  return reply.body;
}

test('pages are counted in the headers and do not overlap', async () => {
  const ids = new Set<number>();
  for (const page of [1, 2, 3, 4]) {
    const { body, headers } = await under.civis<Job[]>(`GET /jobs?limit=10&page_num=${page}`);
    expect(headers.get('x-pagination-per-page')).toBe('10');
    expect(headers.get('x-pagination-current-page')).toBe(String(page));
    expect(headers.get('x-pagination-total-pages')).toBe('4');
    expect(headers.get('x-pagination-total-entries')).toBe('40');
    for (const { id } of body) ids.add(id);
  }
  expect(ids.size).toBe(40);
});

test('a page beyond the last is empty', async () => {
  expect(await list('limit=10&page_num=9')).toEqual([]);
});

test('a list without limit has the documented number of items', async () => {
  const { body, headers } = await under.civis<unknown[]>('GET /announcements');
  expect(body).toHaveLength(10);
  expect(headers.get('x-pagination-total-entries')).toBe('12');
});

test.each([
  ['desc', (one: string, other: string) => (one < other ? 1 : -1)],
  ['asc', (one: string, other: string) => (one < other ? -1 : 1)],
])('jobs come in %s order of their last change', async (direction, order) => {
  const moments = (await list(`order=updated_at&order_dir=${direction}`)).map(({ updatedAt }) => updatedAt);
  expect(moments).toEqual([...moments].sort(order));
  expect(new Set(moments).size).toBeGreaterThan(20);
});

test.each([
  ['state=failed', (job: Job) => job.state === 'failed'],
  ['state=failed,running', (job: Job) => ['failed', 'running'].includes(job.state)],
  ['type=JobTypes::SqlRunner', (job: Job) => job.type === 'JobTypes::SqlRunner'],
  ['type=JobTypes::RDocker,JobTypes::Build', (job: Job) => /RDocker|Build$/.test(job.type)],
  ['q=CHURN', (job: Job) => /churn/i.test(job.name)],
  ['q=sqlrun', (job: Job) => job.type.includes('SqlRunner')],
])('jobs?%s lists those and no others', async (query, belongs) => {
  const everything = await list('limit=50');
  const expected = everything.filter(belongs).map(({ id }) => id);
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(everything.length);
  expect((await list(query)).map(({ id }) => id)).toEqual(expected);
});

test('archived and hidden jobs are listed only when asked for', async () => {
  expect((await list('archived=true')).map(({ name }) => name)).toEqual(['Import legacy coupons']);
  expect((await list('hidden=true')).map(({ name }) => name)).toEqual([
    'Archive raw landing files',
    'Donations by channel',
  ]);
  const usual = (await list('')).map(({ name }) => name);
  expect(usual).not.toContain('Import legacy coupons');
  expect(usual).not.toContain('Archive raw landing files');
});

test('permission narrows the list to what the caller may do', async () => {
  const names = async (level: string) => (await list(`permission=${level}`)).map(({ name }) => name);
  const [read, write, manage] = [await names('read'), await names('write'), await names('manage')];
  expect(read).toContain('Import customer master');
  expect(write).not.toContain('Import customer master');
  expect(write).toContain('Import POS transactions');
  expect(manage).not.toContain('Import POS transactions');
  expect(manage).toContain('Build sales mart');
});

test('some jobs failed, each for a reason of its own', async () => {
  const reasons = (await list('state=failed')).map(({ lastRun }) => lastRun?.error ?? '');
  for (const reason of [/column .* does not exist/, /credential .* expired/, /Out of memory/]) {
    expect(reasons.some((error) => reason.test(error))).toBe(true);
  }
});

test.each([
  ['limit=51', 'limit'],
  ['limit=0', 'limit'],
  ['limit=many', 'limit'],
  ['page_num=0', 'page_num'],
  ['order=name', 'order'],
  ['order_dir=up', 'order_dir'],
  ['permission=own', 'permission'],
  ['state=tired', 'state'],
])('jobs?%s is refused', async (query, name) => {
  const reply = await under.civis(`GET /jobs?${query}`);
  expect(reply.status).toBe(422);
  expect(reply.body).toEqual({
    error: 'invalid',
    errorDescription: expect.stringContaining(name),
    code: 422,
  });
});

test('the same seed and moment make the same world, another seed another one', async () => {
  const [one, same, other] = await Promise.all([worldOf(1), worldOf(1), worldOf(2)]);
  expect(same).toEqual(one);
  expect(other['/jobs']).not.toEqual(one['/jobs']);
});

/** All that the collections of a world list. */
async function worldOf(seed: number): Promise<Record<string, unknown>> {
  const { startSandbox } = await import('../../../src/sandbox/start-sandbox.ts');
  const sandbox = await startSandbox({ seed, now: new Clock('2026-03-04T15:00:00Z').now });
  const headers = { authorization: `Bearer ${sandbox.civisApiKey}` };
  const lists = operations.filter(
    ({ platform, verb, path }) => platform === 'civis' && verb === 'GET' && !path.includes('{'),
  );
  const answers = lists.map(async ({ path }) => {
    const response = await fetch(`${sandbox.civisEndpoint}${path.slice(1)}`, { headers });
    return [path, await response.json()] as const;
  });
  const world = Object.fromEntries(await Promise.all(answers));
  await sandbox.close();
  return world;
}
