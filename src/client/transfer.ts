import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { CallError } from '../errors.ts';
import { CALL_CANCELLED } from '../wording.ts';
import { createAddressGuard, type ResolveName } from './address-guard.ts';
import { createByteStream } from './byte-stream.ts';
import { createConnectionPool, type ProxySettings } from './connection-pool.ts';
import type { ByteStream, Protect } from './interface.ts';
import { frameMultipartForm } from './multipart-form.ts';
import { fetchPresignedUrl, parsePresignedUrl } from './presigned-url.ts';
import { RETRY_POLICY, retryDelayMs } from './retry-policy.ts';
import { storageResponseError, transferError } from './transfer-errors.ts';

/** Parts of one upload that are sent at the same time. */
const MAX_PARTS_IN_FLIGHT = 4;
/** Bytes that a part is read into. */
const PART_MEMORY_BYTES = 512 * 1024;

/** Bytes that can be read more than once, and any part of them. */
export interface Source {
  readonly size: number;
  /**
   * A chunk is valid until a few more have been read: copy it to keep it longer. `memory` is read into if it is
   * given; nothing else may be then. Throws `CallError` where the bytes can no longer be read.
   */
  read(start: number, length: number, memory?: Uint8Array): AsyncIterable<Uint8Array>;
}

export interface TransferObserver {
  readonly signal: AbortSignal;
  /** Told how many bytes have been sent. */
  readonly onBytes: (sent: number) => void;
}

/**
 * Moves bytes to and from the presigned URLs that platforms hand out, in constant memory. Such a URL is
 * its own authorization: no credential is sent there. Throws `CallError` and nothing else.
 */
export interface Transfers {
  /** Begins to read what is behind a URL. */
  fetch(url: string, signal: AbortSignal): Promise<ByteStream>;
  put(url: string, source: Source, observer: TransferObserver): Promise<void>;
  /** Posts the source as the file at the end of a multipart form. */
  postForm(
    url: string,
    fields: Readonly<Record<string, string>>,
    source: Source,
    observer: TransferObserver,
  ): Promise<void>;
  /** Puts the source in parts of one size, one to each URL, several at once. */
  putParts(
    urls: readonly string[],
    partSize: number,
    source: Source,
    observer: TransferObserver,
  ): Promise<void>;
}

export interface TransferOptions {
  /** The endpoint of the platform that hands out the URLs. */
  readonly endpoint: URL;
  /** Maximum time without data, not the maximum time of the transfer. */
  readonly timeoutSeconds: number;
  readonly userAgent: string;
  readonly proxy: ProxySettings;
  /** Resolves host names; the system does where it is left out. */
  readonly resolve?: ResolveName;
  readonly protect: Protect;
}

export interface ClosableTransfers extends Transfers {
  close(): Promise<void>;
}

/** A request whose body can be read again for every attempt. */
interface Upload {
  readonly verb: 'PUT' | 'POST';
  readonly length: number;
  readonly contentType?: string;
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

export function createTransfers(options: TransferOptions): ClosableTransfers {
  const { timeoutSeconds, userAgent, proxy, protect } = options;
  const guard = createAddressGuard(options.endpoint, options.resolve);
  const dispatcher = createConnectionPool(proxy, timeoutSeconds, { lookup: guard.lookup });
  const commonHeaders = { 'user-agent': userAgent, accept: '*/*' };

  async function fetchOnce(url: URL, signal: AbortSignal): Promise<ByteStream> {
    const response = await fetchPresignedUrl({ dispatcher, guard }, url, commonHeaders, signal);
    if (response.statusCode >= 300) throw await storageResponseError(url, response, protect);
    const length = response.headers['content-length'];
    return createByteStream(response.body, length === undefined ? undefined : String(length), (cause) =>
      transferError(url, cause, signal),
    );
  }

  async function sendOnce(url: URL, upload: Upload, signal: AbortSignal): Promise<void> {
    const response = await dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: upload.verb,
      headers: {
        ...commonHeaders,
        'content-length': String(upload.length),
        ...(upload.contentType === undefined ? {} : { 'content-type': upload.contentType }),
      },
      // One chunk waits while another is sent, so that memory does not grow with the file.
      body: upload.length === 0 ? null : Readable.from(upload.bytes(), { highWaterMark: 1 }),
      signal,
    });
    if (response.statusCode >= 300) throw await storageResponseError(url, response, protect);
    await response.body.dump();
  }

  /** Sends a body, again after a failure that may pass; what a failed attempt sent is subtracted from the count. */
  async function send(
    presignedUrl: string,
    upload: Upload,
    signal: AbortSignal,
    counter: SentBytesCounter,
  ): Promise<void> {
    const url = await parsePresignedUrl(presignedUrl, guard);
    return withRetries(url, signal, async () => {
      const counted = counter.count(upload);
      await sendOnce(url, { ...upload, bytes: counted.bytes }, signal).catch((cause: unknown) => {
        counted.undo();
        throw cause;
      });
      counted.complete();
    });
  }

  return {
    fetch: async (presignedUrl, signal) => {
      const url = await parsePresignedUrl(presignedUrl, guard);
      return withRetries(url, signal, () => fetchOnce(url, signal));
    },

    put: (url, source, { signal, onBytes }) =>
      send(url, wholeSource(source), signal, new SentBytesCounter(onBytes)),

    postForm: (url, fields, source, { signal, onBytes }) => {
      const { contentType, before, after } = frameMultipartForm(fields);
      const counter = new SentBytesCounter((sent) =>
        onBytes(Math.min(Math.max(0, sent - before.length), source.size)),
      );
      const length = before.length + source.size + after.length;
      const bytes = async function* () {
        yield before;
        yield* source.read(0, source.size);
        yield after;
      };
      return send(url, { verb: 'POST', length, contentType, bytes }, signal, counter);
    },

    putParts: (urls, partSize, source, { signal, onBytes }) => {
      const counter = new SentBytesCounter(onBytes);
      // A part takes over the memory of one that the store has. New memory for each would be collected so late that
      // it adds up to tens of megabytes.
      const unused: Uint8Array[] = [];
      const putPart = async (index: number, url: string, partSignal: AbortSignal) => {
        const start = index * partSize;
        const length = Math.min(partSize, source.size - start);
        const memory = unused.pop() ?? Buffer.allocUnsafeSlow(PART_MEMORY_BYTES);
        const bytes = () => source.read(start, length, memory);
        await send(url, { verb: 'PUT', length, bytes }, partSignal, counter);
        unused.push(memory);
      };
      return forEachConcurrently(urls, signal, putPart);
    },

    close: () => dispatcher.destroy(),
  };
}

function wholeSource(source: Source): Upload {
  return { verb: 'PUT', length: source.size, bytes: () => source.read(0, source.size) };
}

/** Counts the bytes sent over all bodies of one transfer. */
class SentBytesCounter {
  #sent = 0;
  readonly #onBytes: (sent: number) => void;

  constructor(onBytes: (sent: number) => void) {
    this.#onBytes = onBytes;
  }

  count({ bytes, length }: Upload): { bytes: Upload['bytes']; undo: () => void; complete: () => void } {
    let sentHere = 0;
    let isComplete = false;
    const add = (count: number) => {
      if (isComplete) return;
      sentHere += count;
      this.#sent += count;
      this.#onBytes(this.#sent);
    };
    return {
      bytes: async function* () {
        for await (const chunk of bytes()) {
          yield chunk;
          add(chunk.length);
        }
      },
      undo: () => {
        this.#sent -= sentHere;
      },
      // The response may arrive before the stream is asked for what follows its last chunk.
      complete: () => {
        add(length - sentHere);
        isComplete = true;
      },
    };
  }
}

/** Runs a task for each item, several at once; the first failure stops the others, and is thrown when all have ended. */
async function forEachConcurrently<T>(
  items: readonly T[],
  signal: AbortSignal,
  task: (index: number, item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const taskSignal = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) await task(index, item, taskSignal);
  };
  const workers = Array.from({ length: MAX_PARTS_IN_FLIGHT }, () =>
    worker().catch((cause: unknown) => {
      failures.push(cause);
      stop.abort();
    }),
  );
  await Promise.all(workers);
  if (failures.length > 0) throw failures[0];
}

/** Tries again as long as the failure may pass and attempts are left. */
async function withRetries<T>(url: URL, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    const result = await attempt().then(
      (value) => ({ value }),
      (cause: unknown) => ({ failure: transferError(url, cause, signal) }),
    );
    if ('value' in result) return result.value;
    const { failure } = result;
    // A stalled transfer has already taken as long as anyone was to wait.
    const mayRetry = failure.details.retryable === true && failure.kind !== 'timeout';
    if (!mayRetry || retries === RETRY_POLICY.maxRetries) throw failure;
    await sleep(retryDelayMs(retries, failure), undefined, { signal }).catch(() => {
      throw new CallError('cancelled', CALL_CANCELLED);
    });
  }
}
