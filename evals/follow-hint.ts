import { isObject, toText } from '../src/json.ts';

/** A call as a model makes it. */
export interface Call {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a model reads of a call that failed. */
export interface Failure {
  readonly kind: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** The parameters of a tool, which a model sees in its schema. */
export type ParametersOf = (tool: string) => readonly string[];

const TOOL = '((?:civis|aiod|operations)_[a-z0-9_]+)';

/**
 * The next call that an error tells, read literally and without knowing anything: a corrected name, a call that is
 * written out, or a tool that finds what was not found. Undefined where it tells none, as when a person has to decide.
 */
export function followHint(
  { tool, args }: Call,
  { kind, message, hint = '' }: Failure,
  parametersOf: ParametersOf,
): Call | undefined {
  if (kind === 'confirmation_required') return undefined;
  const text = `${message} ${hint}`;
  return (
    writtenCall(hint) ??
    correctedTool(tool, args, text) ??
    correctedParameter(tool, args, text) ??
    onlyCandidate(tool, args, hint) ??
    namedTool({ tool, args }, hint, parametersOf)
  );
}

/** `Call civis_run_and_wait {"id":5} to start it.` */
function writtenCall(hint: string): Call | undefined {
  const found = new RegExp(`${TOOL} (?=\\{)`).exec(hint);
  if (found?.[1] === undefined) return undefined;
  const args = firstObject(hint.slice(found.index + found[0].length));
  return args === undefined ? undefined : { tool: found[1], args };
}

/** The JSON object that a text begins with. */
function firstObject(text: string): Record<string, unknown> | undefined {
  for (let end = text.indexOf('}'); end !== -1; end = text.indexOf('}', end + 1)) {
    const value = parseObject(text.slice(0, end + 1));
    if (value !== undefined) return value;
  }
  return undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** `Unknown tool "civis_job_list". Did you mean civis_jobs_list?`, and `Similar names: a, b.` */
function correctedTool(tool: string, args: Call['args'], text: string): Call | undefined {
  if (!/unknown tool/i.test(text)) return undefined;
  const near = new RegExp(`(?:did you mean|similar names:) ${TOOL}`, 'i').exec(text)?.[1];
  if (near === undefined) return undefined;
  // The compact surface was given the name as an argument.
  return /^operations_(?:read|change)$/.test(tool) && near !== tool && !near.startsWith('operations_')
    ? { tool, args: { ...args, name: near } }
    : { tool: near, args };
}

/** `unknown parameter jobid; did you mean id?` */
function correctedParameter(tool: string, args: Call['args'], text: string): Call | undefined {
  const fixes = [...text.matchAll(/unknown (?:parameter|attribute) ([\w.]+); did you mean (\w+)\?/gi)];
  const only = [...text.matchAll(/unknown parameter ([\w.]+); allowed: (\w+)(?=[.\s]|$)(?!,)/gi)];
  const renamed = new Map(
    [...fixes, ...only].map(([, wrong = '', right = '']) => [wrong.split('.').at(-1), right]),
  );
  return renamed.size === 0 ? undefined : { tool, args: renameKeys(args, renamed) };
}

function renameKeys(
  args: Call['args'],
  names: ReadonlyMap<string | undefined, string>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [
      names.get(key) ?? key,
      isObject(value) ? renameKeys(value, names) : value,
    ]),
  );
}

/** `Use the id and kind of the intended one: job 410018 "Build sales mart".` Where there are several, a person decides. */
function onlyCandidate(tool: string, args: Call['args'], hint: string): Call | undefined {
  const listed = /Use the id and kind of the intended one: (.*)/.exec(hint)?.[1] ?? '';
  const [first, ...others] = [...listed.matchAll(/([a-z_0-9]+) (\d+) "/g)];
  if (first === undefined || others.length > 0) return undefined;
  return { tool, args: { ...args, id: first[2], kind: first[1] } };
}

/** `Use civis_find to search by a part of the name.`, `Call civis_jobs_list to list the ids that exist.` */
function namedTool(failed: Call, hint: string, parametersOf: ParametersOf): Call | undefined {
  const found = new RegExp(`\\b(?:use|call|with|check)\\b[^.]*?\\b${TOOL}`, 'i').exec(hint)?.[1];
  if (found === undefined) return undefined;
  if (found === 'civis_find') return { tool: found, args: { query: searchedText(failed.args) } };
  if (found === 'operations_search')
    return { tool: found, args: { query: failed.tool.replaceAll('_', ' ') } };
  const taken = parametersOf(found);
  return {
    tool: found,
    args: Object.fromEntries(Object.entries(failed.args).filter(([name]) => taken.includes(name))),
  };
}

/** What the failed call named its object by. */
function searchedText({ id, name, after, object, database, table }: Call['args']): string {
  const given = [id, name, after, object, database, table].find((each) => each !== undefined);
  const words = toText(given).split(/\s+/);
  return words[0] === '' ? 'all' : toText(given);
}
