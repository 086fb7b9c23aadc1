import { describe, expect, it } from 'vitest';
import { LeapingClock } from '../../support/dispatch.ts';
import { queryOf, respondInPages } from '../../support/host-with-platform.ts';
import type { answer, Received } from '../../support/platform.ts';
import {
  callErrorOf,
  HANDLED,
  type ToolResult,
  useSandboxTools,
  withFakePlatform,
} from '../../support/tool-caller.ts';

interface Group {
  readonly error?: string;
  readonly count: number;
  readonly runs: readonly {
    readonly id: number;
    readonly name: string;
    readonly run_id: number;
    readonly when: string;
    readonly error?: string;
  }[];
}

const groupsOf = (value: ToolResult) => value['groups'] as readonly Group[];
const namesOf = (value: ToolResult) => groupsOf(value).flatMap(({ runs }) => runs.map(({ name }) => name));

/** A Wednesday afternoon, as the sandbox's world knows it too. */
const NOW = '2026-03-04T15:00:00Z';

describe('in the sandbox', () => {
  const tools = useSandboxTools(new LeapingClock(NOW));

  it.each([
    ['what failed in the last 24 hours', {}, ['Build channel attribution', 'Import email engagement']],
    ['of one type', { type: 'import' }, ['Import email engagement']],
    ['of one type, as Civis writes it', { type: 'JobTypes::Import' }, ['Import email engagement']],
    ['of one author, by name', { author: 'Kavita Rao' }, ['Build channel attribution']],
    ['of one author, by username', { author: 'epetrova' }, ['Import email engagement']],
    ['since this morning', { since: '2026-03-04T05:10:00Z' }, ['Build channel attribution']],
    [
      'since last week',
      { since: '7 days ago' },
      ['Build channel attribution', 'Import email engagement', 'Train demand forecast'],
    ],
    ['what runs now', { state: 'running' }, ['Backfill returns 2023']],
    ['what waits now', { state: 'queued' }, []],
    ['what was cancelled', { state: 'cancelled', since: '30 days ago' }, []],
  ])('%s', async (_, args, names) => {
    const value = await tools.call('civis_find_runs', args);
    expect(namesOf(value)).toEqual(names);
    expect(value['count']).toBe(names.length);
    expect(value['more']).toBeUndefined();
  });

  it('says from which moment on', async () => {
    const value = await tools.call('civis_find_runs', { since: '2 hours ago' });
    expect(Date.parse(String(value['since']))).toBe(Date.parse(NOW) - 2 * 3_600_000);
    expect(value['since']).toMatch(/[+-]\d\d:\d\d$/);
    expect((await tools.call('civis_find_runs', { state: 'running' }))['since']).toBeUndefined();
  });

  it('each run can be followed by its ids', async () => {
    const [group] = groupsOf(await tools.call('civis_find_runs', {}));
    const [run] = group?.runs ?? [];
    expect(group?.error).toContain('campaign_group');
    expect(await tools.call('civis_jobs_get_runs', { id: run?.id, run_id: run?.run_id })).toMatchObject({
      state: 'failed',
      finished_at: run?.when,
    });
  });

  it.each([
    [{ since: 'one day' }, 'Cannot understand since'],
    [{ since: 'tomorrow' }, 'Cannot understand since'],
    [{ author: 'Nobody' }, 'User not found: "Nobody".'],
    [{ limit: 0 }, 'limit'],
  ])('%j is refused', async (args, words) => {
    const error = await callErrorOf(tools.call('civis_find_runs', args));
    expect(error.kind).toBe('invalid_input');
    expect(error.message).toContain(words);
  });
});

describe('counts, in the sandbox', () => {
  const tools = useSandboxTools(new LeapingClock(NOW));

  interface Count {
    readonly value: string;
    readonly count: number;
    readonly runs?: readonly { readonly name: string }[];
  }
  const countsOf = (value: ToolResult) => value['groups'] as readonly Count[];
  const total = (value: ToolResult) => countsOf(value).reduce((sum, { count }) => sum + count, 0);

  it.each([
    ['state', 'failed'],
    ['kind', 'sql_script'],
    ['owner', 'Kavita Rao'],
    ['day', '2026-03-04'],
  ])('jobs by %s, all of them once', async (grouping, value) => {
    const { items } = await tools.call('civis_find_runs', { group_by: grouping }).then((answer) => {
      expect(total(answer)).toBe(answer['count']);
      return { items: countsOf(answer) };
    });
    expect(items.find((each) => each.value === value)?.count).toBeGreaterThan(0);
    expect(new Set(items.map((each) => each.value)).size).toBe(items.length);
  });

  it('by state are those that lists of each state have', async () => {
    const counted = await tools.call('civis_find_runs', { group_by: 'state' });
    const listed = await tools.call('civis_find_runs', { state: 'failed', since: '400 days ago' });
    expect(countsOf(counted).find(({ value }) => value === 'failed')?.count).toBe(listed['count']);
  });

  it('what did not run for a month, and what never ran', async () => {
    const value = await tools.call('civis_find_runs', { not_run_since: '30 days ago' });
    const names = countsOf(value).map((each) => [each.value.slice(0, 9), each.runs?.map(({ name }) => name)]);
    expect(names).toContainEqual(['never ran', expect.arrayContaining(['Send supplier summary'])]);
    expect(names).toContainEqual(['last ran ', expect.arrayContaining(['Check store hours'])]);
    expect(JSON.stringify(names)).not.toContain('Import web orders');
    const counted = await tools.call('civis_find_runs', { not_run_since: '30 days ago', group_by: 'owner' });
    expect(total(counted)).toBe(value['count']);
  });

  it('how long the most recent workflow took', async () => {
    const workflows = await tools.call('civis_workflows_list', {});
    const { id } = (workflows as unknown as readonly { id: number }[])[0] ?? expect.fail('no workflow');
    const run = await tools.call('civis_run_and_wait', { id: String(id), kind: 'workflow' });
    const value = await tools.call('civis_find_runs', { type: 'workflow', state: 'any', limit: 1 });
    const [group] = groupsOf(value);
    expect(group?.runs).toMatchObject([{ id, run_id: run['run_id'], seconds: expect.any(Number) }]);
  });

  it('runs of my own', async () => {
    const value = await tools.call('civis_find_runs', { author: 'me', group_by: 'owner' });
    expect(countsOf(value).map((each) => each.value)).toEqual(['Ada Lindqvist']);
  });
});

const minutesAgo = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();

/** A job that failed so many minutes ago. */
function failedJob(id: number, minutes: number, error: string | null, changed = minutes) {
  const run = { id: id * 10, state: 'failed', error, finishedAt: minutesAgo(minutes) };
  return {
    id,
    name: `job ${id}`,
    type: 'JobTypes::SqlRunner',
    state: 'failed',
    updatedAt: minutesAgo(changed),
    lastRun: run,
  };
}

async function find(
  jobs: readonly unknown[],
  args: ToolResult,
): Promise<{ value: ToolResult; pages: number }> {
  const found: ToolResult[] = [];
  let pages = 0;
  const list = (received: Received, response: Parameters<typeof answer>[0]) => {
    expect(queryOf(received).get('state')).toBe('failed');
    pages += 1;
    respondInPages(jobs)(received, response);
    return HANDLED;
  };
  await withFakePlatform(
    { 'GET /jobs': list },
    async ({ call }) => {
      found.push(await call('civis_find_runs', args));
    },
    new LeapingClock(NOW),
  );
  return { value: found[0] ?? {}, pages };
}

describe('groups', () => {
  it('errors that differ in their numbers alone are one; the newest goes first, in groups and among them', async () => {
    const jobs = [
      failedJob(1, 50, 'row 17: bad date'),
      failedJob(2, 10, 'no such table'),
      failedJob(3, 30, 'row 4: bad date'),
      failedJob(4, 40, null),
    ];
    const { value } = await find(jobs, {});
    expect(groupsOf(value).map(({ error, count, runs }) => [error, count, runs.map(({ id }) => id)])).toEqual(
      [
        ['no such table', 1, [2]],
        ['row 4: bad date', 2, [3, 1]],
        [undefined, 1, [4]],
      ],
    );
    expect(groupsOf(value)[0]?.runs[0]).toEqual({ id: 2, name: 'job 2', run_id: 20, when: minutesAgo(10) });
    const errors = groupsOf(value)[1]?.runs.map(({ error }) => error);
    expect(errors, 'a run with other numbers than its group shows its own error').toEqual([
      undefined,
      'row 17: bad date',
    ]);
  });

  it('only last runs in the state, and jobs that have run, count', async () => {
    const other = {
      ...failedJob(2, 5, 'x'),
      lastRun: { id: 20, state: 'running', startedAt: minutesAgo(1) },
    };
    const { value } = await find(
      [failedJob(1, 5, 'x'), other, { ...failedJob(3, 1, 'x'), lastRun: null }],
      {},
    );
    expect(namesOf(value)).toEqual(['job 1']);
  });
});

describe('how much is asked', () => {
  it('no page behind one that is all older', async () => {
    const jobs = Array.from({ length: 400 }, (_, at) => failedJob(at + 1, at, 'x'));
    const { value, pages } = await find(jobs, { since: '70 minutes ago' });
    expect(value['count']).toBe(71);
    expect(pages).toBe(3);
  });

  it('jobs that changed long ago and ran just now are found', async () => {
    const jobs = Array.from({ length: 60 }, (_, at) => failedJob(at + 1, 10, 'x', 5_000 + at));
    const { value } = await find(jobs, { since: '15 minutes ago', limit: 200 });
    expect(namesOf(value)).toHaveLength(60);
  });

  it('ten pages at the most, which is said', async () => {
    const jobs = Array.from({ length: 700 }, (_, at) => failedJob(at + 1, 5, 'x'));
    const { value, pages } = await find(jobs, { limit: 20 });
    expect(pages).toBe(10);
    expect(namesOf(value)).toHaveLength(20);
    expect(value).toMatchObject({ count: 500 });
    expect(value['more']).toBe(
      'The newest 20 of 500 runs are shown. Set limit=200 to see more. Only the 500 most recently changed jobs were checked. Filter by author, or use a later since.',
    );
  });

  it('an answer without page counts is a last page where it is not full', async () => {
    await withFakePlatform({ 'GET /jobs': [failedJob(1, 5, 'x')] }, async ({ call, requestLines }) => {
      await call('civis_find_runs', { since: '2020-01-01' });
      expect(requestLines()).toEqual(['GET /jobs']);
    });
  });
});
