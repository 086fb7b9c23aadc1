import type { PlatformClients } from '../client/interface.ts';
import type { Transfers } from '../client/transfer.ts';
import type { Clock } from '../clock.ts';
import { CallError } from '../errors.ts';
import type { AllowedFolders } from '../filesystem/file-access.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { lowerFirst, wasNotCalled } from '../wording.ts';
import type { Workflow, WorkflowContext } from '../workflows/workflow.ts';
import type { Confirmation } from './confirmation.ts';
import { describeSubject } from './confirmation-subject.ts';
import { type Delivery, deliver } from './deliver.ts';
import { addErrorHint } from './error-hints.ts';
import { execute } from './execute.ts';
import { irreversibleEffect } from './irreversible.ts';
import type { Presenter } from './present.ts';
import { presentOutcome } from './present-outcome.ts';
import { beginResultFile, takeSaveAs } from './save-result.ts';
import { type OperationCall, openStream } from './send.ts';
import { ANONYMOUS, type Dispatch } from './tool-call.ts';
import type { Tool } from './tool-catalogue.ts';
import type { ToolFilter } from './tool-filter.ts';
import { createToolRegistry } from './tool-registry.ts';
import { countTraffic } from './traffic.ts';
import { validateArguments } from './validate.ts';

/** Maximum time to read the name of an object before a person is asked about its id alone. */
const SUBJECT_TIMEOUT_MS = 5_000;

export interface DispatchParts {
  /** What hosts may call. */
  readonly catalogue: ReadonlyMap<string, Tool>;
  /** What hosts are shown of it, where that is less: an error advises nothing else. */
  readonly listed?: ReadonlySet<Tool>;
  /** What workflows may call in addition. */
  readonly inner: ReadonlyMap<string, Operation>;
  /** Names that tools had before. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly filter: ToolFilter;
  readonly clients: PlatformClients;
  readonly clock: Clock;
  readonly confirmation: Confirmation;
  readonly folders: AllowedFolders | null;
  readonly transfers: Transfers;
  readonly presenter: Presenter;
}

type CallParts = Omit<OperationCall, 'args'>;

/** The one way in: what it refuses can be reached by no listed tool, workflow or command. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const { catalogue, listed, inner, aliases, filter, clients, clock, confirmation } = parts;
  const { folders, transfers, presenter } = parts;
  const callable = createToolRegistry(catalogue, filter, aliases);
  const everything = createToolRegistry(new Map([...inner, ...catalogue]), filter, aliases);

  /** What bounds a workflow's inner calls: offering a workflow includes the calls that it makes, and no others. */
  const bounds: ToolFilter = { ...filter, patterns: [] };
  // An error may only suggest tools that can be called.
  const shown = new Map([...callable.offered].filter(([, tool]) => listed?.has(tool) !== false));
  const advised = onlyOperations(shown);
  const operations = onlyOperations(catalogue);
  // A workflow names operations as they are called now, whether or not they are listed.
  const within = (limits: ToolFilter) =>
    createToolRegistry(new Map([...operations, ...inner]), limits, NO_ALIASES);
  const innerChanges = within(bounds);
  const innerReads = within({ ...bounds, readOnly: true });

  /** What an operation returned, for one of our own parts. */
  async function runInner(operation: Operation, call: OperationCall): Promise<Outcome> {
    const { args } = call;
    const inner = { operation, args, present: presenter.inner, maxChars: Number.POSITIVE_INFINITY };
    return presentOutcome(await execute(operation, call), inner);
  }

  function withErrorHint<T>(
    answer: Promise<T>,
    operation: Operation,
    args: Arguments,
    calledAs: string | undefined,
  ): Promise<T> {
    return answer.catch((error: unknown) => {
      throw error instanceof CallError ? addErrorHint(error, operation, args, advised, calledAs) : error;
    });
  }

  function runWorkflow(workflow: Workflow, args: Arguments, call: CallParts): Promise<Arguments> {
    const { signal: whole, report } = call;
    // A workflow reports its own progress.
    const quietly = { ...call, report: () => undefined };
    const { find } = workflow.effect === 'read' ? innerReads : innerChanges;
    // An error names an operation only if the caller has it.
    const nameOf = ({ name }: Operation) => (advised.has(name) ? name : workflow.name);
    const context: WorkflowContext = {
      credentialScope: clients[workflow.platform],
      signal: whole,
      report,
      clock,
      folders,
      transfers,
      callOperation: async (name, given, signal = whole) => {
        const operation = find(name);
        const inner = { ...quietly, signal, args: validateArguments(operation, given) };
        return withErrorHint(runInner(operation, inner), operation, inner.args, nameOf(operation));
      },
      openStream: async (name, given) => {
        const operation = find(name);
        const args = validateArguments(operation, given);
        return withErrorHint(openStream(operation, { ...quietly, args }), operation, args, nameOf(operation));
      },
    };
    return workflow.run(context, args);
  }

  /** Which object a person is asked about, read within the same bounds as what a workflow reads. */
  function subjectOf(tool: Tool, args: Arguments, call: CallParts): Promise<string> {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(SUBJECT_TIMEOUT_MS)]);
    return describeSubject(tool, args, operations, async (operation, values) => {
      const { value } = await runInner(operation, { ...call, signal, args: values });
      return value;
    });
  }

  const saving = filter.readOnly ? 'read_only' : folders === null ? 'without_folder' : 'possible';

  /** Saving a result creates a file, even where the tool itself only reads. */
  function refuseFile({ name }: Tool, readsOnly: boolean): void {
    if (!filter.readOnly && !readsOnly) return;
    const because = filter.readOnly
      ? 'the server was started with --read-only'
      : 'operations_read only reads';
    throw new CallError('not_allowed', wasNotCalled(name, `save_as writes a file, and ${because}`), {
      hint: filter.readOnly
        ? 'Call again without save_as.'
        : `Call operations_change with name ${name} instead.`,
    });
  }

  /** Runs a call that nothing stands against any more. */
  async function runTool(
    tool: Tool,
    args: Arguments,
    call: CallParts,
    { calledAs, ...delivery }: Delivery & { readonly calledAs: string | undefined },
  ): Promise<Outcome> {
    if (!isOperation(tool)) {
      const value = await runWorkflow(tool, args, call);
      return deliver(async (present) => ({ value: present('map', value) }), delivery);
    }
    const presented = execute(tool, { ...call, args }).then((outcome) =>
      deliver(
        (present, maxChars) => presentOutcome(outcome, { operation: tool, args, present, maxChars }),
        delivery,
      ),
    );
    return withErrorHint(presented, tool, args, calledAs);
  }

  return async (toolCall) => {
    const { name, signal, report, caller = ANONYMOUS, unlisted, readsOnly } = toolCall;
    const { maxChars = Number.POSITIVE_INFINITY } = toolCall;
    const tool = (unlisted ? everything : callable).find(name);
    if (readsOnly) refuseChanges(tool);
    const { saveAs, rest } = takeSaveAs(tool, toolCall.args);
    const notices: string[] = [];
    const { args, token } = confirmation.validate(tool, rest, (notice) => notices.push(notice));
    if (filter.noDestructive) refuseLoss(tool, args);
    const { platform, traffic } = countTraffic(clients[tool.platform]);
    const call = { platform, signal, report };
    if (saveAs !== undefined) refuseFile(tool, readsOnly === true);
    const file = saveAs === undefined ? null : await beginResultFile(tool, saveAs, folders);
    // A part of this server, such as a resource, may call what the caller has no name for.
    const isOwn = unlisted === true && !advised.has(tool.name);
    try {
      // Once, for all that the tool does: a workflow's inner calls are part of what the person agreed to.
      await confirmation.require({ tool, args, token, caller, subject: () => subjectOf(tool, args, call) });
      const calledAs = isOwn ? undefined : tool.name;
      const outcome = await runTool(tool, args, call, { presenter, maxChars, file, saving, calledAs });
      return { tool, args, outcome: withNotices(outcome, notices), traffic: traffic() };
    } finally {
      await file?.discard();
    }
  };
}

function withNotices(outcome: Outcome, added: readonly string[]): Outcome {
  return added.length === 0 ? outcome : { ...outcome, notices: [...added, ...(outcome.notices ?? [])] };
}

/** Some tools are destructive only with some arguments: an import that empties its table, a share of no level. */
function refuseLoss(tool: Tool, args: Arguments): void {
  const loss = irreversibleEffect(tool, args);
  if (loss === null) return;
  throw new CallError('not_allowed', wasNotCalled(tool.name, `it would ${lowerFirst(loss)}`), {
    hint: 'This server was started with --no-destructive; choose non-destructive arguments.',
  });
}

const NO_ALIASES: ReadonlyMap<string, string> = new Map();

function refuseChanges({ name, effect }: Tool): void {
  if (effect === 'read') return;
  throw new CallError(
    'not_allowed',
    wasNotCalled(name, `its effect is ${effect}, and operations_read runs only tools whose effect is read`),
    {
      hint: `Call operations_change with name ${name} and the same arguments.`,
    },
  );
}

function onlyOperations(tools: ReadonlyMap<string, Tool>): ReadonlyMap<string, Operation> {
  return new Map([...tools].filter((entry): entry is [string, Operation] => isOperation(entry[1])));
}

function isOperation(tool: Tool): tool is Operation {
  return tool.kind === 'operation';
}
