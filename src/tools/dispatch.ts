import type { ByteStream, PlatformRequest, PlatformResponse } from '../client/interface.ts';
import { pathTokens } from './define.ts';
import type { Arguments, Call, Operation, Outcome, Page, Param, SendOptions } from './operation.ts';
import { fromWire, toWire } from './wire.ts';

/** Sends the one request that an operation is, and brings its answer under the documented names. */
export async function sendOnce(operation: Operation, call: Call): Promise<Outcome> {
  return toOutcome(operation, await send(operation, call));
}

/** Sends one request for the operation with the call's arguments. */
export function send(operation: Operation, call: Call, options: SendOptions = {}): Promise<PlatformResponse> {
  return call.platform.send({ ...place(operation, call.args), ...options }, call.signal);
}

/** Sends the one request that an operation is, and hands over the bytes of its answer unread. */
export async function openOnce(operation: Operation, call: Call): Promise<ByteStream> {
  const { body } = await send(operation, call, { responseType: 'stream' });
  return body as ByteStream;
}

/** Puts validated arguments into path, query and body. */
export function place(operation: Operation, args: Arguments): PlatformRequest {
  const given = operation.params.filter((param) => args[param.name] !== undefined);
  const within = (where: string) => given.filter((param) => param.in === where);
  const version = args[within('prefix')[0]?.name ?? ''];
  const path = pathFor(operation, args);
  return {
    verb: operation.verb,
    path,
    pathParams: Object.fromEntries(pathTokens(path).map((name) => [name, String(args[name])])),
    version: version === undefined ? undefined : String(version),
    query: within('query').flatMap((param) => queryPairs(operation, param, args[param.name])),
    body: bodyOf(operation, args),
    auth: operation.auth,
    responseType: operation.returns === 'bytes' ? 'bytes' : 'json',
  };
}

/** AI-on-Demand takes a list as its name again for each element; Civis's form is the client's own. */
function queryPairs({ platform }: Operation, { name, wire }: Param, value: unknown): [string, unknown][] {
  const each = platform === 'aiod' && Array.isArray(value) ? value : [value];
  return each.map((item) => [wire ?? name, item]);
}

function pathFor(operation: Operation, args: Arguments): string {
  const variant = Object.entries(operation.pathWith).find(([name]) => isGiven(args[name]));
  return variant?.[1] ?? operation.path;
}

/** A variant's parameter is absent too where it has the value that stands for absence. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== 0;
}

function bodyOf(operation: Operation, args: Arguments): unknown {
  const params = operation.params.filter((param) => param.in === 'body' && args[param.name] !== undefined);
  const whole = params.find((param) => param.wire === null);
  if (whole !== undefined) return toWire(whole.schema, args[whole.name]);
  if (params.length === 0) return undefined;
  return Object.fromEntries(
    params.map((param) => [param.wire, toWire(param.schema, args[param.name])] as const),
  );
}

export function toOutcome(operation: Operation, answer: PlatformResponse): Outcome {
  const value = operation.platform === 'civis' ? fromWire(operation.returns, answer.body) : answer.body;
  const page = pageOf(answer.headers);
  return { value, page };
}

function pageOf(headers: PlatformResponse['headers']): Page | undefined {
  const read = (name: string) => Number.parseInt(headers[`x-pagination-${name}`] ?? '', 10);
  const number = read('current-page');
  const size = read('per-page');
  const total_pages = read('total-pages');
  const total_items = read('total-entries');
  if ([number, size, total_pages, total_items].some(Number.isNaN)) return undefined;
  return { number, size, total_pages, total_items, next: number < total_pages ? number + 1 : null };
}
