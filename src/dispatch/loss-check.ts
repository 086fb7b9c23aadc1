import { CallError } from '../errors.ts';
import type { Operation } from '../tools/operation.ts';
import { CALL_CANCELLED, wasNotCalled } from '../wording.ts';
import type { WorkflowContext } from '../workflows/workflow.ts';
import type { LossAssessor } from './assess-loss.ts';
import type { Confirmation, ConfirmationRequest } from './confirmation.ts';
import { describeSubject } from './confirmation-subject.ts';
import type { CallParts, InnerCalls } from './inner-calls.ts';
import type { Loss } from './loss.ts';
import type { Tool } from './tool-catalogue.ts';
import { validateArguments } from './validate.ts';

/** Maximum time to read what a call would take away, and from what, before a person is asked without it. */
const STATE_TIMEOUT_MS = 5_000;

export interface LossCheckParts {
  readonly losses: LossAssessor;
  readonly confirmation: Confirmation;
  /** Whether the server refuses whatever takes something away. */
  readonly noDestructive: boolean;
  /** What the names of objects are read through. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Finds an operation that only reads. */
  readonly findRead: (name: string) => Operation;
  readonly innerCalls: InnerCalls;
}

type CheckedRequest = Pick<ConfirmationRequest, 'tool' | 'args' | 'token' | 'caller'>;

/** Refuses a call that takes something away, or has a person asked first. */
export type LossCheck = (request: CheckedRequest, call: CallParts) => Promise<void>;

export function createLossCheck(parts: LossCheckParts): LossCheck {
  const { losses, confirmation, noDestructive, operations, findRead, innerCalls } = parts;
  return async (request, call) => {
    const { tool, args } = request;
    if (!(confirmation.asks || noDestructive) || !losses.mayLose(tool, args)) return;
    // What cannot be sent takes nothing away: sending says which credential is missing.
    const needsCredential = tool.kind === 'workflow' || tool.auth === 'required';
    if (needsCredential && !call.platform.hasCredential) return;
    const read = innerCalls.readerOf(call, STATE_TIMEOUT_MS);
    const context: WorkflowContext = {
      ...innerCalls.contextOf(tool, call, findRead),
      callOperation: async (name, given) => {
        const operation = findRead(name);
        return { value: await read(operation, validateArguments(operation, given)) };
      },
    };
    const loss = await losses.assess(tool, args, read, context);
    if (call.signal.aborted) throw new CallError('cancelled', CALL_CANCELLED);
    if (noDestructive) refuseLoss(tool, loss);
    const subject = () => describeSubject(tool, args, operations, read);
    await confirmation.require({ ...request, loss, subject });
  };
}

/** Some tools are destructive only with some arguments, or in some states: an import that empties its table. */
function refuseLoss({ name }: Tool, loss: Loss | null): void {
  if (loss === null) return;
  const why = wasNotCalled(name, 'this server does not allow what it would do', `Its effect: ${loss.says}`);
  throw new CallError('not_allowed', why, {
    hint: 'This server was started with --no-destructive; choose non-destructive arguments.',
  });
}
