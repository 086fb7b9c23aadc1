import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Deadline } from './deadline.ts';

/** What is done with a body: it is handed over as a stream, collected as a whole, or as far as it comes. */
export type BodyUse =
  | { readonly as: 'stream' }
  | { readonly as: 'beginning'; readonly maxBytes: number }
  | { readonly as: 'whole'; readonly maxBytes: number; readonly tooLarge: () => Error };

export type ResponseHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

export interface RequestEvents {
  /** The bytes of the request are about to be written to a connection: until then nothing of it has left. */
  readonly onSent: () => void;
  /** The response has begun. */
  readonly onHead: (status: number, headers: ResponseHeaders) => BodyUse;
}

/**
 * Sends a request; resolves with its body when it is complete, or with a stream when it begins.
 *
 * undici's `request` would do it, at more than twice the time: it makes a stream of every body, and an
 * interceptor for each request to see that it is sent. It also takes notice of an abort only when it writes: a
 * request that is aborted while its connection is being opened would stay pending until that has succeeded or
 * failed. Here it ends at once, and is not written later.
 */
export function sendRequest(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  { signal, abortReason }: Pick<Deadline, 'signal' | 'abortReason'>,
  { onSent, onHead }: RequestEvents,
): Promise<Buffer | Readable> {
  return new Promise((resolve, reject) => {
    let connection: Dispatcher.DispatchController | undefined;
    const stopListening = () => signal.removeEventListener('abort', abort);
    const fail = (error: Error) => {
      stopListening();
      reject(error);
    };
    const complete = (bytes: Buffer) => {
      stopListening();
      resolve(bytes);
    };
    let body: BodySink = { add: () => undefined, end: () => undefined, fail };
    const abort = () => {
      const reason = abortReason();
      if (reason === undefined) return;
      connection?.abort(reason);
      // Nothing has been sent, or everything has come and waits to be read.
      body.fail(reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    dispatcher.dispatch(options, {
      onRequestStart: (controller) => {
        const reason = abortReason();
        if (reason !== undefined) return controller.abort(reason);
        connection = controller;
        onSent();
      },
      onResponseStart: (controller, status, headers) => {
        // An informational response; the response itself follows.
        if (status < 200) return;
        const use = onHead(status, headers);
        if (use.as === 'stream') {
          const stream = createStream(controller);
          stream.body.once('close', stopListening);
          body = stream;
          resolve(stream.body);
        } else body = collectBody(controller, use, { complete, fail });
      },
      onResponseData: (_, chunk) => body.add(chunk),
      onResponseEnd: () => body.end(),
      onResponseError: (_, error) => body.fail(error),
    });
    abort();
  });
}

/** Where the bytes of a body go. */
interface BodySink {
  add(chunk: Buffer): void;
  end(): void;
  fail(error: Error): void;
}

function collectBody(
  controller: Dispatcher.DispatchController,
  use: Exclude<BodyUse, { as: 'stream' }>,
  { complete, fail }: { readonly complete: (bytes: Buffer) => void; readonly fail: (error: Error) => void },
): BodySink {
  const chunks: Buffer[] = [];
  let size = 0;
  // Most bodies come in one piece, which is not copied.
  const collected = () =>
    chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
  return {
    add: (chunk) => {
      chunks.push(chunk);
      size += chunk.length;
      // Nobody needs the rest: its connection is closed rather than drained.
      if (size > use.maxBytes) controller.abort(use.as === 'whole' ? use.tooLarge() : ENOUGH);
    },
    end: () => complete(collected()),
    fail: (error) => {
      if (use.as === 'whole') fail(error);
      else complete(collected().subarray(0, use.maxBytes));
    },
  };
}

const ENOUGH = new Error('Enough of the body was read.');
const CLOSED_EARLY = new Error('The body was closed before its end.');

function createStream(controller: Dispatcher.DispatchController): BodySink & { readonly body: Readable } {
  let isComplete = false;
  const body = new Readable({
    read: () => controller.resume(),
    destroy: (error, done) => {
      if (!isComplete) controller.abort(error ?? CLOSED_EARLY);
      done(error);
    },
  });
  return {
    body,
    add: (chunk) => {
      if (!body.push(chunk)) controller.pause();
    },
    end: () => {
      isComplete = true;
      body.push(null);
    },
    fail: (error) => {
      body.destroy(error);
    },
  };
}
