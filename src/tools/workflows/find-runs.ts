import * as z from 'zod';
import type { Arguments } from '../operation.ts';
import { int, list, oneOf, record, text } from '../params.ts';
import { isObject } from '../wire.ts';
import { isRun, type Run } from './kinds.ts';
import { resolveUsers } from './names.ts';
import { clip } from './quoting.ts';
import { inLocalTime, readSince } from './since.ts';
import { defineWorkflow, type WorkflowContext } from './workflow.ts';

/** Jobs that Civis lists at once, and lists that one call asks for. */
const PAGE_JOBS = 50;
const MOST_PAGES = 10;
const USUAL_RUNS = 50;
const MOST_RUNS = 200;
/** Characters of an error that stand for its group. */
const LONGEST_ERROR = 300;
const USUAL_SINCE = '24 hours ago';

/** States of runs that have yet to end: these are now, whenever they began. */
const NOW: readonly string[] = ['queued', 'running'];
const TYPE_PREFIX = 'JobTypes::';

const input = z.strictObject({
  state: oneOf(['failed', 'running', 'queued', 'succeeded', 'cancelled'], 'failed when absent').default(
    'failed',
  ),
  since: text(`E.g. yesterday 18:00; ${USUAL_SINCE} when absent`).optional(),
  author: text('Id or name').optional(),
  type: text('E.g. Import, SqlRunner').optional(),
  limit: z.int().min(1).max(MOST_RUNS).describe(`${USUAL_RUNS} when absent`).default(USUAL_RUNS),
});

const run = record({ id: int(), name: text(), run_id: int(), when: text() });

export const findRuns = defineWorkflow('civis', {
  name: 'find_runs',
  description:
    'Find jobs by the state of their last run: what failed last night, what runs now. Grouped by error, newest first.',
  effect: 'read',
  input,
  output: {
    state: text(),
    since: text(),
    count: int(),
    groups: list(record({ error: text(), count: int(), runs: list(run) })),
    more: text(),
  },
  run: async (context, { state, since, author, type, limit }) => {
    const words = since ?? (NOW.includes(state) ? undefined : USUAL_SINCE);
    const from = words === undefined ? undefined : readSince(words, context.clock.now());
    const [person] = author === undefined ? [] : await resolveUsers(context, [author], []);
    const filters = {
      state,
      ...(person === undefined ? {} : { author: String(person.id) }),
      ...(type?.startsWith(TYPE_PREFIX) ? { type } : {}),
    };
    const { found, cut } = await collect(context, filters, from);
    const wanted = found
      .filter((each) => each.run.state === state && (from === undefined || each.at >= from))
      .filter((each) => type === undefined || each.type.toLowerCase().includes(type.toLowerCase()))
      .sort((one, other) => other.at - one.at);
    return {
      state,
      since: from === undefined ? undefined : inLocalTime(from),
      count: wanted.length,
      groups: groupsOf(wanted.slice(0, limit)),
      more: wordsFor(wanted.length, limit, cut),
    };
  },
});

/** A job's last run. */
interface Found {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly run: Run;
  /** When it ended, or came as far as it is. */
  readonly at: number;
  readonly when: string;
  /** When anything of the job changed. */
  readonly changed: number;
}

/** Lists jobs, last changed first, until a whole page of them is older than the moment. */
async function collect(
  context: WorkflowContext,
  filters: Arguments,
  from = Number.NEGATIVE_INFINITY,
): Promise<{ readonly found: Found[]; readonly cut: boolean }> {
  const found: Found[] = [];
  for (let number = 1; number <= MOST_PAGES; number += 1) {
    const { value, page } = await context.callOperation('civis_jobs_list', {
      ...filters,
      limit: PAGE_JOBS,
      page_num: number,
    });
    const jobs = Array.isArray(value) ? value : [];
    const read = jobs.map(lastRunOf).filter((each) => each !== undefined);
    found.push(...read);
    const ended = page === undefined ? jobs.length < PAGE_JOBS : page.next === null;
    // Civis may note a run without counting it as a change, so both have to be old.
    if (ended || read.every(({ at, changed }) => Math.max(at, changed) < from)) return { found, cut: false };
    context.report({ done: number, total: MOST_PAGES, message: `${found.length} jobs looked at` });
  }
  return { found, cut: true };
}

function lastRunOf(job: unknown): Found | undefined {
  if (!isObject(job) || typeof job['id'] !== 'number' || !isRun(job['last_run'])) return undefined;
  const { id, name, type, updated_at, last_run: run } = job;
  const when = run.finished_at ?? run.started_at ?? run.created_at ?? String(updated_at ?? '');
  const [at, changed] = [Date.parse(when), Date.parse(String(updated_at ?? ''))];
  return {
    id,
    name: String(name ?? ''),
    type: String(type ?? ''),
    run,
    at: at || 0,
    when,
    changed: changed || 0,
  };
}

/** Runs that say the same but for their numbers belong together; the newest of each group goes first. */
function groupsOf(found: readonly Found[]): Arguments[] {
  const groups = new Map<string, Found[]>();
  for (const each of found) {
    const gist = (each.run.error ?? '').replace(/\d+/g, '#').trim();
    const alike = groups.get(gist);
    if (alike === undefined) groups.set(gist, [each]);
    else alike.push(each);
  }
  return [...groups.values()].map((alike) => ({
    error: alike[0]?.run.error ? clip(alike[0].run.error, LONGEST_ERROR) : undefined,
    count: alike.length,
    runs: alike.map(({ id, name, run, when }) => ({ id, name, run_id: run.id, when })),
  }));
}

function wordsFor(count: number, limit: number, cut: boolean): string | undefined {
  const says: string[] = [];
  if (count > limit) {
    const brings = limit < MOST_RUNS ? `limit=${Math.min(count, MOST_RUNS)}` : 'a later since';
    says.push(`The newest ${limit} of ${count} are shown: ${brings} shows the others.`);
  }
  if (cut) {
    says.push(
      `Only the ${PAGE_JOBS * MOST_PAGES} jobs that changed last were looked at: narrow by author or since.`,
    );
  }
  return says.length === 0 ? undefined : says.join(' ');
}
