import * as z from 'zod';
import { isObject, toText } from '../../json.ts';
import type { Arguments } from '../../tools/operation.ts';
import { int, list, oneOf, record, text } from '../../tools/parameters.ts';
import { truncateText } from '../quote-text.ts';
import { isRun, type Run } from '../run-state.ts';
import { resolveUsers } from '../sharing/resolve-principals.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { formatLocalTime, parseSince } from './parse-since.ts';

/** Jobs per page, and pages that one call requests. */
const PAGE_SIZE = 50;
const MAX_PAGES = 10;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
/** Maximum length of the error that represents a group. */
const MAX_ERROR_CHARS = 300;
const DEFAULT_SINCE = '24 hours ago';

/** States of runs that have not ended: by default they are found whenever they started. */
const ACTIVE_STATES: readonly string[] = ['queued', 'running'];
const JOB_TYPE_PREFIX = 'JobTypes::';

const input = z.strictObject({
  state: oneOf(['failed', 'running', 'queued', 'succeeded', 'cancelled'], 'Default: failed.').default(
    'failed',
  ),
  since: text(
    `Such as "yesterday 18:00" or ISO 8601. Default: ${DEFAULT_SINCE}; none for running and queued.`,
  ).optional(),
  author: text('Id or name.').optional(),
  type: text('Such as Import or SqlRunner.').optional(),
  limit: z.int().min(1).max(MAX_LIMIT).describe(`Default: ${DEFAULT_LIMIT}.`).default(DEFAULT_LIMIT),
});

const runFields = record({
  id: int('Id of the job.'),
  name: text('Name of the job.'),
  run_id: int(),
  when: text('When the run ended, or else started.'),
  error: text("If it differs in its numbers from the group's."),
});

export const findRuns = defineWorkflow('civis', {
  name: 'find_runs',
  description:
    'Find jobs by the state of their last run: what failed last night, what is running now. Grouped by error, newest first.',
  effect: 'read',
  input,
  output: {
    state: text(),
    since: text('Start of the period that was searched.'),
    count: int('Number of runs found.'),
    groups: list(record({ error: text(), count: int(), runs: list(runFields) })),
    more: text('What is left out, and how to get it.'),
  },
  run: async (context, { state, since, author, type, limit }) => {
    const words = since ?? (ACTIVE_STATES.includes(state) ? undefined : DEFAULT_SINCE);
    const from = words === undefined ? undefined : parseSince(words, context.clock.now());
    const [person] = author === undefined ? [] : await resolveUsers(context, [author], []);
    const filters = {
      state,
      ...(person === undefined ? {} : { author: String(person.id) }),
      ...(type?.startsWith(JOB_TYPE_PREFIX) ? { type } : {}),
    };
    const { found, isTruncated } = await collectLastRuns(context, filters, from);
    const wanted = found
      .filter((each) => each.run.state === state && (from === undefined || each.timestamp >= from))
      .filter((each) => type === undefined || each.type.toLowerCase().includes(type.toLowerCase()))
      .sort((one, other) => other.timestamp - one.timestamp);
    return {
      state,
      since: from === undefined ? undefined : formatLocalTime(from),
      count: wanted.length,
      groups: groupByError(wanted.slice(0, limit)),
      more: describeOmittedRuns(wanted.length, limit, isTruncated),
    };
  },
});

/** A job's last run. */
interface LastRun {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly run: Run;
  /** When it ended, or else started or was created. */
  readonly timestamp: number;
  readonly when: string;
  /** When the job itself was last changed. */
  readonly jobUpdatedAt: number;
}

/** Lists jobs, last changed first, until a whole page of them is older than `from`. */
async function collectLastRuns(
  context: WorkflowContext,
  filters: Arguments,
  from = Number.NEGATIVE_INFINITY,
): Promise<{ readonly found: LastRun[]; readonly isTruncated: boolean }> {
  const found: LastRun[] = [];
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    const { value, page } = await context.callOperation('civis_jobs_list', {
      ...filters,
      limit: PAGE_SIZE,
      page_num: number,
    });
    const jobs = Array.isArray(value) ? value : [];
    const read = jobs.map(parseLastRun).filter((each) => each !== undefined);
    found.push(...read);
    const ended = page === undefined ? jobs.length < PAGE_SIZE : page.next === null;
    // A run does not always update the job's own time, so both must be older.
    if (ended || read.every(({ timestamp, jobUpdatedAt }) => Math.max(timestamp, jobUpdatedAt) < from))
      return { found, isTruncated: false };
    context.report({ done: number, total: MAX_PAGES, message: `${found.length} jobs checked` });
  }
  return { found, isTruncated: true };
}

function parseLastRun(job: unknown): LastRun | undefined {
  if (!isObject(job) || typeof job['id'] !== 'number' || !isRun(job['last_run'])) return undefined;
  const { id, name, type, updated_at, last_run: run } = job;
  const when = run.finished_at ?? run.started_at ?? run.created_at ?? toText(updated_at);
  const [timestamp, jobUpdatedAt] = [Date.parse(when), Date.parse(toText(updated_at))];
  return {
    id,
    name: toText(name),
    type: toText(type),
    run,
    timestamp: timestamp || 0,
    when,
    jobUpdatedAt: jobUpdatedAt || 0,
  };
}

/** Groups runs whose error messages differ only in numbers; the newest run of a group comes first. */
function groupByError(found: readonly LastRun[]): Arguments[] {
  const groups = new Map<string, LastRun[]>();
  for (const each of found) {
    const gist = (each.run.error ?? '').replace(/\d+/g, '#').trim();
    const alike = groups.get(gist);
    if (alike === undefined) groups.set(gist, [each]);
    else alike.push(each);
  }
  return [...groups.values()].map((alike) => {
    const error = shortError(alike[0]?.run);
    const runs = alike.map(({ id, name, run, when }) => {
      const own = shortError(run);
      return { id, name, run_id: run.id, when, ...(own !== error && { error: own }) };
    });
    return { error, count: alike.length, runs };
  });
}

function shortError(run: Run | undefined): string | undefined {
  return run?.error ? truncateText(run.error, MAX_ERROR_CHARS) : undefined;
}

function describeOmittedRuns(count: number, limit: number, isTruncated: boolean): string | undefined {
  const says: string[] = [];
  if (count > limit) {
    const advice =
      limit < MAX_LIMIT
        ? `Set limit=${Math.min(count, MAX_LIMIT)} to see more.`
        : 'Filter by author or type.';
    says.push(`The newest ${limit} of ${count} runs are shown. ${advice}`);
  }
  if (isTruncated) {
    says.push(
      `Only the ${PAGE_SIZE * MAX_PAGES} most recently changed jobs were checked. Filter by author, or use a later since.`,
    );
  }
  return says.length === 0 ? undefined : says.join(' ');
}
