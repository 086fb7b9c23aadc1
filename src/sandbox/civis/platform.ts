import type { Operation } from '../../tools/operation.ts';
import type { ListCache } from '../list-memory.ts';
import type { SeededRandom } from '../random.ts';
import type { User } from '../records.ts';
import type { ObjectStore } from '../storage.ts';
import type { Store } from '../store.ts';
import type { EventQueue } from '../timeline.ts';
import type { Mounts } from './places.ts';

/** What every part of the sandboxed platform works on. */
export interface Civis {
  readonly store: Store;
  /** Where the bytes of files are. */
  readonly storage: ObjectStore;
  readonly timeline: EventQueue;
  readonly lists: ListCache;
  readonly random: SeededRandom;
  readonly mounts: Mounts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How many times faster than usual things that take time are. */
  readonly speed: number;
  /** Address of the whole sandbox, without a slash at its end. */
  readonly origin: () => string;
}

/** One authorised, validated request. Names are the documented ones, in snake_case. */
export interface CivisCall {
  readonly operation: Operation;
  readonly caller: User;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a handler brings back. The value is projected onto the operation's documented shape. */
export interface CivisAnswer {
  readonly value?: unknown;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one operation, or throws a CivisError. */
export type Handler = (call: CivisCall) => CivisAnswer;

/** Makes the handler of an operation that belongs to a family; undefined for any other operation. */
export type Family = (civis: Civis, operation: Operation) => Handler | undefined;

/** Handlers of single operations, by `VERB /path`. */
export type Handlers = Readonly<Record<string, Handler>>;

export function isoTime(moment: number): string {
  return new Date(moment).toISOString();
}
