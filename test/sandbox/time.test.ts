import { describe, expect, test } from 'vitest';
import { nextScheduledTime } from '../../src/sandbox/civis/next-scheduled-time.ts';
import { useSandboxOnClock } from '../support/sandbox.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Run {
  readonly id: number;
  readonly state: string;
  readonly createdAt: string;
}

interface Import {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly nextRunAt: string | null;
  readonly lastRun: Run | null;
}

const { under, clock } = useSandboxOnClock();

async function value<T>(request: string, body?: unknown): Promise<T> {
  const reply = await under.civis<T>(request, body === undefined ? {} : { body });
  expect(reply.status).toBeLessThan(300);
  return reply.body;
}

describe('the next moment of a schedule', () => {
  const after = Date.parse('2026-03-04T15:00:00Z');
  test.each([
    ['every day at an hour', { scheduled_hours: [4] }, '2026-03-05T04:00:00.000Z'],
    ['later today', { scheduled_hours: [4, 18], scheduled_minutes: [30] }, '2026-03-04T18:30:00.000Z'],
    ['not at this very moment', { scheduled_hours: [15] }, '2026-03-05T15:00:00.000Z'],
    ['on weekdays', { scheduled_days: [0, 1], scheduled_hours: [6] }, '2026-03-08T06:00:00.000Z'],
    [
      'on days of the month',
      { scheduled_days_of_month: [31], scheduled_hours: [6] },
      '2026-03-31T06:00:00.000Z',
    ],
    ['every hour', { scheduled_minutes: [50, 10] }, '2026-03-04T15:10:00.000Z'],
    ['several times an hour', { scheduled_runs_per_hour: 4 }, '2026-03-04T15:15:00.000Z'],
    ['never', { scheduled_days_of_month: [32] }, undefined],
  ])('%s', (_, schedule, expected) => {
    const next = nextScheduledTime({ scheduled: true, ...schedule }, after);
    expect(next === undefined ? undefined : new Date(next).toISOString()).toBe(expected);
  });

  test('is none where it is switched off', () => {
    expect(nextScheduledTime({ scheduled: false, scheduled_hours: [4] }, after)).toBeUndefined();
  });
});

describe('a scheduled import', () => {
  const create = (schedule: Record<string, unknown>) =>
    value<Import>('POST /imports', { name: 'Hourly', syncType: 'Dbsync', isOutbound: false, schedule });
  const read = (id: number) => value<Import>(`GET /imports/${id}`);
  const runs = (id: number) => value<Run[]>(`GET /imports/${id}/runs`);

  test('runs when it is due, and shows when it will again', async () => {
    const { id, ...made } = await create({ scheduled: true, scheduledHours: [16] });
    expect(made).toMatchObject({ state: 'scheduled', nextRunAt: '2026-03-04T16:00:00.000Z', lastRun: null });
    clock.forward(HOUR + MINUTE);
    expect(await read(id)).toMatchObject({
      state: 'succeeded',
      nextRunAt: '2026-03-05T16:00:00.000Z',
      lastRun: { state: 'succeeded', createdAt: '2026-03-04T16:00:00.000Z' },
    });
    clock.forward(3 * DAY);
    expect((await runs(id)).map(({ createdAt }) => createdAt.slice(0, 13))).toEqual([
      '2026-03-04T16',
      '2026-03-05T16',
      '2026-03-06T16',
      '2026-03-07T16',
    ]);
  });

  test('follows a schedule that was changed, and not the former one', async () => {
    const { id } = await create({ scheduled: true, scheduledHours: [16] });
    const changed = {
      name: 'Hourly',
      syncType: 'Dbsync',
      isOutbound: false,
      schedule: { scheduled: true, scheduledHours: [17] },
    };
    await value(`PUT /imports/${id}`, changed);
    clock.forward(HOUR + MINUTE);
    expect(await runs(id)).toEqual([]);
    clock.forward(HOUR);
    expect(await runs(id)).toHaveLength(1);
    await value(`PUT /imports/${id}`, { ...changed, schedule: { scheduled: false } });
    clock.forward(2 * DAY);
    expect(await read(id)).toMatchObject({ nextRunAt: null });
    expect(await runs(id)).toHaveLength(1);
  });

  test('does not run while it is archived', async () => {
    const { id } = await create({ scheduled: true, scheduledHours: [16] });
    await value(`PUT /imports/${id}/archive`, { status: true });
    clock.forward(DAY);
    expect(await runs(id)).toEqual([]);
  });

  test('makes up for what was due while nobody looked, and for no more than a month of it', async () => {
    const { id } = await create({ scheduled: true, scheduledRunsPerHour: 1 });
    clock.forward(400 * DAY);
    const seen = await runs(id);
    expect(seen.length).toBeLessThanOrEqual(500);
    expect(Date.parse(seen.at(-1)?.createdAt ?? '')).toBeGreaterThan(clock.now() - HOUR - MINUTE);
  });
});

test('the daily pipeline goes on: what is due runs, and triggers what comes after it', async () => {
  clock.forward(DAY);
  const [job] = await value<Import[]>('GET /jobs?q=Refresh%20store%20performance');
  expect(job?.lastRun?.createdAt.slice(0, 10)).toBe('2026-03-05');
});

test('cancelling takes a moment', async () => {
  const [job] = await value<Import[]>('GET /imports?status=succeeded');
  const { runId } = await value<{ runId: number }>(`POST /imports/${job?.id}/runs`);
  const cancelled = await under.civis(`POST /imports/${job?.id}/cancel`);
  expect(cancelled).toMatchObject({ status: 202, body: { id: runId, isCancelRequested: true } });
  const state = async () => (await value<Run>(`GET /jobs/${job?.id}/runs/${runId}`)).state;
  expect(await state()).not.toBe('cancelled');
  clock.forward(SECOND);
  expect(await state()).toBe('cancelled');
  expect((await under.civis(`POST /imports/${job?.id}/cancel`)).status).toBe(404);
});

describe('a notebook', () => {
  interface Deployment {
    readonly deploymentId: number;
    readonly state: string;
  }

  async function deployed() {
    const { id } = await value<{ id: number }>('POST /notebooks', { name: 'Trial', idleTimeout: 30 });
    const { deploymentId, state } = await value<Deployment>(`POST /notebooks/${id}/deployments`);
    expect(state).toBe('pending');
    return { id, path: `/notebooks/${id}/deployments/${deploymentId}` };
  }
  const recent = async (id: number) =>
    (await value<{ mostRecentDeployment: Deployment | null }>(`GET /notebooks/${id}`)).mostRecentDeployment;

  test('starts, runs, and stops when it is told to', async () => {
    const { id, path } = await deployed();
    expect((await under.civis(`POST /notebooks/${id}/deployments`)).status).toBe(409);
    clock.forward(2 * SECOND);
    expect(await recent(id)).toMatchObject({ state: 'running' });
    const running = await value<{ id: number }[]>('GET /notebooks?status=running');
    expect(running.map((each) => each.id)).toContain(id);
    expect((await under.civis(`DELETE ${path}`)).status).toBe(204);
    expect((await value<Deployment>(`GET ${path}`)).state).toBe('stopping');
    clock.forward(SECOND);
    expect((await under.civis(`GET ${path}`)).status).toBe(404);
    expect(await recent(id)).toBeNull();
    expect((await under.civis(`POST /notebooks/${id}/deployments`)).status).toBe(201);
  });

  test('stops by itself after a time without activity', async () => {
    const { id } = await deployed();
    clock.forward(29 * MINUTE);
    expect(await recent(id)).toMatchObject({ state: 'running' });
    clock.forward(2 * MINUTE);
    expect(await recent(id)).toBeNull();
  });

  test('takes new contents by its update links', async () => {
    const { id } = await value<{ id: number }>('POST /notebooks', { name: 'Trial' });
    const links = await value<Record<string, string>>(`GET /notebooks/${id}/update-links`);
    for (const [name, shown] of [
      ['updateUrl', 'notebookUrl'],
      ['updatePreviewUrl', 'notebookPreviewUrl'],
    ] as const) {
      expect((await fetch(links[name] ?? '', { method: 'PUT', body: name })).status).toBe(200);
      const notebook = await value<Record<string, string>>(`GET /notebooks/${id}`);
      expect(await (await fetch(notebook[shown] ?? '')).text()).toBe(name);
    }
  });

  test('is copied with its contents, which are its own then', async () => {
    const [original] = await value<{ id: number }[]>('GET /notebooks?order=name&order_dir=asc');
    const before = await value<Record<string, unknown>>(`GET /notebooks/${original?.id}`);
    const copy = await value<Record<string, unknown>>(`POST /notebooks/${original?.id}/clone`);
    expect(copy).toMatchObject({ name: `Clone of ${String(before['name'])}`, mostRecentDeployment: null });
    expect(copy['fileId']).not.toBe(before['fileId']);
    const text = async (row: Record<string, unknown>) => (await fetch(String(row['notebookUrl']))).text();
    expect(await text(copy)).toBe(await text(before));
  });
});

describe('a model', () => {
  const find = async (name: string) => {
    const [model] = await value<{ id: number }[]>(`GET /models?model_name=${encodeURIComponent(name)}`);
    return model?.id ?? 0;
  };

  test('has builds with metrics, and a new one has them when it is done', async () => {
    const id = await find('churn');
    const build = await value<{ id: number; rocAuc: number | null }>(`POST /models/${id}/builds`);
    expect(build.rocAuc).toBeNull();
    clock.forward(10 * SECOND);
    const done = await value<{ state: string; rocAuc: number }>(`GET /models/${id}/builds/${build.id}`);
    expect(done.state).toBe('succeeded');
    expect(done.rocAuc).toBeGreaterThan(0.5);
    const model = await value<{ builds: { id: number }[]; currentBuildState: string }>(`GET /models/${id}`);
    expect(model.builds.map((each) => each.id)).toContain(build.id);
    expect(model.currentBuildState).toBe('succeeded');
  });

  test('scores a table once it has been built', async () => {
    const body = { tableName: 'customers.leads', primaryKey: ['lead_id'] };
    const unbuilt = await find('next purchase');
    expect((await under.civis(`PUT /models/${unbuilt}/predictions`, { body })).status).toBe(422);
    const id = await find('churn');
    const prediction = await value<{ id: number; state: string; outputTable: string }>(
      `PUT /models/${id}/predictions`,
      body,
    );
    expect(prediction).toMatchObject({ state: 'queued', outputTable: 'customers.leads_scores' });
    expect((await under.civis(`PUT /models/${id}/predictions`, { body })).status).toBe(409);
    clock.forward(10 * SECOND);
    const { predictions } = await value<{ predictions: (typeof prediction)[] }>(`GET /models/${id}`);
    expect(predictions.find((each) => each.id === prediction.id)?.state).toBe('succeeded');
  });

  test('is built by its schedule', async () => {
    const id = await find('next purchase');
    await value(`PUT /models/${id}/schedules`, { schedule: { scheduled: true, scheduledHours: [16] } });
    clock.forward(2 * HOUR);
    expect(await value<unknown[]>(`GET /models/${id}/builds`)).toHaveLength(1);
  });
});

test('an optimization has its results when its run is done, and its copy has none', async () => {
  const [planned, done] =
    await value<{ id: number; spotOrderId: number | null }[]>('GET /media/optimizations');
  expect(planned?.spotOrderId).toBeNull();
  expect(done?.spotOrderId).not.toBeNull();
  await value(`POST /media/optimizations/${planned?.id}/runs`);
  clock.forward(10 * SECOND);
  const after = await value<Record<string, unknown>>(`GET /media/optimizations/${planned?.id}`);
  expect(after).toMatchObject({ state: 'succeeded', reportLink: expect.stringContaining('http') });
  expect((await under.civis(`GET /media/spot_orders/${String(after['spotOrderId'])}`)).status).toBe(200);
  const copy = await value<Record<string, unknown>>(`POST /media/optimizations/${planned?.id}/clone`);
  expect(copy).toMatchObject({ state: 'idle', spotOrderId: null, reportLink: null, lastRunId: null });
  expect(copy['runs']).toEqual(after['runs']);
});

test('standardizing addresses leaves a table and a report behind', async () => {
  const [enhancement] = await value<{ id: number }[]>('GET /enhancements');
  const path = `/enhancements/cass-ncoa/${enhancement?.id}/runs`;
  const { id } = await value<Run>(`POST ${path}`);
  expect(await value<unknown[]>(`GET ${path}/${id}/outputs`)).toEqual([]);
  clock.forward(10 * SECOND);
  const outputs = await value<{ objectType: string; objectId: number; link: string }[]>(
    `GET ${path}/${id}/outputs`,
  );
  expect(outputs.map(({ objectType }) => objectType).sort()).toEqual(['File', 'Table']);
  const file = outputs.find(({ objectType }) => objectType === 'File');
  expect(file?.link).toBe(`${under.sandbox.civisEndpoint}files/${file?.objectId}`);
  const { fileUrl } = await value<{ fileUrl: string }>(`GET /files/${file?.objectId}`);
  expect(await (await fetch(fileUrl)).text()).toContain('standardized');
});
