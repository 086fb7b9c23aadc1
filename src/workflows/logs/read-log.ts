import * as z from 'zod';
import { flag, int, list, record, text } from '../../tools/parameters.ts';
import { objectParameters } from '../objects/resolve-object.ts';
import { withRunnable } from '../objects/resolve-runnable.ts';
import { defineWorkflow } from '../workflow.ts';
import { fetchLogPart, type LogPart, type LogRange } from './fetch-log.ts';
import { type FoldedLine, foldRepeats, isErrorLine, withRepeatCount } from './log-lines.ts';
import { expandWithContext, parseLogSearch } from './log-search.ts';
import { findLoggedRun } from './logged-run.ts';

const DEFAULT_LINES = 100;
const MAX_LINES = 5_000;
/** Maximum length of all lines in a result, which keeps it within the default size limit of results. */
const MAX_RESULT_CHARS = 40_000;
/** Estimated length of a line's other fields. */
const LINE_OVERHEAD_CHARS = 80;
const MAX_CONTEXT = 50;

const logLine = record({ id: int(), at: text(), level: text(), message: text() });

const input = z.strictObject({
  ...objectParameters,
  run_id: int('Default: the last run.').optional(),
  tail: z.int().min(1).max(MAX_LINES).describe(`Default: ${DEFAULT_LINES} lines.`).default(DEFAULT_LINES),
  grep: text('Text, or RE2 as /…/i.').optional(),
  context: z.int().min(0).max(MAX_CONTEXT).describe('Lines around each match.').default(0),
  since_id: int('last_id of a result; 0: the start.').optional(),
  errors_only: flag().default(false),
});

type ReadLogInput = z.output<typeof input>;

export const readLog = defineWorkflow('civis', {
  name: 'read_log',
  description: "Read or search a run's log: the last lines, or those after since_id.",
  effect: 'read',
  input,
  output: {
    run_id: int(),
    lines: list(logLine),
    last_id: int('Give it as since_id to continue.'),
    more: text('What is left out, and how to get it.'),
  },
  run: async (context, args) => {
    const { id, kind, run_id, since_id } = args;
    const wanted = createLineFilter(args);
    const range: LogRange = since_id === undefined ? { keep: 'last' } : { sinceId: since_id, keep: 'first' };
    const found = await withRunnable(context, { id, kind }, async (object) => {
      const run = await findLoggedRun(context, object, run_id);
      return run && { ...run, part: await fetchLogPart(context, run.reference, range) };
    });
    if (found === undefined)
      return { lines: [], more: 'It has never run. Use civis_run_and_wait to run it.' };
    const { reference, note, part } = found;
    const folded = foldRepeats(part.lines);
    const matched = folded.flatMap((line, position) => (wanted(line) ? [position] : []));
    const positions = expandWithContext(matched, args.context, folded.length);
    const selected = positions.map((position) => folded[position]).filter((line) => line !== undefined);
    const shown =
      since_id === undefined ? takeLast(selected, args.tail) : takeFirstArrived(selected, args.tail);
    const omitted = selected.length - shown.length;
    const follows = since_id !== undefined && omitted > 0;
    const lastId = follows ? Math.max(...shown.map((line) => line.lastId)) : part.lastId;
    return {
      run_id: reference.runId,
      lines: shown.map(withRepeatCount),
      last_id: lastId,
      more: describeOmittedLines(args, {
        note,
        part,
        omitted,
        found: selected.length,
        lastId,
        searched: folded.length,
      }),
    };
  },
});

function createLineFilter({ grep, errors_only }: ReadLogInput): (line: FoldedLine) => boolean {
  const matches = grep ? parseLogSearch(grep) : () => true;
  return (line) => (!errors_only || isErrorLine(line)) && matches(line.message);
}

/** The last lines that fit into the result. */
function takeLast(lines: readonly FoldedLine[], most: number): FoldedLine[] {
  return takeWhileFits(lines.toReversed(), most).reverse();
}

/** The lines that arrived first, so that a caller who continues from the last id misses none. */
function takeFirstArrived(lines: readonly FoldedLine[], most: number): FoldedLine[] {
  const arrived = lines.toSorted((one, other) => one.lastId - other.lastId);
  const shown = new Set(takeWhileFits(arrived, most));
  return lines.filter((line) => shown.has(line));
}

/** As many lines as fit into the result, and at least one. */
function takeWhileFits(lines: readonly FoldedLine[], most: number): FoldedLine[] {
  let chars = 0;
  const end = lines.findIndex(({ message }, position) => {
    chars += message.length + LINE_OVERHEAD_CHARS;
    return position > 0 && (position >= most || chars > MAX_RESULT_CHARS);
  });
  return lines.slice(0, end === -1 ? lines.length : end);
}

interface LineSelection {
  readonly note: string | undefined;
  readonly part: LogPart;
  /** Number of lines that were found and are not returned. */
  readonly omitted: number;
  readonly found: number;
  readonly searched: number;
  readonly lastId: number;
}

/** What is left out and how to get it; undefined if nothing is. */
function describeOmittedLines(
  { tail, grep, errors_only, since_id }: ReadLogInput,
  given: LineSelection,
): string | undefined {
  const { note, part, omitted, found, searched, lastId } = given;
  const says: string[] = note === undefined ? [] : [note];
  if (omitted > 0 && since_id !== undefined)
    says.push(`${omitted} later lines are left out. Set since_id=${lastId} to continue.`);
  else if (omitted > 0) {
    const advice =
      found - omitted < tail
        ? 'Narrow the result with grep or since_id.'
        : `Set tail=${Math.min(found, MAX_LINES)} to get them.`;
    says.push(`${omitted} earlier lines are left out. ${advice}`);
  }
  if (found === 0 && searched > 0 && (grep || errors_only)) {
    const advice = grep && !errors_only ? ' Write grep as /…/i to use a pattern and ignore case.' : '';
    says.push(`None of the ${searched} lines match.${advice}`);
  }
  if (part.hasMore && omitted === 0) says.push(`The log continues. Set since_id=${lastId} to read on.`);
  if (part.dropped)
    says.push('The log is long and only its end was read. Set since_id=0 to begin at its start.');
  return says.length === 0 ? undefined : says.join(' ');
}
