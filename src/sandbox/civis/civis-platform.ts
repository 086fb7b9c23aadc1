import type { Operation } from '../../tools/operation.ts';
import type { Shape } from '../../tools/shape.ts';
import type { ObjectStore } from '../object-store/object-store.ts';
import type { User } from '../state/entities.ts';
import type { EventQueue } from '../state/event-queue.ts';
import type { ListCache } from '../state/list-cache.ts';
import type { SeededRandom } from '../state/seeded-random.ts';
import type { Store } from '../state/store.ts';
import type { CollectionIndex } from './resource-paths.ts';
import type { SqlDatabases } from './sql-databases.ts';

/** The state and services of the sandboxed platform. */
export interface CivisPlatform {
  readonly store: Store;
  /** The bytes of files. */
  readonly objectStore: ObjectStore;
  readonly databases: SqlDatabases;
  readonly eventQueue: EventQueue;
  readonly listCache: ListCache;
  readonly random: SeededRandom;
  readonly collections: CollectionIndex;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How many times faster than usual simulated work is. */
  readonly speed: number;
  /** Base URL of the sandbox, without a trailing slash. */
  readonly origin: () => string;
}

/** One authorised, validated request. Names are the documented ones, in snake_case. */
export interface CivisRequest {
  readonly operation: Operation;
  readonly caller: User;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A handler's response. The value is projected onto the operation's documented shape. */
export interface CivisResponse {
  readonly value?: unknown;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The shape of the value, where a parameter adds to the documented one. */
  readonly returns?: Shape;
}

/** Handles requests of one operation; throws CivisError. */
export type Handler = (request: CivisRequest) => CivisResponse;

/** Creates the handler of an operation whose path has a known form; undefined for any other operation. */
export type HandlerFactory = (civis: CivisPlatform, operation: Operation) => Handler | undefined;

/** Handlers of single operations, by `VERB /path`. */
export type HandlerMap = Readonly<Record<string, Handler>>;

export function isoTime(moment: number): string {
  return new Date(moment).toISOString();
}
