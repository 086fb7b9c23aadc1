import type * as z from 'zod';
import type { PlatformClient, PlatformName, Verb } from '../client/interface.ts';
import type { Paging } from './params.ts';
import type { Rule } from './rules.ts';
import type { ToolSchema } from './schema.ts';

/** What a call does to the platform. Every MCP hint and every policy decision derives from it. */
export type Effect = (typeof EFFECTS)[number];

export const EFFECTS = [
  'read',
  'create',
  'update',
  'replace',
  'delete',
  'share',
  'run',
  'cancel',
  'archive',
] as const;

/** Where a parameter travels. `client` is never sent; `prefix` stands in front of the path (AIoD's version). */
export type Place = 'path' | 'query' | 'body' | 'client' | 'prefix';

export interface Param {
  /** Documented snake_case name, as the tool's input shows it. */
  readonly name: string;
  readonly in: Place;
  /** Name in the path, the query or the body; null where the value is no named part of the request. */
  readonly wire: string | null;
  readonly required: boolean;
  readonly schema: z.ZodType;
}

/**
 * The shape of an answer, as data: a scalar word, `[shape]` for a list, an object for a record.
 * A key that ends in `?` may hold null. `map` is a free map: its keys are data and are never renamed.
 */
export type Shape =
  | 'int'
  | 'number'
  | 'text'
  | 'flag'
  | 'time'
  | 'date'
  | 'any'
  | 'map'
  | 'none'
  | 'bytes'
  | readonly [Shape]
  | { readonly [field: string]: Shape };

export type Arguments = Readonly<Record<string, unknown>>;

/** What an operation brings back, before it is rendered: a value under documented names, and its page. */
export interface Outcome {
  readonly value: unknown;
  readonly page?: Page;
  /** A sentence for the reader about what the value leaves out. */
  readonly notice?: string;
}

export interface Page {
  readonly number: number;
  readonly size: number;
  readonly total_pages: number;
  readonly total_items: number;
  /** The page_num that brings the rest; null on the last page. */
  readonly next: number | null;
}

/** How far a long call has come, in words and numbers that only grow. */
export interface Progress {
  readonly done: number;
  readonly total?: number;
  readonly message: string;
}

/** What a running operation may use. */
export interface Call {
  readonly args: Arguments;
  readonly platform: PlatformClient;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

export interface SendOptions {
  /** Statuses that count as an answer although they are errors. */
  readonly acceptedStatuses?: readonly number[];
  /** Hands the answer's body over unread. */
  readonly responseType?: 'stream';
}

/** What every tool is, whatever it does when it is called. */
export interface ToolFacts {
  readonly name: string;
  readonly platform: PlatformName;
  /** A resource of the platform, or `workflows`. */
  readonly resource: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  readonly input: z.ZodObject;
  /** The advertised form of `input`, where it is known without making that. */
  readonly advertised?: ToolSchema;
  readonly params: readonly Param[];
  /** What holds across parameters. */
  readonly rules: readonly Rule[];
  /** Set where the platform no longer serves it; `instead` names the operation that replaces it. */
  readonly retired: { readonly instead?: string } | null;
}

/** One documented method, as frozen data. Only a custom operation carries behaviour: its `run`. */
export interface Operation extends ToolFacts {
  readonly kind: 'operation';
  readonly method: string;
  readonly verb: Verb;
  /** Template: `/jobs/{id}/runs`. */
  readonly path: string;
  /** Path templates that replace `path` when the named parameter is given. */
  readonly pathWith: Readonly<Record<string, string>>;
  readonly auth: 'required' | 'optional' | 'none';
  /** How its pages come by number, with `X-Pagination-*` headers; null where it has none. */
  readonly paging: Paging | null;
  readonly returns: Shape;
  readonly run: ((operation: Operation, call: Call) => Promise<Outcome>) | null;
}

export interface Hints {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: true;
}

const CONSEQUENCES: Readonly<
  Record<Effect, { readonly destructive: boolean; readonly idempotent: boolean }>
> = {
  read: { destructive: false, idempotent: true },
  create: { destructive: false, idempotent: false },
  update: { destructive: false, idempotent: true },
  replace: { destructive: true, idempotent: true },
  delete: { destructive: true, idempotent: true },
  share: { destructive: false, idempotent: true },
  run: { destructive: false, idempotent: false },
  cancel: { destructive: true, idempotent: true },
  archive: { destructive: true, idempotent: true },
};

/** Whether the effect takes away something that the same tool cannot bring back. */
export function isDestructive(effect: Effect): boolean {
  return CONSEQUENCES[effect].destructive;
}

export function hintsOf(effect: Effect): Hints {
  return {
    readOnlyHint: effect === 'read',
    destructiveHint: CONSEQUENCES[effect].destructive,
    idempotentHint: CONSEQUENCES[effect].idempotent,
    openWorldHint: true,
  };
}
