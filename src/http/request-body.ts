import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** A request, and what came in its body: parsed, or else not read yet. */
export interface ReceivedRequest {
  readonly request: IncomingMessage | (Readable & Pick<IncomingMessage, 'headers'>);
  readonly parsedBody?: unknown;
}

/**
 * Reads and parses the body of a request once for all that look at it: each of the protocol's own functions would
 * clone the request and parse it anew. What is not JSON, or larger than allowed, is left to them to refuse.
 */
export async function receiveRequest(request: IncomingMessage, maxBytes: number): Promise<ReceivedRequest> {
  const { method, headers } = request;
  if (method !== 'POST' || Number(headers['content-length'] ?? 0) > maxBytes) return { request };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > maxBytes) break;
  }
  const body = Buffer.concat(chunks);
  if (size <= maxBytes) {
    try {
      return { request, parsedBody: JSON.parse(body.toString()) as unknown };
    } catch {
      // Read again below, by who says what is wrong with it.
    }
  }
  return { request: Object.assign(Readable.from([body]), { headers }) };
}
