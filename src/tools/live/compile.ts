import type { PlatformName, Verb } from '../../client/interface.ts';
import { isObject } from '../../json.ts';
import { ITERATOR_CAP } from '../params.ts';
import { isListShape, type Shape } from '../shape.ts';
import { answerOf } from './answer.ts';
import { type Compiled, type CompiledOperation, type CompiledParam, SAFE_PATH } from './compiled.ts';
import { type Description, openDescription, type Raw } from './document.ts';
import { effectOf } from './effects.ts';
import { createFlatten } from './flatten.ts';
import { distinctName, nameFor } from './names.ts';
import { createNodeTable } from './node.ts';
import { pagingOf, paramsOf, plainToken, type Reader } from './parameters.ts';
import { collectFaults, Refusal } from './refusal.ts';
import { LONGEST, platformWords, quoted } from './words.ts';

const VERBS: Readonly<Record<string, Verb>> = {
  get: 'GET',
  post: 'POST',
  put: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
};
/** What may stand beside the verbs of a path. */
const NO_VERBS: ReadonlySet<string> = new Set(['parameters', 'summary', 'description', 'servers']);
const MOST_OPERATIONS = 5_000;

const TITLES: Readonly<Record<PlatformName, string>> = { civis: 'Civis', aiod: 'AI-on-Demand' };

export interface CompileOptions {
  readonly platform: PlatformName;
  /** Version in front of the platform's paths, which the client puts there. */
  readonly version?: string;
}

/**
 * Compiles the text of a description. What of it cannot become an operation is left out and said in
 * `faults`; the addresses that it names are ignored, since requests go where the server was told to send.
 *
 * @throws Refusal where nothing of it can be used.
 */
export function compile(text: string, { platform, version = '' }: CompileOptions): Compiled {
  const description = openDescription(text);
  const table = createNodeTable();
  const flatten = createFlatten(platform, description, table);
  const reader: Reader = { platform, description, table, flatten };
  const shapes = createShapes();
  const faults = collectFaults();
  const written = requestsOf(description, version, faults.add);
  if (written.length > MOST_OPERATIONS) {
    throw new Refusal(`it has ${written.length} operations, and at most ${MOST_OPERATIONS} are read`);
  }
  const operations = written.flatMap((request) => {
    flatten.next();
    try {
      return [compileOperation(reader, request, shapes.add)];
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      faults.add(`${request.verb} ${request.path}`, cause.message);
      return [];
    }
  });
  if (operations.length === 0) throw new Refusal('it has no operation that can be called');
  return {
    platform,
    nodes: table.nodes,
    shapes: shapes.shapes,
    operations: withDistinctNames(operations),
    faults: faults.lines(),
  };
}

interface Request {
  readonly verb: Verb;
  readonly path: string;
  readonly operation: Raw;
  readonly shared: unknown;
}

function requestsOf(
  description: Description,
  version: string,
  leaveOut: (where: string, why: string) => void,
): Request[] {
  const prefix = version === '' ? '' : `/${version}`;
  const isVersioned = prefix !== '' && description.paths.some(([path]) => path.startsWith(`${prefix}/`));
  const paths = new Set(description.paths.map(([path]) => path));
  const taken = new Set<string>();
  return description.paths.flatMap(([written, methods]) => {
    const own = !isVersioned || written.startsWith(`${prefix}/`);
    if (!own) {
      // What is served with the version in front as well is not lost.
      if (!paths.has(`${prefix}${written}`)) leaveOut(written, `is not served under ${prefix}`);
      return [];
    }
    const path = plainPath(isVersioned ? written.slice(prefix.length) : written);
    if (!SAFE_PATH.test(path) || path.startsWith('/{')) {
      leaveOut(written, 'is no path that could be called');
      return [];
    }
    return Object.entries(methods).flatMap(([method, operation]): Request[] => {
      const verb = Object.hasOwn(VERBS, method) ? VERBS[method] : undefined;
      const line = `${verb} ${routeOf(path)}`;
      if (NO_VERBS.has(method) || method.startsWith('x-')) return [];
      if (verb === undefined || !isObject(operation) || taken.has(line)) {
        leaveOut(
          `${method} ${written}`,
          verb === undefined ? 'has no verb of ours' : 'is described twice or not at all',
        );
        return [];
      }
      taken.add(line);
      return [{ verb, path, operation, shared: methods['parameters'] }];
    });
  });
}

/** Without the slash at its end, which is no part of it to either platform, and with plain tokens. */
function plainPath(path: string): string {
  return path
    .replace(/(?<=.)\/$/, '')
    .replace(/\{([^{}/]{1,64})\}/g, (_, name: string) => `{${plainToken(name)}}`);
}

/** A path without the names of its parameters: what makes two operations the same request. */
export function routeOf(path: string): string {
  return path.replace(/(?<=.)\/$/, '').replaceAll(/\{\w+\}/g, '{}');
}

function compileOperation(
  reader: Reader,
  request: Request,
  addShape: (shape: Shape) => number,
): CompiledOperation {
  const { platform, flatten, table } = reader;
  const { verb, path, operation } = request;
  const params = paramsOf(reader, request);
  const returns = answerOf(platform, operation['responses'], flatten);
  const paging = platform === 'civis' ? pagingOf(table, params, returns) : null;
  const hasBody = params.some((param) => param.in === 'body');
  return {
    ...nameFor(platform, verb, path),
    description: describe(platform, request),
    effect: effectOf({ verb, path, summary: operation['summary'], hasBody }),
    verb,
    path,
    auth: authOf(platform, verb, operation),
    params: [
      ...params,
      ...clientParams(reader, params, paging !== null, verb === 'GET' && isListShape(returns)),
    ],
    paging,
    returns: addShape(returns),
  };
}

/** What lists take beside what the platform knows, unless it has a parameter of the name itself. */
function clientParams(
  { table }: Reader,
  params: readonly CompiledParam[],
  isPaged: boolean,
  isList: boolean,
): CompiledParam[] {
  const add = (name: string, node: number): CompiledParam[] =>
    params.some((param) => param.name === name)
      ? []
      : [{ name, in: 'client', wire: null, required: false, node }];
  const iterator = isPaged
    ? add('iterator', table.add({ is: 'flag', says: `All pages, to ${ITERATOR_CAP} items` }))
    : [];
  const text = table.add({ is: 'text' });
  const fields = isList
    ? add('fields', table.add({ is: 'list', of: text, says: 'E.g. last_run.state' }))
    : [];
  return [...iterator, ...fields];
}

/** Whose words these are stands in front of them. */
function describe(platform: PlatformName, { verb, path, operation }: Request): string {
  const { summary, description } = operation;
  const first = platformWords(summary, LONGEST.tool);
  const more = platformWords(description, Math.max(0, LONGEST.tool - first.length));
  const words = [first, more === first ? '' : more].filter(Boolean).join(first.endsWith('.') ? ' ' : '. ');
  const old = operation['deprecated'] === true ? 'Deprecated. ' : '';
  return words === '' ? `${old}${verb} ${path}` : `${old}${TITLES[platform]}: ${quoted(words)}`;
}

/** Civis answers nobody without a key; AI-on-Demand answers readers, unless it says that it does not. */
function authOf(platform: PlatformName, verb: Verb, operation: Raw): CompiledOperation['auth'] {
  const { security } = operation;
  const asks = Array.isArray(security) && security.length > 0;
  return platform === 'civis' || verb !== 'GET' || asks ? 'required' : 'optional';
}

/**
 * Operations of one name get digits, every one of them: were the first to keep it, what a name does could
 * change with the order of a description.
 */
function withDistinctNames(operations: readonly CompiledOperation[]): CompiledOperation[] {
  const counts = new Map<string, number>();
  for (const { name } of operations) counts.set(name, (counts.get(name) ?? 0) + 1);
  return operations.map((operation) =>
    counts.get(operation.name) === 1 ? operation : { ...operation, name: distinctName(operation) },
  );
}

/** Equal shapes are kept once: reading, making and changing an object answer the same. */
function createShapes() {
  const shapes: Shape[] = [];
  const places = new Map<string, number>();
  return {
    shapes,
    add(shape: Shape): number {
      const key = JSON.stringify(shape);
      const place = places.get(key) ?? shapes.push(shape) - 1;
      places.set(key, place);
      return place;
    },
  };
}
