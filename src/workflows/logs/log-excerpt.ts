import { truncateText } from '../quote-text.ts';
import {
  type FoldedLine,
  findFirstError,
  foldRepeats,
  isErrorLine,
  type LogLine,
  withRepeatCount,
} from './log-lines.ts';

/** Lines before and after the first error, and at the log's end. */
const LINES_BEFORE = 3;
const LINES_AFTER = 5;
const LAST_LINES = 10;
/** Maximum length of a line in an excerpt; civis_read_log returns more. */
const MAX_LINE_CHARS = 600;
/** Stands in a line for a text that the result has already. */
const SEE_ERROR = '(see error)';

/** The lines of a log that tell most about a failure. No line is in it twice. */
export interface LogExcerpt {
  /** The first error, with the lines around it. */
  readonly firstError: readonly string[];
  /** The last lines, without those above. */
  readonly end: readonly string[];
  /** The messages of the errors in it, the most telling first. */
  readonly errors: readonly string[];
  /** The messages that it shows from the first error on. */
  readonly messages: ReadonlySet<string>;
}

/** The excerpt of a failed run's log; the error message of the run itself, if given, is not repeated in it. */
export function excerptLog(log: readonly LogLine[], runError: string | null | undefined): LogExcerpt {
  const error = runError?.trim() ?? '';
  const lines = foldRepeats(log);
  const at = findFirstError(lines);
  const endsAt = at === -1 ? 0 : Math.min(at + LINES_AFTER + 1, lines.length);
  const fromErrorOn = at === -1 ? [] : lines.slice(at, endsAt);
  const end = lines.slice(Math.max(endsAt, lines.length - LAST_LINES));
  // A stack trace names the error in its last line.
  const errors = [...fromErrorOn, ...lines.slice(-LAST_LINES).reverse()].filter(isErrorLine);
  return {
    firstError: formatLines(lines.slice(Math.max(0, at - LINES_BEFORE), endsAt), error),
    end: formatLines(end, error),
    errors: errors.map(({ message }) => message),
    messages: new Set([error, ...[...fromErrorOn, ...end].map(({ message }) => message)]),
  };
}

/** The last lines of a log. */
export function formatLogEnd(log: readonly LogLine[]): string[] {
  return formatLines(foldRepeats(log).slice(-LAST_LINES), '');
}

/** Lines as texts: the time in UTC, with its date where that changes, and the level unless it is info. */
function formatLines(lines: readonly FoldedLine[], error: string): string[] {
  let today = '';
  return lines.map((line) => {
    const said = line.message === error ? SEE_ERROR : truncateText(line.message, MAX_LINE_CHARS);
    const { at, level, message } = withRepeatCount({ ...line, message: said });
    const { date, time } = splitTime(at);
    const moment = date === today ? time : `${date}T${time}Z`;
    today = date;
    return `${moment}${level === 'info' ? '' : ` ${level}:`} ${message}`;
  });
}

function splitTime(at: string): { readonly date: string; readonly time: string } {
  const milliseconds = Date.parse(at);
  if (Number.isNaN(milliseconds)) return { date: '', time: at };
  const iso = new Date(milliseconds).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 19) };
}
