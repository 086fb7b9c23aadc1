import { isObject } from '../json.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { pathTokens } from '../tools/path-template.ts';
import { fieldShape, isListShape, type Shape } from '../tools/shape.ts';
import { operationsAt } from './operations-by-path.ts';

type Catalogue = ReadonlyMap<string, Operation>;

/** Reads the present state of an object, within the bounds of the call that it is read for. */
export type ReadObject = (operation: Operation, args: Arguments) => Promise<unknown>;

/** How the object that an operation changes can be read. */
export interface ObjectReader {
  /** The shape of the object in the response. */
  readonly shape: Shape;
  /** The object as it is now; undefined where the response does not contain it. */
  readonly read: (args: Arguments, read: ReadObject) => Promise<unknown>;
}

/**
 * The GET of the same path, or else the one of the object that it belongs to, if that shows a list of such objects:
 * `GET /imports/{id}` shows its `syncs`.
 */
export function findObjectReader(operation: Operation, catalogue: Catalogue): ObjectReader | null {
  const { path } = operation;
  const tokens = pathTokens(path);
  const own = findRead(path, operation, catalogue);
  if (own !== undefined) {
    return { shape: own.returns, read: (args, read) => read(own, argumentsByPosition(own, args, tokens)) };
  }
  const [, above = '', collection = '', token = ''] = /^(.+)\/(\w+)\/\{(\w+)\}$/.exec(path) ?? [];
  const parent = findRead(above, operation, catalogue);
  const members = parent && fieldShape(parent.returns, collection);
  if (parent === undefined || members === undefined || !isListShape(members)) return null;
  return {
    shape: members[0],
    read: async (args, read) => {
      const value = await read(parent, argumentsByPosition(parent, args, tokens));
      const list = isObject(value) ? value[collection] : undefined;
      return Array.isArray(list)
        ? list.find((member) => isObject(member) && member['id'] === args[token])
        : undefined;
    },
  };
}

function findRead(path: string, { platform }: Operation, catalogue: Catalogue): Operation | undefined {
  return operationsAt(path, platform, catalogue).find(
    ({ effect, procedure, returns }) => effect === 'read' && procedure === 'single' && !isListShape(returns),
  );
}

/** Paths name the same place by different words: `{id}` of a notebook is `{notebook_id}` further down. */
export function argumentsByPosition(read: Operation, args: Arguments, tokens: readonly string[]): Arguments {
  const { version } = args;
  const values = pathTokens(read.path).map((name, position) => [name, args[tokens[position] ?? name]]);
  return { ...Object.fromEntries(values), ...(version === undefined ? {} : { version }) };
}
