import * as z from 'zod';
import { flag, int, list, record, text } from '../../tools/parameters.ts';
import { kindParameter } from '../run-kinds.ts';
import { defineWorkflow } from '../workflow.ts';
import { fetchLogPart, type LogPart } from './fetch-log.ts';
import { type FoldedLine, foldRepeats, isErrorLine, withRepeatCount } from './log-lines.ts';
import { expandWithContext, parseLogSearch } from './log-search.ts';

const DEFAULT_LINES = 100;
const MAX_LINES = 5_000;
/** Maximum length of all lines in a result, which keeps it within the default size limit of results. */
const MAX_RESULT_CHARS = 40_000;
/** Estimated length of a line's other fields. */
const LINE_OVERHEAD_CHARS = 80;
const MAX_CONTEXT = 50;

const logLine = record({ id: int(), at: text(), level: text(), message: text() });

const input = z.strictObject({
  id: int('Id of the object that ran.'),
  run_id: int(),
  kind: kindParameter,
  tail: z
    .int()
    .min(1)
    .max(MAX_LINES)
    .describe(`Lines to return. Default: ${DEFAULT_LINES}.`)
    .default(DEFAULT_LINES),
  grep: text('Literal text, or a regular expression (RE2) as /…/i.').optional(),
  context: z
    .int()
    .min(0)
    .max(MAX_CONTEXT)
    .describe('Lines before and after each match. Default: 0.')
    .default(0),
  since_id: int(
    'Return the lines after this id: last_id of the previous result, or 0 for the start of the log.',
  ).optional(),
  errors_only: flag('Only lines that are errors by level or text. Default: false.').default(false),
});

type ReadLogInput = z.output<typeof input>;

export const readLog = defineWorkflow('civis', {
  name: 'read_log',
  description:
    'Read or search the log of a run: its last lines, or the lines after since_id. Repeated lines are merged.',
  effect: 'read',
  input,
  output: {
    lines: list(logLine),
    last_id: int('Give it as since_id to continue.'),
    more: text('What is left out, and how to get it.'),
  },
  run: async (context, args) => {
    const { id, run_id, kind, since_id } = args;
    const wanted = createLineFilter(args);
    const part = await fetchLogPart(
      context,
      { kind, id, runId: run_id },
      since_id === undefined ? { keep: 'last' } : { sinceId: since_id, keep: 'first' },
    );
    const folded = foldRepeats(part.lines);
    const matched = folded.flatMap((line, position) => (wanted(line) ? [position] : []));
    const positions = expandWithContext(matched, args.context, folded.length);
    const found = positions.map((position) => folded[position]).filter((line) => line !== undefined);
    const shown = since_id === undefined ? takeLast(found, args.tail) : takeFirstArrived(found, args.tail);
    const omitted = found.length - shown.length;
    const follows = since_id !== undefined && omitted > 0;
    const lastId = follows ? Math.max(...shown.map((line) => line.lastId)) : part.lastId;
    return {
      lines: shown.map(withRepeatCount),
      last_id: lastId,
      more: describeOmittedLines(args, {
        part,
        omitted,
        found: found.length,
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
  const { part, omitted, found, searched, lastId } = given;
  const says: string[] = [];
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
