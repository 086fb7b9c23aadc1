import { pathTokens } from './define.ts';
import type { Tool } from './index.ts';
import type { Arguments, Operation } from './operation.ts';
import { isListShape, isObject } from './wire.ts';
import { RUN_KINDS } from './workflows/run-kinds.ts';

/** Where an object has its name, the better one first. */
const NAMES = ['name', 'model_name', 'title'] as const;
/** Characters of a name or an argument that a person is shown. */
const SHOWN = 80;
/** Objects of any kind that run are jobs as well. */
const ANY_JOB = '/jobs/{}';

type Catalogue = ReadonlyMap<string, Operation>;
export type ReadForName = (operation: Operation, args: Arguments) => Promise<unknown>;

/**
 * What a call is about, as a person knows it: `"Nightly orders" (id=5), "Ada" (user_id=7)`. Names are read
 * through the catalogue, with at most two requests; what cannot be read goes by its id alone.
 */
export async function subjectOf(
  tool: Tool,
  args: Arguments,
  catalogue: Catalogue,
  read: ReadForName,
): Promise<string> {
  const given = identifiersOf(tool, args);
  const names = await Promise.all(
    namings(tool, args, catalogue).map(async ({ operation, with: values, names: param, find }) => {
      const value = await read(operation, values).catch(() => undefined);
      return [param, find(value)] as const;
    }),
  );
  const known = new Map(names);
  return given
    .map(([param, value]) => {
      const name = known.get(param);
      return name === undefined ? `${param}=${show(value)}` : `${quote(name)} (${param}=${show(value)})`;
    })
    .join(', ');
}

/** The arguments that say which object is meant. */
function identifiersOf(tool: Tool, args: Arguments): (readonly [string, unknown])[] {
  const path = tool.kind === 'operation' ? new Set(pathTokens(tool.path)) : undefined;
  const scalar = Object.entries(args).filter(([, value]) => ['string', 'number'].includes(typeof value));
  const named = scalar.filter(([name]) => path === undefined || path.has(name) || TABLE.has(name));
  return named.toSorted(([one], [other]) => rank(path, one) - rank(path, other));
}

/** What names a table that an import writes to. */
const TABLE: ReadonlySet<string> = new Set(['schema', 'table', 'name']);

function rank(path: ReadonlySet<string> | undefined, name: string): number {
  const at = path === undefined ? -1 : [...path].indexOf(name);
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
}

/** One read that brings the name behind one argument. */
interface Naming {
  readonly operation: Operation;
  readonly with: Arguments;
  /** The argument whose name it brings. */
  readonly names: string;
  readonly find: (value: unknown) => string | undefined;
}

function namings(tool: Tool, args: Arguments, catalogue: Catalogue): Naming[] {
  const reads = [...catalogue.values()].filter(
    (other) => other.platform === tool.platform && other.verb === 'GET' && other.retired === null,
  );
  const naming = tool.kind === 'operation' ? ofPath(tool, args, reads) : ofWorkflow(args, reads, catalogue);
  return naming.filter((found) => found !== undefined);
}

function ofPath(tool: Operation, args: Arguments, reads: readonly Operation[]): (Naming | undefined)[] {
  const tokens = pathTokens(tool.path);
  const above = pathsAbove(tool.path);
  const records = reads.filter(hasName);
  const own = above.map((path) => records.find((read) => template(read.path) === path)).find(Boolean);
  // Any kind of run is cancelled through an object that is a job too, whatever else can be read of it.
  const object =
    own ?? (tool.effect === 'cancel' ? records.find((read) => template(read.path) === ANY_JOB) : undefined);
  return [
    object && readingOf(object, args, tokens),
    tool.effect === 'cancel' ? undefined : memberOf(object, args, tokens, above, reads),
  ];
}

/** The member of an object that a path ends in, out of the list of them: a project, who holds a permission. */
function memberOf(
  object: Operation | undefined,
  args: Arguments,
  tokens: readonly string[],
  above: readonly string[],
  reads: readonly Operation[],
): Naming | undefined {
  const last = tokens.at(-1);
  const below =
    object === undefined ? [] : above.filter((path) => path.startsWith(`${template(object.path)}/`));
  const lists = reads.filter((read) => isListShape(read.returns) && read.run === null);
  const list = below.map((path) => lists.find((read) => template(read.path) === path)).find(Boolean);
  if (list === undefined || last === undefined) return undefined;
  return {
    operation: list,
    with: positional(list, args, tokens),
    names: last,
    find: (value) => nameAmong(value, args[last]),
  };
}

/** Workflows name an object by its kind and id. */
function ofWorkflow(
  args: Arguments,
  reads: readonly Operation[],
  catalogue: Catalogue,
): (Naming | undefined)[] {
  const { id, kind, object } = args;
  if (id === undefined) return [];
  const runs = Object.entries(RUN_KINDS).find(([name]) => name === kind)?.[1];
  const paths = object === undefined ? [ANY_JOB] : [`/${String(object)}s/{}`, `/${String(object)}/{}`];
  const read =
    runs === undefined
      ? reads.filter(hasName).find((other) => paths.includes(template(other.path)))
      : catalogue.get(runs.getObject);
  return [read && readingOf(read, args, ['id'])];
}

function readingOf(read: Operation, args: Arguments, tokens: readonly string[]): Naming | undefined {
  const param = tokens[pathTokens(read.path).length - 1];
  if (param === undefined) return undefined;
  return { operation: read, with: positional(read, args, tokens), names: param, find: nameOf };
}

/** Paths name the same place by different words: `{id}` of a notebook is `{notebook_id}` further down. */
function positional(read: Operation, args: Arguments, tokens: readonly string[]): Arguments {
  const { version } = args;
  const values = pathTokens(read.path).map((name, at) => [name, args[tokens[at] ?? name]]);
  return { ...Object.fromEntries(values), ...(version === undefined ? {} : { version }) };
}

function pathsAbove(path: string): string[] {
  const segments = template(path).split('/');
  return segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
}

function template(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '{}');
}

function hasName({ returns, effect }: Operation): boolean {
  return (
    effect === 'read' && isObject(returns) && NAMES.some((name) => name in returns || `${name}?` in returns)
  );
}

/** The name that an object shows of itself. */
export function nameOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const name = NAMES.map((field) => value[field]).find((text) => typeof text === 'string' && text !== '');
  return name === undefined ? undefined : String(name);
}

/** The name of the record with this id, wherever in the value it stands. */
function nameAmong(value: unknown, id: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isObject(value) && value['id'] === id) return nameOf(value);
  return Object.values(value)
    .map((inner) => nameAmong(inner, id))
    .find((name) => name !== undefined);
}

function quote(name: string): string {
  return JSON.stringify(shorten(name.replaceAll(/\s+/g, ' ').trim()));
}

function show(value: unknown): string {
  return typeof value === 'string' ? quote(value) : String(value);
}

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text;
}
