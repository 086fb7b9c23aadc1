import { nearestMatch } from './suggest.ts';

/**
 * The patterns that the texts of errors repeat, each built in one place. A clause has no full stop, so that
 * it can be part of a longer text; values are passed as they are to be shown, text in quotes.
 */

/** `limit must be at most 50; got 5000`. Leave `got` out where the value must not be shown. */
export function mustBe(name: string, rule: string, got?: string): string {
  return `${name} must be ${rule}${got === undefined ? '' : `; got ${got}`}`;
}

/** `one of asc, desc` */
export function oneOfValues(values: readonly unknown[]): string {
  return `one of ${values.join(', ')}`;
}

/** `id is required (integer)` */
export function isRequired(name: string, type: string): string {
  return `${name} is required (${type})`;
}

/**
 * `unknown parameter jobid; did you mean job_id?`, or `unknown parameter jobid; allowed: id`. `shown` is the
 * name with its place: `schedule.days`.
 */
export function unknownName(what: string, name: string, known: readonly string[], shown = name): string {
  const near = nearestMatch(name, known);
  const allowed = known.length === 0 ? 'none' : known.join(', ');
  return `unknown ${what} ${shown}${near === undefined ? `; allowed: ${allowed}` : didYouMean(near)}`;
}

/** `a, b, c and 4 more` */
export function listSome(items: readonly string[], most = 20): string {
  const listed = items.slice(0, most).join(', ');
  return items.length > most ? `${listed} and ${items.length - most} more` : listed;
}

/** `metadata.identifier is read-only: leave it out` */
export function isReadOnly(name: string): string {
  return `${name} is read-only: leave it out`;
}

/** `; did you mean civis_jobs_get?`, or nothing where no known name is near. */
export function didYouMean(near: string | undefined): string {
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** `civis_jobs_list was not called: limit must be at most 50; got 5000.` Each clause becomes a sentence. */
export function wasNotCalled(tool: string, ...clauses: readonly string[]): string {
  const [first = '', ...others] = clauses.map(toSentence);
  // A sentence may begin with a parameter, whose name keeps its small letter.
  const capitalized = others.map((sentence) => sentence.replace(/^(?:unknown|only) /, upperFirst));
  return [`${tool} was not called: ${first}`, ...capitalized].join(' ');
}

/** `File not found: "data.csv".` */
export function notFound(what: string, name: string): string {
  return `${what} not found: ${name}.`;
}

/** `Civis returned 404: "No such job".` A platform's message stays in quotes, so that it cannot pass for ours. */
export function returnedStatus(sender: string, status: number, message: string): string {
  return `${sender} returned ${status}${message === '' ? '' : `: ${JSON.stringify(message)}`}.`;
}

/** `/etc/app.toml cannot be read (EACCES)` */
export function cannotBeRead(file: string, code: string | undefined): string {
  return `${file} cannot be read (${code ?? 'unknown error'})`;
}

/** `/etc/app.json cannot be written (EROFS)` */
export function cannotBeWritten(file: string, code: string): string {
  return `${file} cannot be written (${code === '' ? 'unknown error' : code})`;
}

export function noCredential(platform: string): string {
  return `No credential is set for ${platform}.`;
}

/** What to do about `noCredential`. */
export function setCredential(variable: string): string {
  return `Set ${variable} in the environment of the server. With --sandbox, no credential is needed.`;
}

/** `Check CIVIS_API_ENDPOINT, the network and any proxy, then call again.` */
export function checkConnection(setting?: string): string {
  return `Check ${setting === undefined ? '' : `${setting}, `}the network and any proxy, then call again.`;
}

/** `expires_at was sent as null.`, where the call said it in another way. */
export function wasSentAs(name: string, sent: string, why?: string): string {
  return toSentence(`${name} was sent as ${sent}${why === undefined ? '' : `; ${why}`}`);
}

/** `"jobs.list" was read as civis_jobs_list.` */
export function wasReadAs(name: string, tool: string): string {
  return `${JSON.stringify(name)} was read as ${tool}.`;
}

export const CORRECT_ARGUMENTS = 'Correct the arguments and call again.';
export const RETRY_OR_LONGER_TIMEOUT = 'Call again later, or start the server with a longer --timeout.';
export const CALL_CANCELLED = 'The call was cancelled.';
export const NOTHING_SENT = 'Nothing was sent.';
export const CALL_STOPPED = 'The call was cancelled because the server is stopping.';

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A clause with its full stop; it may end with a question mark instead. */
export function toSentence(clause: string): string {
  return /[.?!]$/.test(clause) ? clause : `${clause}.`;
}
