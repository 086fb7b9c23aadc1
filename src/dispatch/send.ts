import type { ByteStream, FormFile, PlatformClient, PlatformResponse } from '../client/interface.ts';
import { decodeUtf8 } from '../decode-utf8.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import type { Outcome, Page, ReportProgress } from '../tools/outcome.ts';
import { placeArguments } from './place.ts';

/** What an operation runs with. */
export interface OperationCall {
  readonly args: Arguments;
  readonly platform: PlatformClient;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

export interface SendOptions {
  /** Statuses that count as a response although they are errors. */
  readonly acceptedStatuses?: readonly number[];
  /** Hands the body over unread. */
  readonly responseType?: 'stream';
  /** Sent in place of a JSON body. */
  readonly file?: FormFile;
}

/** Sends one request for the operation with the call's arguments. */
export function send(
  operation: Operation,
  call: OperationCall,
  options: SendOptions = {},
): Promise<PlatformResponse> {
  return call.platform.send({ ...placeArguments(operation, call.args), ...options }, call.signal);
}

/** Sends the one request that an operation is; its value still has the platform's names. */
export async function sendOnce(operation: Operation, call: OperationCall): Promise<Outcome> {
  const response = await send(operation, call);
  const value = operation.returns === 'bytes' ? contentOf(response) : response.body;
  const page = pageOf(response.headers, call.args, value);
  return { value, ...(page !== undefined && { page }) };
}

/** Sends the one request that an operation is, and hands over the bytes of its response unread. */
export async function openStream(operation: Operation, call: OperationCall): Promise<ByteStream> {
  const { body } = await send(operation, call, { responseType: 'stream' });
  return body as ByteStream;
}

/** Delivers text as text and anything else as base64. */
function contentOf({ body, headers }: PlatformResponse): unknown {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (bytes.length === 0) return undefined;
  const text = decodeUtf8(bytes);
  if (text !== undefined) return text;
  const content_type = headers['content-type'] ?? 'application/octet-stream';
  return { content_type, size_bytes: bytes.length, base64: bytes.toString('base64') };
}

/** Civis leaves the number of the page empty for imports, enhancements and exports: it is the one asked for. */
function pageOf(headers: PlatformResponse['headers'], args: Arguments, value: unknown): Page | undefined {
  const read = (name: string) => wholeNumber(headers[`x-pagination-${name}`]);
  const total_pages = read('total-pages');
  const total_items = read('total-entries');
  if (total_pages === undefined || total_items === undefined) return undefined;
  const number = read('current-page') ?? wholeNumber(args['page_num']) ?? 1;
  const size = read('per-page') ?? wholeNumber(args['limit']) ?? (Array.isArray(value) ? value.length : 1);
  return { number, size, total_pages, total_items, next: number < total_pages ? number + 1 : null };
}

function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' ? Number.parseInt(value, 10) : value;
  return typeof number === 'number' && !Number.isNaN(number) ? number : undefined;
}
