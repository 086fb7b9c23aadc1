import type * as z from 'zod';
import type { PlatformName, Verb } from '../client/interface.ts';
import type { Constraint } from './constraints.ts';
import type { Effect } from './effect.ts';
import type { Paging } from './parameters.ts';
import type { ToolSchema } from './portable-schema.ts';
import type { Shape } from './shape.ts';

/** Where a parameter is sent. `client` is never sent; `prefix` comes before the path (AIoD's version). */
export type ParameterLocation = 'path' | 'query' | 'body' | 'client' | 'prefix';

export interface Parameter {
  /** Documented snake_case name, as the tool's input shows it. */
  readonly name: string;
  readonly in: ParameterLocation;
  /** Name in the path, the query or the body; null where the value has no name in the request. */
  readonly wireName: string | null;
  readonly required: boolean;
  readonly schema: z.ZodType;
}

export type Arguments = Readonly<Record<string, unknown>>;

/** What decides whether a tool is offered. */
export interface ToolFacts {
  readonly kind: 'operation' | 'workflow';
  readonly name: string;
  readonly platform: PlatformName;
  /** A resource of the platform, or `workflows`. */
  readonly resource: string;
  readonly effect: Effect;
  /**
   * Set where the platform no longer serves it, or advises against it and still does (`isServed`). `instead` names
   * the operation that replaces it.
   */
  readonly retired: { readonly instead?: string; readonly isServed?: boolean } | null;
}

/** What operations and workflows have in common. */
export interface ToolMetadata extends ToolFacts {
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  /** What lists of tools show of `input`, if it is not all of it or is known already. */
  readonly advertised?: ToolSchema | undefined;
  readonly params: readonly Parameter[];
  /** Rules across parameters. */
  readonly constraints: readonly Constraint[];
}

/** What arguments are validated against. */
export type ValidatedTool = Pick<ToolMetadata, 'name' | 'input' | 'params' | 'constraints'> &
  Partial<Pick<ToolMetadata, 'effect'>>;

/**
 * How the arguments of one call become requests:
 * - `single`: one request, the usual case;
 * - `read_each`: one request for each of `identifiers`, in order; for a refused one, the error takes its place;
 * - `list_in_batches`: the pages of `range(offset, offset + limit, batch_size)`, in parallel, in order;
 * - `read_merge_replace`: read the record, merge `metadata` at the top level, write it back, read it again. Not atomic;
 * - `replace_record`: one request, which keeps who may edit the record;
 * - `register_record`: one request; says what publishes the draft;
 * - `content_link`: one request, whose redirect is returned and not followed;
 * - `summarize_description`: one request; of the API description in its response, what `resource` asks for.
 */
export type Procedure =
  | 'single'
  | 'read_each'
  | 'list_in_batches'
  | 'read_merge_replace'
  | 'replace_record'
  | 'register_record'
  | 'content_link'
  | 'summarize_description';

export interface OperationFacts extends ToolFacts {
  readonly kind: 'operation';
  /** Template: `/jobs/{id}/runs`. */
  readonly path: string;
}

/** One documented method, as frozen data without behaviour. */
export interface Operation extends ToolMetadata, OperationFacts {
  readonly kind: 'operation';
  readonly method: string;
  readonly verb: Verb;
  /** Path templates that replace `path` when the named parameter is given. */
  readonly pathWith: Readonly<Record<string, string>>;
  readonly auth: 'required' | 'optional' | 'none';
  /** Paging by number, with `X-Pagination-*` headers; null if the operation has no pages. */
  readonly paging: Paging | null;
  readonly returns: Shape;
  /** Fields of each item of a list that are not returned: they hold bytes. */
  readonly omits?: readonly string[];
  /** Documented defaults that are always sent. */
  readonly defaults: Arguments;
  readonly procedure: Procedure;
}
