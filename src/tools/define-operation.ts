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
import { isListShape, type Shape } from './shape.ts';
import { camelCase } from './wire-names.ts';

/** What is written down of one operation; everything else follows from it. */
export interface OperationDefinition {
  /** `GET /jobs/{id}`. The method's name derives from it, unless `method` says otherwise. */
  readonly request: `${Verb} /${string}`;
  /** What the call does and when to use it: one sentence, as models read it. */
  readonly description: string;
  readonly method?: string;
  /** Left out: what the verb does to a collection. */
  readonly effect?: Effect;
  /** Path parameters that are not what their name says everywhere else. */
  readonly segments?: Fields;
  readonly query?: Fields;
  readonly body?: Fields;
  /** Parameters that steer the server and never reach the platform. */
  readonly client?: Fields;
  readonly prefix?: Fields;
  /** One parameter that is the whole body, as it stands. */
  readonly wholeBody?: Fields;
  /** Names out of query, body, client and wholeBody that must be given. Path parameters always must. */
  readonly required?: readonly string[];
  readonly constraints?: readonly Constraint[];
  readonly paging?: Paging;
  /** Names in the request where they are not the documented ones. */
  readonly wireNames?: Readonly<Record<string, string>>;
  /** Path tokens that the procedure fills, out of parameters of its own. */
  readonly filledByProcedure?: readonly string[];
  readonly pathWith?: Readonly<Record<string, string>>;
  readonly auth?: Operation['auth'];
  readonly retired?: NonNullable<Operation['retired']>;
  readonly returns?: Shape;
  readonly defaults?: Arguments;
  readonly procedure?: Procedure;
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
  const params = parametersOf(platform, path, definition);
  const required = params.filter((param) => param.required).map((param) => param.name);
  const fields = Object.fromEntries(params.map((param) => [param.name, param.schema]));
  // Made when it is first looked at: of what can be called, most servers list and call a part.
  const input = lazy(() => z.strictObject(withOptional(fields, required)));
  return Object.freeze({
    kind: 'operation',
    name: `${platform}_${resource}_${method}`,
    platform,
    resource,
    method,
    title: `${resource}: ${method}`.replaceAll('_', ' '),
    description: advertisedDescription(definition),
    effect: definition.effect ?? EFFECT_OF_VERB[verb],
    verb,
    path,
    pathWith: Object.freeze({ ...definition.pathWith }),
    auth: definition.auth ?? 'required',
    params: Object.freeze(params),
    get input() {
      return input();
    },
    constraints: Object.freeze([...(definition.constraints ?? [])]),
    retired: definition.retired ?? null,
    paging: definition.paging ?? null,
    returns: definition.returns ?? 'none',
    defaults: Object.freeze({ ...definition.defaults }),
    procedure: definition.procedure ?? 'single',
  });
}

/**
 * The definitions as ones that the platform no longer serves, with the operation that replaces them where
 * one does. They stay for accounts that still have them, and so that a call says what became of them.
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

/**
 * The documented name of a method: its verb (`list` for a GET that ends in a fixed segment), then the
 * fixed segments behind the resource. A parameter that follows a parameter gives its own name. Holds for
 * every Civis method of the documentation.
 */
export function methodName(verb: Verb, path: string): string {
  const segments = path.split('/').filter(Boolean);
  const lists = verb === 'GET' && segments.at(-1)?.startsWith('{') === false;
  const words = segments.flatMap((segment, at) => {
    if (at === 0) return [];
    if (!segment.startsWith('{')) return [segment];
    return segments[at - 1]?.startsWith('{') ? [segment.slice(1, -1)] : [];
  });
  return [lists ? 'list' : verb.toLowerCase(), ...words].join('_').replaceAll('-', '_');
}

function parametersOf(platform: PlatformName, path: string, definition: OperationDefinition): Parameter[] {
  const required = definition.required ?? [];
  const parametersIn = (
    where: ParameterLocation,
    fields: Fields = {},
    wireNameOf: (name: string) => string | null = (name) => name,
  ) =>
    Object.entries(fields).map(([name, schema]) =>
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
    ...parametersIn('body', definition.wholeBody, () => null),
    ...parametersIn('client', client, () => null),
    ...parametersIn('client', paging && { iterator }, () => null),
    ...parametersIn('client', listsItems(definition) ? { fields } : {}, () => null),
    ...parametersIn('prefix', definition.prefix, () => null),
  ];
}

/** Whether the operation reads a list, of whose items a caller may want a part. */
function listsItems({ request, returns }: OperationDefinition): boolean {
  return request.startsWith('GET ') && returns !== undefined && isListShape(returns);
}

function pathParameters(path: string, definition: OperationDefinition): [string, z.ZodType][] {
  const templates = [path, ...Object.values(definition.pathWith ?? {})];
  const names = new Set(templates.flatMap(pathTokens));
  const asked = [...names].filter((name) => definition.filledByProcedure?.includes(name) !== true);
  return asked.map((name) => [name, definition.segments?.[name] ?? pathParameter(name)]);
}
