import type { CallToolResult } from '@modelcontextprotocol/server';
import { CallError } from '../errors.ts';
import type { Answer, Invocation, Invoke } from '../tools/invoke.ts';
import { renderError } from './error.ts';
import { type ResultRules, renderAnswer } from './result.ts';

/** What is written down of a call, beside its arguments. */
export interface CallRecord {
  readonly tool: string;
  /** `ok`, or the kind of the error. */
  readonly outcome: string;
  readonly ms: number;
  readonly status?: number;
  readonly requests?: number;
  readonly retries?: number;
}

export interface CallLog {
  call(record: CallRecord, args: unknown): void;
  /** A defect of ours, or a fault of the connection. */
  error(error: Error): void;
}

/** Characters of a tool's name that are written down: a name can be anything. */
const LONGEST_NAME = 100;

export interface Answering {
  readonly invoke: Invoke;
  readonly rules: ResultRules;
  readonly log: CallLog;
}

/** Runs one call to its result, whichever way it ends, and writes it down. */
export function answerCall(invocation: Invocation, { invoke, rules, log }: Answering) {
  const { args } = invocation;
  const tool = invocation.name.slice(0, LONGEST_NAME);
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  return invoke(invocation).then(
    (answer: Answer): CallToolResult => {
      log.call({ tool, outcome: 'ok', ms: elapsed(), ...answer.traffic }, args);
      return renderAnswer(answer, rules);
    },
    (cause: unknown): CallToolResult => {
      if (!(cause instanceof CallError)) log.error(cause instanceof Error ? cause : new Error(String(cause)));
      log.call({ tool, ms: elapsed(), ...outcomeOf(cause) }, args);
      return renderError(cause, rules.redact);
    },
  );
}

function outcomeOf(cause: unknown): Pick<CallRecord, 'outcome' | 'status' | 'retries'> {
  if (!(cause instanceof CallError)) return { outcome: 'defect' };
  const { status, retries = 0 } = cause.details;
  return { outcome: cause.kind, status, retries };
}
