import type * as z from 'zod';
import type { Hints } from '../tools/effect.ts';
import type { Arguments, ValidatedTool } from '../tools/operation.ts';
import type { Outcome, ReportProgress } from '../tools/outcome.ts';
import type { Tool } from './tool-catalogue.ts';

/** A call as it arrives, from whichever side. */
export interface ToolCall {
  readonly name: string;
  readonly args: unknown;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
  /** Left out: anonymous, who cannot be asked for a confirmation. */
  readonly caller?: Caller;
  /** Set by our own parts, which may name an operation that is listed nowhere. */
  readonly unlisted?: true;
  /** Set by a tool that a host may approve for good: only reads go through it. */
  readonly readsOnly?: true;
  /** Characters of the result that can be shown: no more of it is presented. Left out: all of it. */
  readonly maxChars?: number;
  /** Milliseconds of waiting for a run after which the call is left, with a `CallLeft`. Left out: it waits. */
  readonly leavesAfterMs?: number;
  /** Set for a call that was left: it is continued, instead of one begun with the arguments. */
  readonly continues?: ContinuedCall;
}

export interface ContinuedCall {
  /** What the `CallLeft` held. */
  readonly point: unknown;
  readonly does: 'resume' | 'cancel';
  /** How old a response about the run may be, in milliseconds. */
  readonly maxAgeMs: number;
}

/** Who makes a call. */
export interface Caller {
  /** Tells callers apart: what one has confirmed counts for no other. */
  readonly id: string;
  /** Whether the caller can ask the person. */
  readonly canBeAsked: boolean;
  /** Set where the caller makes this one call and ends: a token could never come back. */
  readonly isOneShot?: true;
  /** What the person said to a question, and the state that the question carried. */
  readonly answer?: { readonly word: 'yes' | 'no' | 'dismissed'; readonly state: string };
}

/** A caller of whom nothing is known, such as a program. */
export const ANONYMOUS: Caller = { id: '', canBeAsked: false };

/** What came back, of which tool and with which arguments after their coercion. */
export interface DispatchResult {
  readonly tool: Tool | CompactTool;
  readonly args: Arguments;
  readonly outcome: Outcome;
  readonly traffic: Traffic;
}

/** What a call cost on the wire. */
export interface Traffic {
  readonly requests: number;
  readonly retries: number;
  /** Status of the last response. */
  readonly status: number | undefined;
}

/**
 * Finds, filters, coerces, validates, confirms and runs one tool. Throws `CallError`, or `ConfirmationNeeded`
 * where a person has to be asked first, or `CallLeft` where the caller comes back for the result.
 */
export type Dispatch = (call: ToolCall) => Promise<DispatchResult>;

/** A tool of the compact surface: it finds and explains operations, or passes a call on to one. */
export interface CompactTool extends ValidatedTool {
  readonly kind: 'compact';
  readonly resource: 'operations';
  readonly title: string;
  readonly description: string;
  readonly hints: Hints;
  /** Null where the answer is an operation's. */
  readonly output: z.ZodObject | null;
  readonly call: (call: ToolCall) => Promise<DispatchResult>;
}
