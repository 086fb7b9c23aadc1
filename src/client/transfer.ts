import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { CallError } from '../errors.ts';
import type { Incoming } from './client.ts';
import { openConnections, type ProxySettings } from './connect.ts';
import { frameForm } from './form.ts';
import { incoming } from './incoming.ts';
import { checkLink, followLink } from './link.ts';
import { RETRY, waitBeforeRetry } from './retry.ts';
import { brokenTransfer, refusedTransfer } from './transfer-failure.ts';

/** Parts of one upload that are under way at once. */
const LANES = 4;

/** Bytes that can be read more than once, and any part of them. */
export interface Source {
  readonly size: number;
  /**
   * A chunk is good until a few more have been read: whoever keeps it longer copies it. Throws `CallError`
   * where the bytes can no longer be read.
   */
  read(start: number, length: number): AsyncIterable<Uint8Array>;
}

export interface Watch {
  readonly signal: AbortSignal;
  /** Told how many bytes have been sent. */
  readonly onBytes: (sent: number) => void;
}

/**
 * Moves bytes to and from the links that platforms hand out, in constant memory. A link proves by itself
 * who may use it: no credential goes there. Throws `CallError` and nothing else.
 */
export interface Transfers {
  /** Begins to read what a link gives. */
  fetch(link: string, signal: AbortSignal): Promise<Incoming>;
  put(link: string, source: Source, watch: Watch): Promise<void>;
  /** Posts the source as the file at the end of a form. */
  postForm(
    link: string,
    fields: Readonly<Record<string, string>>,
    source: Source,
    watch: Watch,
  ): Promise<void>;
  /** Puts the source in parts of one size, one to each link, several at once. */
  putParts(links: readonly string[], partSize: number, source: Source, watch: Watch): Promise<void>;
}

export interface TransferSettings {
  /** Longest silence, not longest transfer. */
  readonly timeoutSeconds: number;
  readonly userAgent: string;
  readonly proxy: ProxySettings;
}

export interface ConnectedTransfers extends Transfers {
  close(): Promise<void>;
}

/** A body that is made anew for every try. */
interface Upload {
  readonly verb: 'PUT' | 'POST';
  readonly length: number;
  readonly contentType?: string;
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

export function connectTransfers({ timeoutSeconds, userAgent, proxy }: TransferSettings): ConnectedTransfers {
  const dispatcher = openConnections(proxy, timeoutSeconds);
  const common = { 'user-agent': userAgent, accept: '*/*' };

  async function fetchOnce(url: URL, signal: AbortSignal): Promise<Incoming> {
    const answer = await followLink(dispatcher, url, common, signal);
    if (answer.statusCode >= 300) throw await refusedTransfer(url, answer);
    const length = answer.headers['content-length'];
    return incoming(answer.body, length === undefined ? undefined : String(length), (cause) =>
      brokenTransfer(url, cause, signal),
    );
  }

  async function sendOnce(url: URL, upload: Upload, signal: AbortSignal): Promise<void> {
    const answer = await dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: upload.verb,
      headers: {
        ...common,
        'content-length': String(upload.length),
        ...(upload.contentType === undefined ? {} : { 'content-type': upload.contentType }),
      },
      // One chunk waits while another is sent: the file sets no more memory aside, however large it is.
      body: upload.length === 0 ? null : Readable.from(upload.bytes(), { highWaterMark: 1 }),
      signal,
    });
    if (answer.statusCode >= 300) throw await refusedTransfer(url, answer);
    await answer.body.dump();
  }

  /** Sends a body until it is taken; what a failed try sent is taken off the count again. */
  function send(link: string, upload: Upload, signal: AbortSignal, tally: Tally): Promise<void> {
    const url = checkLink(link);
    return persist(url, signal, async () => {
      const counted = tally.count(upload.bytes);
      await sendOnce(url, { ...upload, bytes: counted.bytes }, signal).catch((cause: unknown) => {
        counted.undo();
        throw cause;
      });
    });
  }

  return {
    fetch: (link, signal) => {
      const url = checkLink(link);
      return persist(url, signal, () => fetchOnce(url, signal));
    },

    put: (link, source, { signal, onBytes }) => send(link, wholeOf(source), signal, new Tally(onBytes)),

    postForm: (link, fields, source, { signal, onBytes }) => {
      const { contentType, before, after } = frameForm(fields);
      const tally = new Tally((sent) => onBytes(Math.min(Math.max(0, sent - before.length), source.size)));
      const length = before.length + source.size + after.length;
      const bytes = async function* () {
        yield before;
        yield* source.read(0, source.size);
        yield after;
      };
      return send(link, { verb: 'POST', length, contentType, bytes }, signal, tally);
    },

    putParts: (links, partSize, source, { signal, onBytes }) => {
      const tally = new Tally(onBytes);
      const putPart = (index: number, link: string, within: AbortSignal) => {
        const start = index * partSize;
        const length = Math.min(partSize, source.size - start);
        return send(link, { verb: 'PUT', length, bytes: () => source.read(start, length) }, within, tally);
      };
      return inLanes(links, signal, putPart);
    },

    close: () => dispatcher.destroy(),
  };
}

function wholeOf(source: Source): Upload {
  return { verb: 'PUT', length: source.size, bytes: () => source.read(0, source.size) };
}

/** Bytes sent over all bodies of one transfer. */
class Tally {
  #sent = 0;
  readonly #onBytes: (sent: number) => void;

  constructor(onBytes: (sent: number) => void) {
    this.#onBytes = onBytes;
  }

  count(bytes: Upload['bytes']): { bytes: Upload['bytes']; undo: () => void } {
    let mine = 0;
    const add = (length: number) => {
      mine += length;
      this.#sent += length;
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
        this.#sent -= mine;
      },
    };
  }
}

/** Runs a task for each item, several at once; the first failure stops the others, and is thrown when all have ended. */
async function inLanes<T>(
  items: readonly T[],
  signal: AbortSignal,
  task: (index: number, item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const within = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) await task(index, item, within);
  };
  const lanes = Array.from({ length: LANES }, () =>
    lane().catch((cause: unknown) => {
      failures.push(cause);
      stop.abort();
    }),
  );
  await Promise.all(lanes);
  if (failures.length > 0) throw failures[0];
}

/** Tries until it works, as long as the failure may pass and the tries are not used up. */
async function persist<T>(url: URL, signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    const result = await attempt().then(
      (value) => ({ value }),
      (cause: unknown) => ({ failure: brokenTransfer(url, cause, signal) }),
    );
    if ('value' in result) return result.value;
    const { failure } = result;
    if (failure.details.retryable !== true || retries === RETRY.maxRetries) throw failure;
    await pause(waitBeforeRetry(retries, failure), undefined, { signal }).catch(() => {
      throw new CallError('cancelled', 'The call was cancelled.');
    });
  }
}
