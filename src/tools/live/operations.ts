import * as z from 'zod';
import { lazy } from '../once.ts';
import type { Operation } from '../operation.ts';
import { withOptional } from '../params.ts';
import { type Build, createBuild } from './build.ts';
import { routeOf } from './compile.ts';
import type { Compiled, CompiledOperation } from './compiled.ts';
import { distinctName } from './names.ts';
import { type Advertise, createAdvertise } from './portable.ts';

/**
 * The operations of a compiled description. Schemas are made when they are first looked at: of hundreds of
 * operations a server may list few and call fewer.
 */
export function operationsOf(compiled: Compiled): readonly Operation[] {
  const make = { build: createBuild(compiled.nodes), advertise: createAdvertise(compiled.nodes) };
  return Object.freeze(compiled.operations.map((operation) => operationOf(compiled, operation, make)));
}

function operationOf(
  { platform, shapes }: Compiled,
  { params, returns, ...facts }: CompiledOperation,
  make: { readonly build: Build; readonly advertise: Advertise },
): Operation {
  const parts = lazy(() => schemasOf(params, make.build));
  const advertised = lazy(() => make.advertise(params));
  const shape = shapes[returns] ?? 'any';
  return Object.freeze({
    kind: 'operation' as const,
    platform,
    ...facts,
    title: `${facts.resource}: ${facts.method}`.replaceAll('_', ' '),
    pathWith: Object.freeze({}),
    constraints: Object.freeze([]),
    retired: null,
    returns: shape,
    defaults: Object.freeze({}),
    procedure: 'single' as const,
    get params() {
      return parts().params;
    },
    get input() {
      return parts().input;
    },
    get advertised() {
      return advertised();
    },
  });
}

function schemasOf(params: CompiledOperation['params'], build: Build) {
  const built = params.map(({ node, wire, ...param }) =>
    Object.freeze({ ...param, wireName: wire, schema: build(node) }),
  );
  const fields = Object.fromEntries(built.map(({ name, schema }) => [name, schema]));
  const required = built.filter((param) => param.required).map(({ name }) => name);
  return { params: Object.freeze(built), input: z.strictObject(withOptional(fields, required)) };
}

/**
 * What a description adds to what is written by hand. A request that is written by hand keeps its own
 * operations, which know more than a description says; so does a name that is taken.
 */
export function beside(
  handwrittenOperations: readonly Operation[],
  described: readonly Operation[],
): readonly Operation[] {
  const known = new Map<string, Operation[]>();
  for (const operation of handwrittenOperations) {
    for (const line of linesOf(operation)) known.set(line, [...(known.get(line) ?? []), operation]);
  }
  const taken = new Set(handwrittenOperations.map(({ name }) => name));
  const each = described.flatMap((operation): readonly Operation[] => {
    const [line = ''] = linesOf(operation);
    const own = known.get(line);
    if (own !== undefined) return own;
    return [taken.has(operation.name) ? renamed(operation) : operation];
  });
  return Object.freeze([...new Set(each)].sort((one, other) => (one.name < other.name ? -1 : 1)));
}

function linesOf({ platform, verb, path, pathWith }: Operation): string[] {
  return [path, ...Object.values(pathWith)].map((each) => `${platform} ${verb} ${routeOf(each)}`);
}

/** Keeps the getters: what they make is made when it is needed. */
function renamed(operation: Operation): Operation {
  const parts = Object.getOwnPropertyDescriptors(operation);
  const name = { value: distinctName(operation), enumerable: true };
  return Object.freeze(Object.defineProperties({}, { ...parts, name })) as Operation;
}
