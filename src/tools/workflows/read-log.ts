import * as z from 'zod';
import { flag, int, list, record, text } from '../params.ts';
import { kind } from './kinds.ts';
import { type LogPart, readLogPart } from './log.ts';
import { type FoldedLine, foldRepeats, isError, showLine } from './log-lines.ts';
import { readSearch, withContext } from './log-search.ts';
import { defineWorkflow } from './workflow.ts';

const USUAL_LINES = 100;
const MOST_LINES = 5_000;
/** Characters that the lines of one answer may have, so that it fits the usual budget of a result. */
const MOST_CHARS = 40_000;
/** Characters of a line beside its message. */
const FRAME = 80;
const MOST_CONTEXT = 50;

const logLine = record({ id: int(), at: text(), level: text(), message: text() });

const input = z.strictObject({
  id: int(),
  run_id: int(),
  kind,
  tail: z.int().min(1).max(MOST_LINES).describe(`Lines; ${USUAL_LINES} when absent`).default(USUAL_LINES),
  grep: text('Text as it stands, or /RE2/i').optional(),
  context: z.int().min(0).max(MOST_CONTEXT).describe('Lines around each match').default(0),
  since_id: int('last_id of the answer before; 0: from the start').optional(),
  errors_only: flag('Lines that are errors by level or words').default(false),
});

type ReadLog = z.output<typeof input>;

export const readLogTool = defineWorkflow('civis', {
  name: 'read_log',
  description:
    'Read or search the log of a run: its last lines, or those after since_id; repeats are folded.',
  effect: 'read',
  input,
  output: { lines: list(logLine), last_id: int(), more: text('What is left out, and what brings it') },
  run: async (context, args) => {
    const { id, run_id, kind, since_id } = args;
    const wanted = wantedBy(args);
    const part = await readLogPart(
      context,
      { kind, id, runId: run_id },
      { sinceId: since_id, keep: since_id === undefined ? 'last' : 'first' },
    );
    const folded = foldRepeats(part.lines);
    const matched = folded.flatMap((line, position) => (wanted(line) ? [position] : []));
    const positions = withContext(matched, args.context, folded.length);
    const found = positions.map((position) => folded[position]).filter((line) => line !== undefined);
    const shown = since_id === undefined ? lastOf(found, args.tail) : firstOf(found, args.tail);
    const left = found.length - shown.length;
    const follows = since_id !== undefined && left > 0;
    const lastId = follows ? Math.max(...shown.map((line) => line.lastId)) : part.lastId;
    return {
      lines: shown.map(showLine),
      last_id: lastId,
      more: wordsFor(args, { part, left, found: found.length, lastId, searched: folded.length }),
    };
  },
});

function wantedBy({ grep, errors_only }: ReadLog): (line: FoldedLine) => boolean {
  const matches = grep ? readSearch(grep) : () => true;
  return (line) => (!errors_only || isError(line)) && matches(line.message);
}

/** The last lines for which there is room. */
function lastOf(lines: readonly FoldedLine[], most: number): FoldedLine[] {
  return fitting(lines.toReversed(), most).reverse();
}

/** The lines that arrived first, for which there is room, so that none is missed by whoever follows. */
function firstOf(lines: readonly FoldedLine[], most: number): FoldedLine[] {
  const arrived = lines.toSorted((one, other) => one.lastId - other.lastId);
  const shown = new Set(fitting(arrived, most));
  return lines.filter((line) => shown.has(line));
}

/** As many as there is room for, and one of them in any case. */
function fitting(lines: readonly FoldedLine[], most: number): FoldedLine[] {
  let chars = 0;
  const end = lines.findIndex(({ message }, position) => {
    chars += message.length + FRAME;
    return position > 0 && (position >= most || chars > MOST_CHARS);
  });
  return lines.slice(0, end === -1 ? lines.length : end);
}

interface Found {
  readonly part: LogPart;
  /** Lines that were found and are not shown. */
  readonly left: number;
  readonly found: number;
  readonly searched: number;
  readonly lastId: number;
}

/** What is left out and what brings it; undefined where nothing is. */
function wordsFor({ tail, grep, errors_only, since_id }: ReadLog, given: Found): string | undefined {
  const { part, left, found, searched, lastId } = given;
  const says: string[] = [];
  if (left > 0 && since_id !== undefined)
    says.push(`${left} later lines are left out: since_id=${lastId} goes on.`);
  else if (left > 0) {
    const brings =
      found - left < tail ? 'grep or since_id narrows' : `tail=${Math.min(found, MOST_LINES)} brings them`;
    says.push(`${left} earlier lines are left out: ${brings}.`);
  }
  if (found === 0 && searched > 0 && (grep || errors_only)) {
    const looser = grep && !errors_only ? '; /…/i takes a pattern and ignores case' : '';
    says.push(`None of ${searched} lines matches${looser}.`);
  }
  if (part.unread && left === 0) says.push(`There is more: since_id=${lastId} goes on.`);
  if (part.dropped) says.push('The log is long and only its end was read: since_id=0 begins at its start.');
  return says.length === 0 ? undefined : says.join(' ');
}
