import { expect, test } from 'vitest';
import { SandboxUnderTest, useSandboxOnClock } from '../../support/sandbox.ts';

interface Run {
  readonly id: number;
  readonly state: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly error: string | null;
}

interface Job {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly lastRun: Run | null;
  readonly runs: readonly Run[];
  readonly children?: readonly Job[];
}

const SECOND = 1000;

const { under, clock } = useSandboxOnClock();

async function find(name: string): Promise<Job> {
  const { body } = await under.civis<Job[]>(`GET /jobs?q=${encodeURIComponent(name)}`);
  const job = body.find((each) => each.name === name);
  if (job === undefined) throw new Error(`There is no job ${name}.`);
  return (await under.civis<Job>(`GET /jobs/${job.id}`)).body;
}

async function read(path: string): Promise<Run> {
  return (await under.civis<Run>(`GET ${path}`)).body;
}

test('a run is queued, runs and succeeds, and its job follows', async () => {
  const job = await find('Publish sales dashboard');
  const started = await under.civis<Run>(`POST /jobs/${job.id}/runs`);
  expect(started.status).toBe(202);
  expect(started.body).toMatchObject({ state: 'queued', startedAt: null, finishedAt: null, error: null });
  const path = `/jobs/${job.id}/runs/${started.body.id}`;
  expect(await find(job.name)).toMatchObject({ state: 'queued', lastRun: started.body });

  clock.forward(SECOND);
  const running = await read(path);
  expect(running).toMatchObject({ state: 'running', startedAt: expect.any(String), finishedAt: null });
  expect(await find(job.name)).toMatchObject({ state: 'running', lastRun: running });

  clock.forward(4 * SECOND);
  const ended = await read(path);
  expect(ended).toMatchObject({ state: 'succeeded', finishedAt: expect.any(String), error: null });
  const after = await find(job.name);
  expect(after).toMatchObject({ state: 'succeeded', lastRun: ended });
  expect(after.runs[0]).toEqual(ended);
  expect(after.runs[1]).toEqual(job.runs[0]);
});

test('a job that runs cannot be started again until its run has ended', async () => {
  const { id } = await find('Publish sales dashboard');
  const { body: run } = await under.civis<Run>(`POST /jobs/${id}/runs`);
  const again = await under.civis(`POST /jobs/${id}/runs`);
  expect(again.status).toBe(409);
  expect(again.body).toEqual({
    error: 'already_running',
    errorDescription: expect.stringContaining(String(run.id)),
    code: 409,
  });
  clock.forward(5 * SECOND);
  expect((await under.civis(`POST /jobs/${id}/runs`)).status).toBe(202);
});

test('a broken job fails every time, and says why', async () => {
  const { id } = await find('Build channel attribution');
  for (const _ of [1, 2]) {
    const { body: run } = await under.civis<Run>(`POST /jobs/${id}/runs`);
    clock.forward(5 * SECOND);
    expect(await read(`/jobs/${id}/runs/${run.id}`)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('campaign_group'),
    });
  }
});

test('success triggers the children, failure does not', async () => {
  const parent = await find('Import web orders');
  const child = await find('Stage web orders');
  await under.civis(`POST /jobs/${parent.id}/runs`);
  clock.forward(10 * SECOND);
  const triggered = await find('Stage web orders');
  expect(triggered.lastRun?.id).not.toBe(child.lastRun?.id);
  expect(triggered.state).toBe('succeeded');

  const broken = await find('Build channel attribution');
  const waiting = await find('Refresh price elasticity');
  await under.civis(`POST /jobs/${broken.id}/runs`);
  clock.forward(10 * SECOND);
  const { body: children } = await under.civis<Job[]>(`GET /jobs/${broken.id}/children`);
  expect(children.map(({ id }) => id)).toEqual([waiting.id]);
  expect((await find(waiting.name)).lastRun).toEqual(waiting.lastRun);
});

test('parents are a chain and children a tree', async () => {
  const job = await find('Refresh store performance');
  const { body: parents } = await under.civis<Job[]>(`GET /jobs/${job.id}/parents`);
  expect(parents.map(({ name }) => name)).toEqual([
    'Build sales mart',
    'Stage transactions',
    'Import POS transactions',
  ]);
  const { body: children } = await under.civis<Job[]>(`GET /jobs/${parents.at(-1)?.id}/children`);
  expect(children.map(({ name }) => name)).toEqual(['Stage transactions']);
  const marts = children[0]?.children?.map(({ name, children: below }) => [name, below?.length]);
  expect(marts).toEqual([
    ['Check row counts', 1],
    ['Build sales mart', 2],
  ]);
  expect(Object.keys(children[0]?.children?.[0] ?? {}).sort()).toEqual(Object.keys(children[0] ?? {}).sort());
});

test('a run is found under its own job only', async () => {
  const [one, other] = [await find('Build sales mart'), await find('Build customer mart')];
  expect((await under.civis(`GET /jobs/${one.id}/runs/${one.lastRun?.id}`)).status).toBe(200);
  expect((await under.civis(`GET /jobs/${other.id}/runs/${one.lastRun?.id}`)).status).toBe(404);
});

test('the e-mail address that triggers a job stays the same', async () => {
  const { id } = await find('Build sales mart');
  const first = await under.civis<{ triggerEmail: string }>(`POST /jobs/${id}/trigger_email`);
  expect(first.status).toBe(200);
  expect(first.body.triggerEmail).toMatch(/^[^@\s]+@[^@\s]+$/);
  expect((await under.civis(`POST /jobs/${id}/trigger_email`)).body).toEqual(first.body);
});

test('one job is at work when the sandbox starts, and goes on', async () => {
  const working = await find('Backfill returns 2023');
  expect(working.state).toBe('running');
  clock.forward(30 * 60 * SECOND);
  expect((await find('Backfill returns 2023')).state).toBe('succeeded');
});

test('the last month is remembered, in the order of its days', async () => {
  const { runs } = await find('Import web orders');
  expect(runs).toHaveLength(10);
  const moments = runs.map(({ startedAt }) => startedAt ?? '');
  expect(moments).toEqual([...moments].sort().reverse());
  expect(moments[0]?.slice(0, 10)).toBe('2026-03-04');
  expect(moments[9]?.slice(0, 10)).toBe('2026-02-23');
});

test('a faster sandbox ends runs sooner', async () => {
  const fast = new SandboxUnderTest();
  await fast.start({ now: clock.now, speed: 200 });
  const { body: jobs } = await fast.civis<Job[]>('GET /jobs?q=Build sales mart');
  const { body: run } = await fast.civis<Run>(`POST /jobs/${jobs[0]?.id}/runs`);
  expect(run.state).toBe('queued');
  clock.forward(SECOND / 50);
  const ended = await fast.civis<Run>(`GET /jobs/${jobs[0]?.id}/runs/${run.id}`);
  expect(ended.body).toMatchObject({ state: 'succeeded', error: null });
  await fast.sandbox.close();
});
