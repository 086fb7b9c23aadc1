import { stripVTControlCharacters } from 'node:util';

export interface LogLine {
  /** In which order lines arrived. */
  readonly id: number;
  /** When it was written. */
  readonly at: string;
  readonly level: string;
  readonly message: string;
}

/** A line and how often it came in a row. */
export interface FoldedLine extends LogLine {
  readonly count: number;
  /** Id of its last repeat. */
  readonly lastId: number;
}

/** Characters of one line that are kept. */
const MAX_MESSAGE_CHARS = 4_000;

/** A message as a terminal would leave it: without colours, and of what overwrote itself the last. */
export function toPlainText(message: unknown): string {
  const said = typeof message === 'string' ? message : message == null ? '' : JSON.stringify(message);
  const plain = stripVTControlCharacters(said).trimEnd();
  const text = plain.includes('\r') ? plain.split('\n').map(afterLastReturn).join('\n') : plain;
  if (text.length <= MAX_MESSAGE_CHARS) return text;
  // A slice would keep the whole text in memory; a copy does not.
  const start = Buffer.from(text.slice(0, MAX_MESSAGE_CHARS)).toString();
  return `${start}… (${text.length - MAX_MESSAGE_CHARS} more characters)`;
}

/** A progress bar returns to the line's start and writes over it. */
function afterLastReturn(line: string): string {
  const text = line.trimEnd();
  return text.slice(text.lastIndexOf('\r') + 1);
}

/** Folds lines that say the same, one after another, into the first of them. */
export function foldRepeats(lines: readonly LogLine[]): FoldedLine[] {
  const folded: { line: LogLine; count: number; lastId: number }[] = [];
  for (const line of lines) {
    const last = folded.at(-1);
    if (last?.line.message === line.message && last.line.level === line.level) {
      last.count += 1;
      last.lastId = Math.max(last.lastId, line.id);
    } else {
      folded.push({ line, count: 1, lastId: line.id });
    }
  }
  return folded.map(({ line, count, lastId }) => ({ ...line, count, lastId }));
}

/** A line as it is shown: a folded one says how often it came. */
export function withRepeatCount({ id, at, level, message, count }: FoldedLine): LogLine {
  return { id, at, level, message: count === 1 ? message : `${message} … ${count} times` };
}

const ERROR_LEVELS = /^(?:error|fatal|critical)$/i;
/** Words of which a line that tells of a failure has one. */
const ERROR_WORDS =
  /\b(?:error|exception|traceback|fatal|panic|failed|failure|killed|denied|timed out|timeout:)/i;
/** Python writes the class of what went wrong: `KeyError: 'id'`. */
const ERROR_CLASS = /\b[A-Z]\w*(?:Error|Exception)\b/;

/** Whether a line is an error by its level. */
function hasErrorLevel({ level }: LogLine): boolean {
  return ERROR_LEVELS.test(level);
}

/** Whether a line reads like an error, whatever its level: programs write errors to where all lines are info. */
function readsLikeError({ message }: LogLine): boolean {
  return ERROR_WORDS.test(message) || ERROR_CLASS.test(message);
}

/** Whether a line is an error, by level or by words. */
export function isErrorLine(line: LogLine): boolean {
  return hasErrorLevel(line) || readsLikeError(line);
}

/**
 * Where the trouble begins: the first line that is an error by level and by words, since warnings come at
 * the level of errors too; else the first by level, else the first by words. -1 where there is none.
 */
export function findFirstError(lines: readonly LogLine[]): number {
  const both = lines.findIndex((line) => hasErrorLevel(line) && readsLikeError(line));
  if (both !== -1) return both;
  const byLevel = lines.findIndex(hasErrorLevel);
  return byLevel !== -1 ? byLevel : lines.findIndex(readsLikeError);
}
