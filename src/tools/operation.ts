import type * as z from 'zod';
import type { PlatformName, Verb } from '../client/interface.ts';
import type { Constraint } from './constraints.ts';
import type { Effect } from './effect.ts';
import type { Paging } from './parameters.ts';
import type { ToolSchema } from './portable-schema.ts';
import type { Shape } from './shape.ts';

/** Where a parameter travels. `client` is never sent; `prefix` stands in front of the path (AIoD's version). */
export type ParameterLocation = 'path' | 'query' | 'body' | 'client' | 'prefix';

export interface Parameter {
  /** Documented snake_case name, as the tool's input shows it. */
  readonly name: string;
  readonly in: ParameterLocation;
  /** Name in the path, the query or the body; null where the value is no named part of the request. */
  readonly wireName: string | null;
  readonly required: boolean;
  readonly schema: z.ZodType;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** What every tool has, whatever it does when it is called. */
export interface ToolMetadata {
  readonly name: string;
  readonly platform: PlatformName;
  /** A resource of the platform, or `workflows`. */
  readonly resource: string;
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  readonly input: z.ZodObject;
  /** The advertised form of `input`, where it is known without deriving it. */
  readonly advertised?: ToolSchema;
  readonly params: readonly Parameter[];
  /** What holds across parameters. */
  readonly constraints: readonly Constraint[];
  /** Set where the platform no longer serves it; `instead` names the operation that replaces it. */
  readonly retired: { readonly instead?: string } | null;
}

/** What arguments are validated against. */
export type ValidatedTool = Pick<ToolMetadata, 'name' | 'input' | 'params' | 'constraints'>;

/**
 * How the requests of one call follow from its arguments:
 * - `single`: one request, the usual case;
 * - `read_each`: one request for each of `identifiers`, in order; a missing one leaves the error in its place;
 * - `list_in_batches`: the pages of `range(offset, offset + limit, batch_size)`, in parallel, in order;
 * - `read_merge_replace`: read the object, merge `metadata` at the top level, write it back. Not atomic.
 */
export type Procedure = 'single' | 'read_each' | 'list_in_batches' | 'read_merge_replace';

/** One documented method, as frozen data. It has no behaviour. */
export interface Operation extends ToolMetadata {
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
  /** Documented defaults that the platform expects to be sent. */
  readonly defaults: Arguments;
  readonly procedure: Procedure;
}
