import { isObject } from '../json.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { anonymousPath, pathsAbove, pathTokens } from '../tools/path-template.ts';
import { isListShape } from '../tools/shape.ts';
import { OBJECT_KIND_NAMES, objectOperation } from '../workflows/objects/object-kinds.ts';
import { truncateText } from '../workflows/quote-text.ts';
import { runKind, runKindNamed } from '../workflows/run-kinds.ts';
import { NAME_FIELDS, objectName } from './object-name.ts';
import { argumentsByPosition, type ReadObject } from './object-reader.ts';
import { operationsAt } from './operations-by-path.ts';
import { sensitivityOf } from './redact.ts';
import type { Tool } from './tool-catalogue.ts';

/** Characters of a name or an argument that a person is shown. */
const MAX_SHOWN_CHARS = 80;
/** Objects of any kind that run are jobs as well. */
const JOB_PATH = '/jobs/{}';

type Catalogue = ReadonlyMap<string, Operation>;

/**
 * What a call is about, as a person knows it: `"Nightly orders" (id=5), "Ada" (user_id=7)`. Names are read
 * through the catalogue, with at most two requests; an object that cannot be read is named by its id alone.
 */
export async function describeSubject(
  tool: Tool,
  args: Arguments,
  catalogue: Catalogue,
  read: ReadObject,
): Promise<string> {
  const given = identifiersOf(tool, args);
  const names = await Promise.all(
    nameLookups(tool, args, catalogue).map(async ({ operation, args: values, argument: param, findName }) => {
      const value = await read(operation, values).catch(() => undefined);
      return [param, findName(value)] as const;
    }),
  );
  const known = new Map(names);
  return given
    .map(([param, value]) => {
      const name = known.get(param);
      return name === undefined
        ? `${param}=${quoteArgument(value)}`
        : `${quoteName(name)} (${param}=${quoteArgument(value)})`;
    })
    .join(', ');
}

/** The arguments that say which object is meant. */
function identifiersOf(tool: Tool, args: Arguments): (readonly [string, unknown])[] {
  const path = tool.kind === 'operation' ? new Set(pathTokens(tool.path)) : undefined;
  const scalar = Object.entries(args).filter(
    ([name, value]) => ['string', 'number'].includes(typeof value) && sensitivityOf(name) === 'plain',
  );
  const isTable = (name: string) => 'schema' in args && TABLE_ARGUMENTS.has(name);
  const named = scalar.filter(([name]) => path === undefined || path.has(name) || isTable(name));
  return named.toSorted(([one], [other]) => pathPosition(path, one) - pathPosition(path, other));
}

/** What names a table that an import writes to. */
const TABLE_ARGUMENTS: ReadonlySet<string> = new Set(['schema', 'table', 'name']);

function pathPosition(path: ReadonlySet<string> | undefined, name: string): number {
  const at = path === undefined ? -1 : [...path].indexOf(name);
  return at === -1 ? Number.MAX_SAFE_INTEGER : at;
}

/** The reads that are served at a path. */
type ReadsAt = (path: string) => readonly Operation[];

/** One read that returns the name of the object that an argument identifies. */
interface NameLookup {
  readonly operation: Operation;
  readonly args: Arguments;
  /** The argument that identifies the object. */
  readonly argument: string;
  readonly findName: (value: unknown) => string | undefined;
}

function nameLookups(tool: Tool, args: Arguments, catalogue: Catalogue): NameLookup[] {
  const readsAt: ReadsAt = (path) =>
    operationsAt(path, tool.platform, catalogue).filter(
      ({ effect, retired }) => effect === 'read' && retired === null,
    );
  const lookups =
    tool.kind === 'operation'
      ? lookupsByPath(tool, args, readsAt)
      : lookupsOfWorkflow(args, readsAt, catalogue);
  return lookups.filter((found) => found !== undefined);
}

function lookupsByPath(tool: Operation, args: Arguments, readsAt: ReadsAt): (NameLookup | undefined)[] {
  const tokens = pathTokens(tool.path);
  const above = pathsAbove(tool.path);
  const recordAt = (path: string) => readsAt(path).find(hasName);
  const own = above.map(recordAt).find(Boolean);
  // Any kind of run is cancelled through an object that is a job too, whatever else can be read of it.
  const object = own ?? (tool.effect === 'cancel' ? recordAt(JOB_PATH) : undefined);
  return [
    object && objectLookup(object, args, tokens),
    tool.effect === 'cancel' ? undefined : memberLookup(object, args, tokens, above, readsAt),
  ];
}

/** The member of an object that a path ends in, out of the list of them: a project, who holds a permission. */
function memberLookup(
  object: Operation | undefined,
  args: Arguments,
  tokens: readonly string[],
  above: readonly string[],
  readsAt: ReadsAt,
): NameLookup | undefined {
  // A path that names nothing below the object has no member.
  if (object !== undefined && pathTokens(object.path).length === tokens.length) return undefined;
  const last = tokens.at(-1);
  const below =
    object === undefined ? [] : above.filter((path) => path.startsWith(`${anonymousPath(object.path)}/`));
  const isList = ({ returns, procedure }: Operation) => isListShape(returns) && procedure === 'single';
  const list = below.map((path) => readsAt(path).find(isList)).find(Boolean);
  if (list === undefined || last === undefined) return undefined;
  return {
    operation: list,
    args: argumentsByPosition(list, args, tokens),
    argument: last,
    findName: (value) => nameOfMember(value, args[last]),
  };
}

/** Workflows name an object by its kind and id. */
function lookupsOfWorkflow(
  args: Arguments,
  readsAt: ReadsAt,
  catalogue: Catalogue,
): (NameLookup | undefined)[] {
  const { id, kind } = args;
  // Who names the object sees its name already.
  if (!/^\d+$/.test(String(id))) return [];
  const runs = typeof kind === 'string' ? runKindNamed(kind) : undefined;
  const known = OBJECT_KIND_NAMES.find((name) => name === kind);
  const read =
    runs !== undefined
      ? catalogue.get(runKind(runs).getObject)
      : known !== undefined
        ? catalogue.get(objectOperation(known, 'get'))
        : readsAt(JOB_PATH).find(hasName);
  return [read && objectLookup(read, args, ['id'])];
}

function objectLookup(read: Operation, args: Arguments, tokens: readonly string[]): NameLookup | undefined {
  const param = tokens[pathTokens(read.path).length - 1];
  if (param === undefined) return undefined;
  return {
    operation: read,
    args: argumentsByPosition(read, args, tokens),
    argument: param,
    findName: objectName,
  };
}

function hasName({ returns, effect }: Operation): boolean {
  return (
    effect === 'read' &&
    isObject(returns) &&
    NAME_FIELDS.some((name) => name in returns || `${name}?` in returns)
  );
}

/** The name of the record with this id, at any depth of the value. */
function nameOfMember(value: unknown, id: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isObject(value) && value['id'] === id) return objectName(value);
  return Object.values(value)
    .map((inner) => nameOfMember(inner, id))
    .find((name) => name !== undefined);
}

function quoteName(name: string): string {
  return JSON.stringify(truncateText(name.replaceAll(/\s+/g, ' ').trim(), MAX_SHOWN_CHARS));
}

function quoteArgument(value: unknown): string {
  return typeof value === 'string' ? quoteName(value) : String(value);
}
