import * as z from 'zod';
import { lazy } from '../lazy.ts';
import type { Operation } from '../operation.ts';
import { withOptional } from '../parameters.ts';
import { operationTitle } from '../tool-names.ts';
import { routePattern } from './compile-description.ts';
import type { CompiledDescription, CompiledOperation } from './compiled-description.ts';
import { nameRequests } from './operation-names.ts';
import { createToolSchemaBuilder, type ToolSchemaBuilder } from './tool-schemas.ts';
import { createZodSchemaBuilder, type ZodSchemaBuilder } from './zod-schemas.ts';

/**
 * Creates the operations of a compiled description. Their schemas are created at first access, since a server
 * lists few of hundreds of operations and calls fewer.
 */
export function toOperations(compiled: CompiledDescription): readonly Operation[] {
  const builders: SchemaBuilders = {
    toZodSchema: createZodSchemaBuilder(compiled.schemas),
    toToolSchema: createToolSchemaBuilder(compiled.schemas),
  };
  return Object.freeze(compiled.operations.map((operation) => toOperation(compiled, operation, builders)));
}

const DEPRECATED = Object.freeze({ isServed: true });

interface SchemaBuilders {
  readonly toZodSchema: ZodSchemaBuilder;
  readonly toToolSchema: ToolSchemaBuilder;
}

function toOperation(
  { platform, shapes }: CompiledDescription,
  { params, returns, isDeprecated, ...rest }: CompiledOperation,
  builders: SchemaBuilders,
): Operation {
  const input = lazy(() => createInput(params, builders.toZodSchema));
  const advertised = lazy(() => builders.toToolSchema(params));
  const shape = shapes[returns] ?? 'any';
  return Object.freeze({
    kind: 'operation' as const,
    platform,
    ...rest,
    title: operationTitle(rest),
    pathWith: Object.freeze({}),
    constraints: Object.freeze([]),
    retired: isDeprecated ? DEPRECATED : null,
    returns: shape,
    defaults: Object.freeze({}),
    procedure: 'single' as const,
    get params() {
      return input().params;
    },
    get input() {
      return input().input;
    },
    get advertised() {
      return advertised();
    },
  });
}

function createInput(params: CompiledOperation['params'], toZodSchema: ZodSchemaBuilder) {
  const built = params.map(({ schemaIndex, ...param }) =>
    Object.freeze({ ...param, schema: toZodSchema(schemaIndex) }),
  );
  const fields = Object.fromEntries(built.map(({ name, schema }) => [name, schema]));
  const required = built.filter((param) => param.required).map(({ name }) => name);
  return { params: Object.freeze(built), input: z.strictObject(withOptional(fields, required)) };
}

/**
 * Replaces described operations by the handwritten ones for the same request, which know more than a description
 * says, and renames those whose name belongs to a handwritten one.
 */
export function mergeOperations(
  handwrittenOperations: readonly Operation[],
  described: readonly Operation[],
): readonly Operation[] {
  const byRequest = new Map<string, Operation[]>();
  for (const operation of handwrittenOperations) {
    for (const key of requestKeys(operation)) {
      byRequest.set(key, [...(byRequest.get(key) ?? []), operation]);
    }
  }
  const handmadeNames = new Set(handwrittenOperations.map(({ name }) => name));
  const found = described.map((operation) => {
    const [key = ''] = requestKeys(operation);
    return { operation, handmade: byRequest.get(key) };
  });
  const added = found.flatMap(({ operation, handmade }) => (handmade === undefined ? [operation] : []));
  const renamed = nameRequests(
    added.filter(({ name }) => handmadeNames.has(name)),
    new Set([...handmadeNames, ...added.map(({ name }) => name)]),
  );
  const merged = found.flatMap(({ operation, handmade }) => {
    const name = renamed.get(operation);
    return handmade ?? [name === undefined ? operation : withName(operation, name)];
  });
  return Object.freeze([...new Set(merged)].sort((one, other) => (one.name < other.name ? -1 : 1)));
}

function requestKeys({ platform, verb, path, pathWith }: Operation): string[] {
  return [path, ...Object.values(pathWith)].map((each) => `${platform} ${verb} ${routePattern(each)}`);
}

/** Copies the getters themselves, so that schemas are still created at first access. */
function withName(operation: Operation, name: string): Operation {
  const properties = Object.getOwnPropertyDescriptors(operation);
  const named = { value: name, enumerable: true };
  return Object.freeze(Object.defineProperties({}, { ...properties, name: named })) as Operation;
}
