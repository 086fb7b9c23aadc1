import type { PlatformName } from '../client/interface.ts';
import type { Clock } from '../clock.ts';
import { toOperations } from '../tools/openapi/described-operations.ts';
import { type LoadedDescription, loadDescription } from '../tools/openapi/load-description.ts';
import type { Operation } from '../tools/operation.ts';
import { toSentence } from '../wording.ts';
import {
  descriptionSource,
  type LiveCatalogueOptions,
  loadSpecFiles,
  platformsBeyond,
} from './live-catalogue.ts';

/** Longest time that calls wait for descriptions, counted from the first call. */
export const MAX_WAIT_MS = 2_000;
/** Time after which a description that could not be read is requested again, at the next call. */
const RETRY_AFTER_MS = 60_000;

/** What is known of the platforms at one moment. */
export interface AvailableOperations {
  /** The same array until another description has been read. */
  readonly operations: readonly Operation[];
  /** Why operations of a platform are missing; one sentence for each platform. */
  readonly missing: readonly string[];
}

/** The live catalogue of a server that does not wait for it. */
export interface BackgroundCatalogue {
  /**
   * Returns what is there. The first calls wait for what is being read, together at most `MAX_WAIT_MS`.
   *
   * @throws CallError of kind `cancelled` if the signal is raised meanwhile.
   */
  available(signal: AbortSignal): Promise<AvailableOperations>;
  /** Ends requests that are under way. */
  close(): Promise<void>;
}

export interface BackgroundOptions extends Omit<LiveCatalogueOptions, 'now'> {
  readonly clock: Clock;
  /** For the person who runs the server, who is told of everything with `--live`, and else of their own files only. */
  readonly onNotice: (text: string) => void;
}

/** One platform whose description is read. */
interface Reading {
  readonly title: string;
  /** Undefined while it is being read. */
  loaded: LoadedDescription | undefined;
  done: Promise<void>;
  endedAt: number;
}

/**
 * Reads the files of `--live-spec`, then starts to request the other descriptions and returns at once.
 *
 * @throws ConfigError for a file that cannot be used.
 */
export async function startBackgroundCatalogue(options: BackgroundOptions): Promise<BackgroundCatalogue> {
  const { config, cache, clock, onNotice } = options;
  const closing = new AbortController();
  const files = await loadSpecFiles(config);
  for (const { loaded } of files) loaded.notices.forEach(onNotice);
  const fromFiles = files.flatMap(({ loaded }) => operationsOf(loaded));
  let operations: readonly Operation[] = Object.freeze(fromFiles);
  let waitsUntil: number | undefined;

  function read(platform: PlatformName, reading?: Reading): Reading {
    const source = descriptionSource(platform, options, closing.signal);
    const current = reading ?? {
      title: source.title,
      loaded: undefined,
      done: Promise.resolve(),
      endedAt: 0,
    };
    current.loaded = undefined;
    current.done = loadDescription(source, cache, clock.now())
      .catch(() => failedBy('an internal error', source.title))
      .then((loaded) => {
        current.loaded = loaded;
        current.endedAt = clock.now();
        if (closing.signal.aborted) return;
        if (config.live) loaded.notices.forEach(onNotice);
        operations = Object.freeze([...operations, ...operationsOf(loaded)]);
      });
    return current;
  }

  const readings = platformsBeyond(files).map((platform) => ({ platform, reading: read(platform) }));

  function retryFailed(): void {
    for (const { platform, reading } of readings) {
      const hasFailed = reading.loaded !== undefined && reading.loaded.compiled === undefined;
      if (hasFailed && clock.now() - reading.endedAt >= RETRY_AFTER_MS) read(platform, reading);
    }
  }

  return {
    async available(signal) {
      retryFailed();
      waitsUntil ??= clock.now() + MAX_WAIT_MS;
      const pending = readings.filter(({ reading }) => reading.loaded === undefined);
      const ms = waitsUntil - clock.now();
      if (pending.length > 0 && ms > 0) {
        const waiting = new AbortController();
        const all = Promise.all(pending.map(({ reading }) => reading.done));
        const stop = AbortSignal.any([signal, waiting.signal]);
        await Promise.race([all, clock.sleep(ms, stop)]).finally(() => waiting.abort());
      }
      return { operations, missing: readings.flatMap(({ reading }) => whyMissing(reading)) };
    },

    async close() {
      closing.abort();
      await Promise.allSettled(readings.map(({ reading }) => reading.done));
    },
  };
}

function failedBy(reason: string, title: string): LoadedDescription {
  return {
    compiled: undefined,
    notices: [`Live catalogue of ${title}: ${reason}; none of its operations were added`],
  };
}

function operationsOf({ compiled }: LoadedDescription): readonly Operation[] {
  return compiled === undefined ? [] : toOperations(compiled);
}

function whyMissing({ title, loaded }: Reading): string[] {
  if (loaded === undefined) {
    return [`The description of ${title} is still being read; only its documented operations are included.`];
  }
  return loaded.compiled === undefined ? loaded.notices.slice(-1).map(toSentence) : [];
}
