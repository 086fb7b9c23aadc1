import type { PlatformRequest } from '../client/interface.ts';
import { toText } from '../json.ts';
import type { Arguments, Operation, Parameter } from '../tools/operation.ts';
import { pathTokens } from '../tools/path-template.ts';
import { toWireNames } from '../tools/wire-names.ts';

/** Puts validated arguments into path, query and body. */
export function placeArguments(operation: Operation, args: Arguments): PlatformRequest {
  const query: [string, unknown][] = [];
  const body: Parameter[] = [];
  let version: unknown;
  for (const param of operation.params) {
    const value = args[param.name];
    if (value === undefined) continue;
    if (param.in === 'query') query.push(...queryPairs(operation, param, value));
    else if (param.in === 'body') body.push(param);
    else if (param.in === 'prefix') version = value;
  }
  const path = pathFor(operation, args);
  return {
    verb: operation.verb,
    path,
    pathParams: Object.fromEntries(pathTokens(path).map((name) => [name, String(args[name])])),
    ...(version !== undefined && { version: toText(version) }),
    query,
    body: bodyOf(body, args),
    auth: operation.auth,
    responseType: operation.returns === 'bytes' ? 'bytes' : 'json',
  };
}

/** AI-on-Demand takes a list as its name again for each element; Civis's form is the client's own. */
function queryPairs(
  { platform }: Operation,
  { name, wireName }: Parameter,
  value: unknown,
): [string, unknown][] {
  const each = platform === 'aiod' && Array.isArray(value) ? value : [value];
  return each.map((item) => [wireName ?? name, item]);
}

/** The path that a call's arguments choose, still with its names. */
export function pathFor(operation: Operation, args: Arguments): string {
  const variant = Object.entries(operation.pathWith).find(([name]) => isGiven(args[name]));
  return variant?.[1] ?? operation.path;
}

/** Whether a variant's parameter is given; null and 0 count as absent. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== 0;
}

function bodyOf(params: readonly Parameter[], args: Arguments): unknown {
  const whole = params.find((param) => param.wireName === null);
  if (whole !== undefined) return toWireNames(whole.schema, args[whole.name]);
  if (params.length === 0) return undefined;
  return Object.fromEntries(
    params.map((param) => [param.wireName, toWireNames(param.schema, args[param.name])] as const),
  );
}
