import type { Readable } from 'node:stream';
import type { CallError } from '../errors.ts';
import type { Incoming } from './client.ts';

/** A body as bytes on their way in; what breaks them off is worded by `loss`. */
export function incoming(
  body: Readable,
  length: string | undefined,
  loss: (cause: unknown) => CallError,
): Incoming {
  return {
    size: length === undefined ? undefined : Number(length),
    bytes: readThrough(body, loss),
    // The rest is of no use; its connection is given up rather than drained.
    close: () => void body.on('error', () => undefined).destroy(),
  };
}

async function* readThrough(body: Readable, loss: (cause: unknown) => CallError): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw loss(cause);
  }
}
