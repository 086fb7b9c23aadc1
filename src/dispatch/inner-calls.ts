import type { PlatformClients, PlatformName } from '../client/interface.ts';
import type { Transfers } from '../client/transfer.ts';
import type { Clock } from '../clock.ts';
import { CallError } from '../errors.ts';
import type { AllowedFolders } from '../filesystem/file-access.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { type DataBounds, NO_BOUNDS, type WorkflowContext } from '../workflows/workflow.ts';
import { addErrorHint } from './error-hints.ts';
import { execute } from './execute.ts';
import type { ReadObject } from './object-reader.ts';
import type { Presenter } from './present.ts';
import { presentOutcome } from './present-outcome.ts';
import { type OperationCall, openStream, send } from './send.ts';
import type { Tool } from './tool-catalogue.ts';
import { validateArguments } from './validate.ts';

/** What all requests of one call share. */
export type CallParts = Omit<OperationCall, 'args'>;

export interface InnerCallParts {
  readonly clients: PlatformClients;
  readonly clock: Clock;
  readonly folders: AllowedFolders | null;
  readonly transfers: Readonly<Record<PlatformName, Transfers>>;
  readonly presenter: Presenter;
  /** What workflows with data are limited to. Default: nothing. */
  readonly dataBounds?: DataBounds;
  /** The operations that an error may suggest. */
  readonly advised: ReadonlyMap<string, Operation>;
}

/** The calls that this server makes by itself: for a workflow, or to find out what a call takes away. */
export interface InnerCalls {
  /** Adds the name of the call, its ids and the operation that helps to the error of a failed one. */
  explain<T>(
    response: Promise<T>,
    operation: Operation,
    args: Arguments,
    calledAs: string | undefined,
  ): Promise<T>;
  /** What a workflow may use: the operations that `find` finds. */
  contextOf(
    tool: Tool,
    call: CallParts,
    find: (name: string) => Operation,
    leavesAfterMs?: number | null,
  ): WorkflowContext;
  /** Reads each object once, and for a limited time. */
  readerOf(call: CallParts, timeoutMs: number): ReadObject;
}

export function createInnerCalls(parts: InnerCallParts): InnerCalls {
  const { clients, clock, folders, transfers, presenter, advised, dataBounds = NO_BOUNDS } = parts;

  async function run(operation: Operation, call: OperationCall): Promise<Outcome> {
    const { args } = call;
    const inner = { operation, args, present: presenter.inner, maxChars: Number.POSITIVE_INFINITY };
    return presentOutcome(await execute(operation, call), inner);
  }

  const explain: InnerCalls['explain'] = (response, operation, args, calledAs) =>
    response.catch((error: unknown) => {
      throw error instanceof CallError ? addErrorHint(error, operation, args, advised, calledAs) : error;
    });

  return {
    explain,

    contextOf(tool, call, find, leavesAfterMs = null) {
      const { signal: whole, report } = call;
      // A workflow reports its own progress.
      const quietly = { ...call, report: () => undefined };
      // An error names an operation only if the caller has it.
      const nameOf = ({ name }: Operation) => (advised.has(name) ? name : tool.name);
      return {
        credentialScope: clients[tool.platform],
        signal: whole,
        report,
        clock,
        folders,
        dataBounds,
        leavesAfterMs,
        transfers: transfers[tool.platform],
        callOperation: async (name, given, signal = whole) => {
          const operation = find(name);
          const inner = { ...quietly, signal, args: validateArguments(operation, given) };
          return explain(run(operation, inner), operation, inner.args, nameOf(operation));
        },
        openStream: async (name, given) => {
          const operation = find(name);
          const args = validateArguments(operation, given);
          return explain(openStream(operation, { ...quietly, args }), operation, args, nameOf(operation));
        },
        sendFile: async (name, given, file) => {
          const operation = find(name);
          const args = validateArguments(operation, given);
          const sending = send(operation, { ...quietly, args }, { file });
          const { body } = await explain(sending, operation, args, nameOf(operation));
          return { value: body };
        },
      };
    },

    readerOf(call, timeoutMs) {
      const signal = AbortSignal.any([call.signal, AbortSignal.timeout(timeoutMs)]);
      const known = new Map<string, Promise<unknown>>();
      const read: ReadObject = async (operation, args) => {
        const reading = run(operation, { ...call, signal, args });
        return (await explain(reading, operation, args, operation.name)).value;
      };
      return (operation, args) => {
        const key = JSON.stringify([operation.name, args]);
        const reading = known.get(key) ?? read(operation, args);
        known.set(key, reading);
        return reading;
      };
    },
  };
}
