import type { Readable } from 'node:stream';
import type { CallError } from '../errors.ts';
import type { ByteStream } from './interface.ts';

/** A body to be read later; what breaks it off is thrown as the error that `toError` makes of it. */
export function createByteStream(
  body: Readable,
  length: string | undefined,
  toError: (cause: unknown) => CallError,
): ByteStream {
  return {
    size: length === undefined ? undefined : Number(length),
    bytes: readMappingErrors(body, toError),
    // Nobody needs the rest: its connection is closed rather than drained.
    close: () => void body.on('error', () => undefined).destroy(),
  };
}

async function* readMappingErrors(
  body: Readable,
  toError: (cause: unknown) => CallError,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw toError(cause);
  }
}
