import * as z from 'zod';
import { int, list, oneOf, record, text } from '../../tools/parameters.ts';
import { responseFields } from '../response-fields.ts';
import { resolveUsers } from '../sharing/resolve-principals.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { countBy, GROUPINGS, type Grouping, groupByAge, groupByError } from './group-runs.ts';
import { type LastRun, type LastRuns, listJobs, listWorkflows } from './last-runs.ts';
import { formatLocalTime, parseSince } from './parse-since.ts';

/** Pages that one call requests to list runs, and to count or find what did not run. */
const MAX_PAGES = 10;
const MAX_PAGES_COUNTED = 40;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const DEFAULT_SINCE = '24 hours ago';

const STATES = ['failed', 'running', 'queued', 'succeeded', 'cancelled', 'any'] as const;
/** Of these, runs are found whenever they were, by default. */
const STATES_OF_ANY_TIME: readonly string[] = ['queued', 'running', 'any'];
const JOB_TYPE_PREFIX = 'JobTypes::';

const input = z.strictObject({
  state: oneOf(STATES, 'Default: failed; any to count.').optional(),
  since: text(`"yesterday 18:00" or ISO 8601. Default: ${DEFAULT_SINCE} for ended runs.`).optional(),
  not_run_since: text('Last ran before, or never.').optional(),
  group_by: oneOf(Object.keys(GROUPINGS) as [Grouping, ...Grouping[]], 'To count.').optional(),
  author: text('Id, name or "me".').optional(),
  type: text('Such as Import or workflow.').optional(),
  limit: z.int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT),
});

const runFields = record({
  id: int('Id of the job or workflow.'),
  name: text(),
  run_id: int(),
  when: text('When the run ended, or else started.'),
  seconds: int('How long the run took.'),
  error: text("If it differs in its numbers from the group's."),
});

export const findRuns = defineWorkflow('civis', {
  name: 'find_runs',
  description: 'Find or count jobs or workflows by their last run, such as what failed last night.',
  effect: 'read',
  input,
  output: {
    state: text(),
    since: text('Start of the period that was searched.'),
    count: int('Number of runs found.'),
    groups: list(
      record({ value: text('Of group_by.'), error: text(), count: int(), runs: list(runFields) }),
      'By error, newest first, unless group_by or not_run_since is given.',
    ),
    more: text('What is left out, and how to get it.'),
  },
  run: async (context, request) => {
    const { group_by: grouping, not_run_since: before, author, type, limit } = request;
    const now = context.clock.now();
    const isCounted = grouping !== undefined || before !== undefined;
    const state = request.state ?? (isCounted ? 'any' : 'failed');
    const since =
      request.since ?? (STATES_OF_ANY_TIME.includes(state) || isCounted ? undefined : DEFAULT_SINCE);
    const from = since === undefined ? undefined : parseSince(since, now);
    const until = before === undefined ? undefined : parseSince(before, now);
    const authorId = author === undefined ? undefined : await findAuthor(context, author);
    const maxPages = isCounted ? MAX_PAGES_COUNTED : MAX_PAGES;
    const { found, isTruncated } = await collectRuns(context, { state, authorId, type, from, maxPages });
    const wanted = found
      .filter(({ run }) => (state === 'any' ? run !== undefined || isCounted : run?.state === state))
      .filter(({ timestamp }) => from === undefined || timestamp >= from)
      .filter(({ timestamp }) => until === undefined || timestamp < until)
      .filter((each) => type === undefined || hasType(each, type))
      .sort((one, other) => (other.timestamp - one.timestamp) * (until === undefined ? 1 : -1));
    return {
      state,
      since: from === undefined ? undefined : formatLocalTime(from),
      count: wanted.length,
      groups: groupRuns(wanted, grouping, until, limit),
      more: describeOmittedRuns(
        wanted.length,
        grouping === undefined ? limit : Number.POSITIVE_INFINITY,
        until === undefined ? 'newest' : 'longest ago',
        isTruncated ? found.length : undefined,
      ),
    };
  },
});

interface Wanted {
  readonly state: (typeof STATES)[number];
  readonly authorId: number | undefined;
  readonly type: string | undefined;
  readonly from: number | undefined;
  readonly maxPages: number;
}

/** Workflows are not among the jobs, and are listed only where they are asked for. */
function collectRuns(
  context: WorkflowContext,
  { state, authorId, type, from, maxPages }: Wanted,
): Promise<LastRuns> {
  const author = authorId === undefined ? {} : { author: String(authorId) };
  if (isWorkflow(type)) return listWorkflows(context, author);
  const filters = {
    ...author,
    ...(state !== 'any' && { state }),
    ...(type?.startsWith(JOB_TYPE_PREFIX) && { type }),
  };
  return listJobs(context, filters, from ?? Number.NEGATIVE_INFINITY, maxPages);
}

function isWorkflow(type: string | undefined): boolean {
  return type?.trim().toLowerCase() === 'workflow';
}

function hasType({ type, kind }: LastRun, wanted: string): boolean {
  const word = wanted.trim().toLowerCase();
  return kind === word.replaceAll(' ', '_') || type.toLowerCase().includes(word);
}

async function findAuthor(context: WorkflowContext, author: string): Promise<number | undefined> {
  if (author.trim().toLowerCase() === 'me') {
    return responseFields(await context.callOperation('civis_users_list_me', {})).id();
  }
  const [person] = await resolveUsers(context, [author], []);
  return person?.id;
}

function groupRuns(
  found: readonly LastRun[],
  grouping: Grouping | undefined,
  before: number | undefined,
  limit: number,
) {
  if (grouping !== undefined) return countBy(found, grouping);
  const shown = found.slice(0, limit);
  return before === undefined ? groupByError(shown) : groupByAge(shown, before);
}

/** What is left out; `checked` is how many objects were read where there are more. */
function describeOmittedRuns(
  count: number,
  limit: number,
  order: 'newest' | 'longest ago',
  checked: number | undefined,
): string | undefined {
  const says: string[] = [];
  if (count > limit) {
    const advice =
      limit < MAX_LIMIT
        ? `Set limit=${Math.min(count, MAX_LIMIT)} to see more.`
        : 'Filter by author or type.';
    says.push(
      `The ${order === 'newest' ? 'newest' : 'first'} ${limit} of ${count} runs are shown. ${advice}`,
    );
  }
  if (checked !== undefined) {
    says.push(
      `Only the ${checked} most recently changed jobs were checked. Filter by author, or use a later since.`,
    );
  }
  return says.length === 0 ? undefined : says.join(' ');
}
