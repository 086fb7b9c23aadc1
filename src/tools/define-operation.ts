import * as z from 'zod';
import type { PlatformName, Verb } from '../client/interface.ts';
import type { Constraint } from './constraints.ts';
import type { Effect } from './effect.ts';
import { lazy } from './lazy.ts';
import type { Arguments, Operation, Parameter, ParameterLocation, Procedure } from './operation.ts';
import {
  type Fields,
  fields,
  iterator,
  type Paging,
  pagingQuery,
  pathParameter,
  withOptional,
} from './parameters.ts';
import { pathTokens } from './path-template.ts';
import { toToolSchema } from './portable-schema.ts';
import { isListShape, type Shape } from './shape.ts';
import { methodName, operationTitle } from './tool-names.ts';
import { camelCase } from './wire-names.ts';

/** The definition of one operation; everything else is derived from it. */
export interface OperationDefinition {
  /** `GET /jobs/{id}`. The method's name is derived from it unless `method` is given. */
  readonly request: `${Verb} /${string}`;
  /** What the call does and when to use it, as models read it: an imperative verb and its object first. */
  readonly description: string;
  readonly method?: string;
  /** Default: the effect of the verb, see `EFFECT_OF_VERB`. */
  readonly effect?: Effect;
  /** Schemas of path parameters that differ from the one that their name usually has. */
  readonly segments?: FieldsOrMaker;
  readonly query?: FieldsOrMaker;
  readonly body?: FieldsOrMaker;
  /** Parameters that control this server and are never sent to the platform. */
  readonly client?: Fields;
  readonly prefix?: Fields;
  /** One parameter whose value is the whole request body. */
  readonly wholeBody?: Readonly<Record<string, WholeBody>>;
  /** Schemas that lists of tools show instead, where the whole one is too long for them. */
  readonly outlines?: (() => Fields) | undefined;
  /** Required parameters of query, body, client and wholeBody. Path parameters are always required. */
  readonly required?: readonly string[];
  readonly constraints?: readonly Constraint[];
  readonly paging?: Paging;
  /** Names in the request where they differ from the documented ones. */
  readonly wireNames?: Readonly<Record<string, string>>;
  /** Path tokens that the procedure fills from other parameters. */
  readonly filledByProcedure?: readonly string[];
  readonly pathWith?: Readonly<Record<string, string>>;
  readonly auth?: Operation['auth'];
  readonly retired?: NonNullable<Operation['retired']>;
  readonly returns?: Shape;
  /** Fields of each item that are not returned. */
  readonly omits?: readonly string[];
  readonly defaults?: Arguments;
  readonly procedure?: Procedure;
}

/** Parameters, or a function that makes them at first use: what few servers list costs nothing at the start. */
export type FieldsOrMaker = Fields | (() => Fields);

/** Schemas of a whole request body: they are large, and made when they are needed. */
export interface WholeBody {
  readonly schema: () => z.ZodType;
  /** What lists of tools show instead. */
  readonly outline: () => z.ZodType;
}

const EFFECT_OF_VERB: Readonly<Record<Verb, Effect>> = {
  GET: 'read',
  POST: 'create',
  PATCH: 'update',
  PUT: 'replace',
  DELETE: 'delete',
};

/** Turns the definitions of one resource into frozen operations. */
export function defineResource(
  platform: PlatformName,
  resource: string,
  definitions: readonly OperationDefinition[],
): readonly Operation[] {
  return Object.freeze(definitions.map((definition) => defineOperation(platform, resource, definition)));
}

function defineOperation(
  platform: PlatformName,
  resource: string,
  definition: OperationDefinition,
): Operation {
  const [verb, path] = splitRequest(definition.request);
  const method = definition.method ?? methodName(verb, path);
  // Created on first use: most servers list and call only some of the operations.
  const params = lazy(() => Object.freeze(parametersOf(platform, path, definition)));
  const { wholeBody, outlines } = definition;
  const inputWith = (schemaOf: (param: Parameter) => z.ZodType) => {
    const schemas = Object.fromEntries(params().map((param) => [param.name, schemaOf(param)]));
    const required = params().flatMap((param) => (param.required ? [param.name] : []));
    return z.strictObject(withOptional(schemas, required));
  };
  const input = lazy(() => inputWith(({ schema }) => schema));
  const outlineOf = ({ name, schema }: Parameter) =>
    wholeBody?.[name]?.outline() ?? outlines?.()[name] ?? schema;
  const isOutlined = wholeBody !== undefined || outlines !== undefined;
  const advertised = isOutlined ? lazy(() => toToolSchema(inputWith(outlineOf))) : undefined;
  return Object.freeze({
    kind: 'operation',
    name: `${platform}_${resource}_${method}`,
    platform,
    resource,
    method,
    title: operationTitle({ resource, method }),
    description: advertisedDescription(definition),
    effect: definition.effect ?? EFFECT_OF_VERB[verb],
    verb,
    path,
    pathWith: Object.freeze({ ...definition.pathWith }),
    auth: definition.auth ?? 'required',
    get params() {
      return params();
    },
    get input() {
      return input();
    },
    get advertised() {
      return advertised?.();
    },
    constraints: Object.freeze([...(definition.constraints ?? [])]),
    retired: definition.retired ?? null,
    paging: definition.paging ?? null,
    returns: definition.returns ?? 'none',
    omits: Object.freeze([...(definition.omits ?? [])]),
    defaults: Object.freeze({ ...definition.defaults }),
    procedure: definition.procedure ?? 'single',
  });
}

/**
 * Marks definitions that the platform no longer serves, with the operation that replaces them if there is
 * one. They are kept for accounts that still have access, and so that a call explains what happened.
 */
export function retired(
  definitions: readonly OperationDefinition[],
  instead?: string,
): OperationDefinition[] {
  const mark = instead === undefined ? {} : { instead };
  return definitions.map((definition) => ({ ...definition, retired: mark }));
}

function advertisedDescription({ description, retired: mark }: OperationDefinition): string {
  if (mark === undefined) return description;
  return mark.instead === undefined
    ? `Retired. ${description}`
    : `Retired; use ${mark.instead}. ${description}`;
}

function splitRequest(request: OperationDefinition['request']): [Verb, string] {
  const [verb, path] = request.split(' ') as [Verb, string];
  return [verb, path];
}

function parametersOf(platform: PlatformName, path: string, definition: OperationDefinition): Parameter[] {
  const required = definition.required ?? [];
  const parametersIn = (
    where: ParameterLocation,
    given: FieldsOrMaker | undefined,
    wireNameOf: (name: string) => string | null = (name) => name,
  ) =>
    Object.entries(madeFields(given)).map(([name, schema]) =>
      Object.freeze({
        name,
        in: where,
        wireName: definition.wireNames?.[name] ?? wireNameOf(name),
        required: required.includes(name),
        schema,
      }),
    );
  const { client, query, paging } = definition;
  const bodyName = platform === 'civis' ? camelCase : (name: string) => name;
  return [
    ...pathParameters(path, definition).map(([name, schema]) =>
      Object.freeze({
        name,
        in: 'path' as const,
        wireName: name,
        required: path.includes(`{${name}}`),
        schema,
      }),
    ),
    ...parametersIn('query', query),
    ...parametersIn('query', paging && pagingQuery(paging)),
    ...parametersIn('body', definition.body, bodyName),
    ...Object.entries(definition.wholeBody ?? {}).map(([name, { schema }]) =>
      wholeBodyParameter(name, required.includes(name), lazy(schema)),
    ),
    ...parametersIn('client', client, () => null),
    ...parametersIn('client', paging && { iterator }, () => null),
    ...parametersIn('client', listsItems(definition) ? { fields } : {}, () => null),
    ...parametersIn('prefix', definition.prefix, () => null),
  ];
}

function wholeBodyParameter(name: string, required: boolean, schemaOf: () => z.ZodType): Parameter {
  return Object.freeze({
    name,
    in: 'body',
    wireName: null,
    required,
    get schema() {
      return schemaOf();
    },
  });
}

function madeFields(fields: FieldsOrMaker = {}): Fields {
  return typeof fields === 'function' ? fields() : fields;
}

/** Whether the operation returns a list of objects, of which callers can select fields. */
function listsItems({ request, returns }: OperationDefinition): boolean {
  if (!request.startsWith('GET ') || returns === undefined || !isListShape(returns)) return false;
  return returns[0] !== 'text';
}

function pathParameters(path: string, definition: OperationDefinition): [string, z.ZodType][] {
  const templates = [path, ...Object.values(definition.pathWith ?? {})];
  const names = new Set(templates.flatMap(pathTokens));
  const asked = [...names].filter((name) => definition.filledByProcedure?.includes(name) !== true);
  const segments = madeFields(definition.segments);
  return asked.map((name) => [name, segments[name] ?? pathParameter(name)]);
}
