import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Invocation, Invoke } from '../tools/invoke.ts';
import { renderError } from './error.ts';
import { type ResultRules, renderAnswer } from './result.ts';

/** Runs one call to its result, whichever way it ends. */
export function answerCall(
  invocation: Invocation,
  invoke: Invoke,
  rules: ResultRules,
): Promise<CallToolResult> {
  return invoke(invocation).then(
    (answer) => renderAnswer(answer, rules),
    (cause: unknown) => renderError(cause, rules.redact),
  );
}
