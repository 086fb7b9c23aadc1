import { stripVTControlCharacters } from 'node:util';

export interface LogLine {
  /** Increases in the order in which lines arrive. */
  readonly id: number;
  /** When the line was written, in ISO 8601. */
  readonly at: string;
  readonly level: string;
  readonly message: string;
}

/** A line that represents several consecutive equal lines. */
export interface FoldedLine extends LogLine {
  readonly count: number;
  /** Id of its last repeat. */
  readonly lastId: number;
}

/** Maximum length of a message. */
const MAX_MESSAGE_CHARS = 4_000;

/** A message as a terminal would show it: without escape sequences and without text that was overwritten. */
export function toPlainText(message: unknown): string {
  const said = typeof message === 'string' ? message : message == null ? '' : JSON.stringify(message);
  const plain = stripVTControlCharacters(said).trimEnd();
  const text = plain.includes('\r') ? plain.split('\n').map(afterLastReturn).join('\n') : plain;
  if (text.length <= MAX_MESSAGE_CHARS) return text;
  // A slice would keep the whole text in memory; a copy does not.
  const start = Buffer.from(text.slice(0, MAX_MESSAGE_CHARS)).toString();
  return `${start}… (${text.length - MAX_MESSAGE_CHARS} more characters)`;
}

/** A progress bar overwrites its line after a carriage return. */
function afterLastReturn(line: string): string {
  const text = line.trimEnd();
  return text.slice(text.lastIndexOf('\r') + 1);
}

/** Merges consecutive equal lines into the first of them. */
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

/** Appends to the message of a merged line how often it was repeated. */
export function withRepeatCount({ id, at, level, message, count }: FoldedLine): LogLine {
  return { id, at, level, message: count === 1 ? message : `${message} … ${count} times` };
}

const ERROR_LEVELS = /^(?:error|fatal|critical)$/i;
/** Words that indicate a failure. */
const ERROR_WORDS =
  /\b(?:error|exception|traceback|fatal|panic|failed|failure|killed|denied|timed out|timeout:)/i;
/** The class of an exception in Python and other languages: `KeyError: 'id'`. */
const ERROR_CLASS = /\b[A-Z]\w*(?:Error|Exception)\b/;

function hasErrorLevel({ level }: LogLine): boolean {
  return ERROR_LEVELS.test(level);
}

/** Programs also write errors to outputs whose lines all have the level info. */
function readsLikeError({ message }: LogLine): boolean {
  return ERROR_WORDS.test(message) || ERROR_CLASS.test(message);
}

/** Whether a line is an error by its level or its words. */
export function isErrorLine(line: LogLine): boolean {
  return hasErrorLevel(line) || readsLikeError(line);
}

/**
 * The position of the first error: the first line that is an error by level and by words, since warnings may have
 * the level of errors too; otherwise the first by level, otherwise the first by words. -1 if there is no error.
 */
export function findFirstError(lines: readonly LogLine[]): number {
  const both = lines.findIndex((line) => hasErrorLevel(line) && readsLikeError(line));
  if (both !== -1) return both;
  const byLevel = lines.findIndex(hasErrorLevel);
  return byLevel !== -1 ? byLevel : lines.findIndex(readsLikeError);
}
