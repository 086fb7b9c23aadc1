import * as z from 'zod';
import type { ByteStream, FormFile } from '../client/interface.ts';
import type { Transfers } from '../client/transfer.ts';
import type { Clock } from '../clock.ts';
import type { AllowedFolders } from '../filesystem/file-access.ts';
import type { Effect } from '../tools/effect.ts';
import { lazy } from '../tools/lazy.ts';
import type { Arguments, ToolFacts, ToolMetadata } from '../tools/operation.ts';
import type { Outcome, Progress } from '../tools/outcome.ts';
import { type Fields, withOptional } from '../tools/parameters.ts';
import { type PortableSchema, type ToolSchema, toToolSchema } from '../tools/portable-schema.ts';
import { workflowTitle } from '../tools/tool-names.ts';

/** How a call that was left with a `CallLeft` is continued, by whichever server is asked. */
export interface Continuation {
  /** The tool whose policy holds for cancelling the run; null: the workflow's own calls include that. */
  readonly cancelledBy: string | null;
  /**
   * What the call would have returned if it had waited. `maxAgeMs` is how old a response about the run may be.
   *
   * @throws CallLeft if the run has not ended
   */
  readonly resume: (context: WorkflowContext, point: unknown, maxAgeMs: number) => Promise<Arguments>;
  /** Requests the cancellation of the run. */
  readonly cancel: (context: WorkflowContext, point: unknown) => Promise<void>;
}

export interface ContinuationDefinition<P extends z.ZodObject> {
  /** From where the call is continued: small, and without secrets. */
  readonly point: P;
  readonly cancelledBy: string | null;
  readonly resume: (context: WorkflowContext, point: z.output<P>, maxAgeMs: number) => Promise<Arguments>;
  readonly cancel: (context: WorkflowContext, point: z.output<P>) => Promise<void>;
}

export function defineContinuation<P extends z.ZodObject>({
  point: schema,
  cancelledBy,
  resume,
  cancel,
}: ContinuationDefinition<P>): Continuation {
  return {
    cancelledBy,
    resume: (context, point, maxAgeMs) => resume(context, schema.parse(point), maxAgeMs),
    cancel: (context, point) => cancel(context, schema.parse(point)),
  };
}

export interface WorkflowFacts extends ToolFacts {
  readonly kind: 'workflow';
  /** The strictest effect that a call can have, depending on its arguments. */
  readonly worstCase: Effect;
  /** The parameters without which a call only reads; with any of them, a call has the effect `worstCase`. */
  readonly readsUnless?: readonly string[] | undefined;
}

/** A tool that does in one call what would otherwise take calls of several operations. */
export interface Workflow extends ToolMetadata, WorkflowFacts {
  readonly kind: 'workflow';
  /** What lists show of the input. */
  readonly advertised: ToolSchema;
  /** Schema of the result. It does not depend on a platform, so it is advertised to hosts. */
  readonly output: z.ZodObject;
  /** What a call would irreversibly destroy, as a sentence without its full stop; null if nothing. */
  readonly irreversibleEffect: (args: Arguments) => string | null;
  /** Operations that change something in general, and nothing by what this workflow sends through them. */
  readonly readsThrough: readonly string[];
  /**
   * What a call takes away, as far as the arguments alone do not tell: the inner calls whose loss depends on the
   * present state, and losses that the workflow finds out itself. Its context only reads.
   */
  readonly plan?: (context: WorkflowContext, args: Arguments) => Promise<readonly Planned[]>;
  readonly run: (context: WorkflowContext, args: Arguments) => Promise<Arguments>;
  /** Left out: a call waits for its result. */
  readonly continuation?: Continuation;
}

/** A call of an operation that a workflow is about to make. */
export interface PlannedCall {
  readonly name: string;
  readonly args: Arguments;
}

/** Something irreversible that a workflow is about to do, as a sentence without its full stop. */
export interface PlannedLoss {
  readonly says: string;
}

export type Planned = PlannedCall | PlannedLoss;

/** What queries, tables and imports are limited to; empty: no limit. */
export interface DataBounds {
  /** Names or ids of databases. */
  readonly databases: readonly string[];
  readonly schemas: readonly string[];
}

export const NO_BOUNDS: DataBounds = { databases: [], schemas: [] };

/** What a workflow may use while it runs. */
export interface WorkflowContext {
  /**
   * Calls one operation with the same policy, coercion and validation as a call from a host. A signal, if
   * given, replaces the call's own.
   */
  readonly callOperation: (operation: string, args: Arguments, signal?: AbortSignal) => Promise<Outcome>;
  /** The same for an operation whose response is a stream of bytes. */
  readonly openStream: (operation: string, args: Arguments) => Promise<ByteStream>;
  /** The same for an operation that takes a file in place of a JSON body. */
  readonly sendFile: (operation: string, args: Arguments, file: FormFile) => Promise<Outcome>;
  /** The local folders that tools may read and write; null if the server was started without any. */
  readonly folders: AllowedFolders | null;
  /** To and from the links that the workflow’s platform hands out. */
  readonly transfers: Transfers;
  /** Identifies the platform and the credential of the calls: those with the same one may share what they read. */
  readonly credentialScope: object;
  readonly dataBounds: DataBounds;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  readonly clock: Clock;
  /** Milliseconds of waiting after which a call is left, to be continued later; null: it waits as long as it may. */
  readonly leavesAfterMs: number | null;
}

export interface WorkflowDefinition<I extends z.ZodObject> {
  /** The tool's name without the platform in front: `run_and_wait`. */
  readonly name: string;
  readonly description: string;
  readonly effect: Effect;
  readonly input: I;
  readonly output: Fields;
  /** Default: the effect. */
  readonly worstCase?: Effect;
  /** Default: nothing beyond what the effect takes away. */
  readonly irreversibleEffect?: (args: z.output<I>) => string | null;
  readonly readsUnless?: readonly (string & keyof z.output<I>)[];
  readonly readsThrough?: readonly string[];
  readonly plan?: (context: WorkflowContext, args: z.output<I>) => Promise<readonly Planned[]>;
  readonly run: (context: WorkflowContext, args: z.output<I>) => Promise<Arguments>;
  readonly continuation?: Continuation;
}

export function defineWorkflow<I extends z.ZodObject>(
  platform: Workflow['platform'],
  definition: WorkflowDefinition<I>,
): Workflow {
  const { name, description, effect, worstCase = effect, input, output } = definition;
  const { irreversibleEffect, plan, run, continuation, readsUnless, readsThrough = [] } = definition;
  const advertised = lazy(() => advertise(input));
  return Object.freeze({
    kind: 'workflow',
    name: `${platform}_${name}`,
    platform,
    resource: 'workflows',
    title: workflowTitle(name),
    description,
    effect,
    input,
    get advertised() {
      return advertised();
    },
    // An error is returned instead of the result, so no field can be required.
    output: z.object(withOptional(output, [])),
    params: [],
    constraints: [],
    retired: null,
    worstCase,
    ...(readsUnless !== undefined && { readsUnless }),
    readsThrough,
    ...(continuation !== undefined && { continuation }),
    irreversibleEffect: (args: Arguments) => irreversibleEffect?.(input.parse(args)) ?? null,
    ...(plan !== undefined && {
      plan: (context: WorkflowContext, args: Arguments) => plan(context, input.parse(args)),
    }),
    run: (context: WorkflowContext, args: Arguments) => run(context, input.parse(args)),
  });
}

/** Hosts send the list of workflows with every request of a model: that counts are not negative is left out. */
function advertise(input: z.ZodObject): ToolSchema {
  const schema = toToolSchema(input);
  const properties = Object.entries(schema.properties).map(
    ([name, { minimum, ...property }]): [string, PortableSchema] => [
      name,
      minimum === undefined || minimum <= 1 ? property : { ...property, minimum },
    ],
  );
  return Object.freeze({ ...schema, properties: Object.freeze(Object.fromEntries(properties)) });
}
