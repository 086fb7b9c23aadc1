import type { CallToolResult, ResourceLink } from '@modelcontextprotocol/server';
import { ConfirmationNeeded } from '../dispatch/confirmation.ts';
import type { Dispatch, DispatchResult, ToolCall } from '../dispatch/tool-call.ts';
import { CallError, CallLeft } from '../errors.ts';
import type { CallLog, CallRecord } from '../log.ts';
import { type ResultRules, renderAnswer } from './results/call-result.ts';
import { renderError } from './results/error-result.ts';

export interface CallParts {
  readonly dispatch: Dispatch;
  readonly rules: ResultRules;
  readonly log: CallLog;
}

/** Where the object that an answer shows can be read again. */
export type LinkTo = (answer: DispatchResult) => ResourceLink | undefined;

/**
 * Runs one call to its result, whichever way it ends, and writes it down. A call that waits for a person's
 * word comes back as what they have to be asked, one that was left as where it can be continued.
 */
export function handleCall(
  call: ToolCall,
  { dispatch, rules, log }: CallParts,
  linkTo: LinkTo = () => undefined,
): Promise<CallToolResult | ConfirmationNeeded | CallLeft> {
  const { args } = call;
  const tool = call.name;
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  return dispatch({ ...call, maxChars: rules.maxChars }).then(
    (answer: DispatchResult): CallToolResult => {
      log.call({ tool, outcome: 'ok', ms: elapsed(), ...answer.traffic }, args);
      const result = renderAnswer(answer, rules);
      const link = linkTo(answer);
      return link === undefined ? result : { ...result, content: [...result.content, link] };
    },
    (cause: unknown): CallToolResult | ConfirmationNeeded | CallLeft => {
      if (cause instanceof CallLeft) {
        log.call({ tool, ms: elapsed(), outcome: 'left' }, args);
        return cause;
      }
      if (cause instanceof ConfirmationNeeded) {
        log.call({ tool, ms: elapsed(), outcome: 'asked' }, args);
        return cause;
      }
      if (!(cause instanceof CallError)) log.error(cause instanceof Error ? cause : new Error(String(cause)));
      log.call({ tool, ms: elapsed(), ...outcomeOf(cause) }, args);
      return renderError(cause, rules.protect);
    },
  );
}

function outcomeOf(cause: unknown): Pick<CallRecord, 'outcome' | 'status' | 'retries'> {
  if (!(cause instanceof CallError)) return { outcome: 'defect' };
  const { status, retries = 0 } = cause.details;
  return { outcome: cause.kind, status, retries };
}
