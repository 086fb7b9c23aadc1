import { CallError } from '../errors.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { wasReadAs } from '../wording.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { createLossAssessor } from './assess-loss.ts';
import { effectOfCall } from './call-effect.ts';
import type { Confirmation } from './confirmation.ts';
import { type Delivery, deliver } from './deliver.ts';
import { execute } from './execute.ts';
import { type CallParts, createInnerCalls, type InnerCallParts } from './inner-calls.ts';
import { createLossCheck } from './loss-check.ts';
import { type KindsOf, kindsOfId } from './name-given-for-id.ts';
import { presentOutcome } from './present-outcome.ts';
import { sendableArguments } from './read-only-fields.ts';
import { refuseChanges, refuseChangingCall, refuseFile } from './refusals.ts';
import { beginResultFile, SAVE_AS, takeSaveAs } from './save-result.ts';
import { createToolSuggester, didYouMeanTools } from './suggest-tools.ts';
import {
  ANONYMOUS,
  type ContinuedCall,
  type Dispatch,
  type DispatchResult,
  type ToolCall,
} from './tool-call.ts';
import type { Tool } from './tool-catalogue.ts';
import type { ToolFilter } from './tool-filter.ts';
import { createToolRegistry, unknownTool } from './tool-registry.ts';
import { countTraffic } from './traffic.ts';
import { unwrapArguments } from './unwrap-arguments.ts';
import { validateArguments } from './validate.ts';

export interface DispatchParts extends Omit<InnerCallParts, 'advised'> {
  /** What hosts may call. */
  readonly catalogue: ReadonlyMap<string, Tool>;
  /** What hosts are shown of it, where that is less: an error advises nothing else. */
  readonly listed?: ReadonlySet<Tool>;
  /** What workflows may call in addition. */
  readonly inner: ReadonlyMap<string, Operation>;
  /** Names that tools had before. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly filter: ToolFilter;
  readonly confirmation: Confirmation;
}

/** The one way in: what it refuses can be reached by no listed tool, workflow or command. */
export function createDispatch(parts: DispatchParts): Dispatch {
  const { catalogue, listed, inner, aliases, filter, clients, confirmation, folders, presenter } = parts;
  const callable = createToolRegistry(catalogue, filter, aliases);
  const everything = createToolRegistry(new Map([...inner, ...catalogue]), filter, aliases);

  /** What bounds a workflow's inner calls: offering a workflow includes the calls that it makes, and no others. */
  const bounds: ToolFilter = { ...filter, patterns: [], dataBoundBy: undefined };
  // An error may only suggest tools that can be called.
  const shown = new Map([...callable.offered].filter(([, tool]) => listed?.has(tool) !== false));
  const advised = onlyOperations(shown);
  const operations = onlyOperations(catalogue);
  // A workflow names operations as they are called now, whether or not they are listed.
  const within = (limits: ToolFilter) =>
    createToolRegistry(new Map([...operations, ...inner]), limits, NO_ALIASES);
  const innerChanges = within(bounds);
  const innerReads = within({ ...bounds, readOnly: true });
  const readsThrough = within({ ...bounds, readOnly: false, noDestructive: false });
  const innerCalls = createInnerCalls({ ...parts, advised });
  const suggestTools = createToolSuggester(callable.offered);
  const losses = createLossAssessor(operations, advised);
  const checkLoss = createLossCheck({
    losses,
    confirmation,
    noDestructive: filter.noDestructive,
    operations,
    findRead: innerReads.find,
    innerCalls,
  });
  const saving = filter.readOnly ? 'read_only' : folders === null ? 'without_folder' : 'possible';

  /** Runs a call that nothing stands against any more. */
  async function runTool(
    tool: Tool,
    args: Arguments,
    call: CallParts,
    { calledAs, leavesAfterMs, ...delivery }: Delivery & CallManner,
  ): Promise<Outcome> {
    if (!isOperation(tool)) {
      const limited = effectOfCall(tool, args) === 'read' ? innerReads : innerChanges;
      const find = (name: string) => (tool.readsThrough.includes(name) ? readsThrough : limited).find(name);
      const leaves = canCancelRunOf(tool) ? leavesAfterMs : null;
      const value = await tool.run(innerCalls.contextOf(tool, call, find, leaves), args);
      return deliver(async (present) => ({ value: present('map', value) }), delivery);
    }
    const presented = execute(tool, { ...call, args }).then((outcome) =>
      deliver(
        (present, maxChars) => presentOutcome(outcome, { operation: tool, args, present, maxChars }),
        delivery,
      ),
    );
    return innerCalls.explain(presented, tool, args, calledAs);
  }

  /** Whether the run that a call is left with can be cancelled later, without a question. */
  function canCancelRunOf({ continuation }: Workflow): boolean {
    if (continuation === undefined) return false;
    const { cancelledBy } = continuation;
    return cancelledBy === null || (!confirmation.asksAlways && callable.offered.has(cancelledBy));
  }

  /** Goes on with a call that was left: what had to be confirmed was confirmed when it began. */
  async function continueCall(
    tool: Tool,
    { point, does, maxAgeMs }: ContinuedCall,
    { signal, report, maxChars = Number.POSITIVE_INFINITY }: ToolCall,
  ): Promise<DispatchResult> {
    if (isOperation(tool) || tool.continuation === undefined || (does === 'cancel' && !canCancelRunOf(tool)))
      throw new CallError('not_allowed', `A call of ${tool.name} cannot be continued on this server.`);
    const { platform, traffic } = countTraffic(clients[tool.platform]);
    const { continuation } = tool;
    const limited = does === 'resume' ? innerReads : innerChanges;
    const find = (name: string) => (tool.readsThrough.includes(name) ? readsThrough : limited).find(name);
    const context = innerCalls.contextOf(tool, { platform, signal, report }, find);
    const value =
      does === 'resume'
        ? await continuation.resume(context, point, maxAgeMs)
        : await continuation.cancel(context, point).then(() => ({ done: true }));
    const outcome = await deliver(async (present) => ({ value: present('map', value) }), {
      presenter,
      maxChars,
      file: null,
      saving,
    });
    return { tool, args: {}, outcome, traffic: traffic() };
  }

  return async (toolCall) => {
    const { name, signal, report, caller = ANONYMOUS, unlisted, readsOnly = false } = toolCall;
    const { maxChars = Number.POSITIVE_INFINITY } = toolCall;
    const tool = (unlisted ? everything : callable).lookUp(name);
    if (tool === undefined) throw unknownTool(name, didYouMeanTools(await suggestTools(name)));
    if (readsOnly) refuseChanges(tool);
    if (toolCall.continues !== undefined) return continueCall(tool, toolCall.continues, toolCall);
    const { saveAs, rest } = takeSaveAs(tool, unwrapArguments(tool, toolCall.args));
    const { sendable, notices } = sendableArguments(tool, rest, operations);
    const coerced: string[] = tool.name === name || aliases.has(name) ? [] : [wasReadAs(name, tool.name)];
    const note = (notice: string) => coerced.push(notice);
    const findPartialUpdate = () => losses.partialUpdateOf(tool);
    const kindsOf: KindsOf = (parameter) =>
      shown.has('civis_find') && isOperation(tool) ? kindsOfId(tool, parameter) : [];
    const { args, token } = confirmation.separateToken(sendable, {
      validate: (given) => validateArguments(tool, given, { note, findPartialUpdate, kindsOf }),
      mayLose: (checked) => losses.mayLose(tool, checked),
    });
    refuseChangingCall(tool, args, filter, readsOnly);
    if (saveAs !== undefined || args[SAVE_AS] !== undefined) refuseFile(tool, filter, readsOnly);
    const { platform, traffic } = countTraffic(clients[tool.platform]);
    const call = { platform, signal, report };
    const file = saveAs === undefined ? null : await beginResultFile(tool, saveAs, folders);
    // A part of this server, such as a resource, may call what the caller has no name for.
    const calledAs = unlisted === true && !advised.has(tool.name) ? undefined : tool.name;
    try {
      // Once, for all that the tool does: a workflow's inner calls are part of what the person agreed to.
      await checkLoss({ tool, args, token, caller }, call);
      const outcome = await runTool(tool, args, call, {
        presenter,
        maxChars,
        file,
        saving,
        calledAs,
        leavesAfterMs: toolCall.leavesAfterMs ?? null,
      });
      return { tool, args, outcome: withNotices(outcome, [...notices, ...coerced]), traffic: traffic() };
    } finally {
      await file?.discard();
    }
  };
}

function withNotices(outcome: Outcome, added: readonly string[]): Outcome {
  return added.length === 0 ? outcome : { ...outcome, notices: [...added, ...(outcome.notices ?? [])] };
}

/** How a tool is run, beside its arguments. */
interface CallManner {
  /** Its name, for a caller who knows it. */
  readonly calledAs: string | undefined;
  readonly leavesAfterMs: number | null;
}

const NO_ALIASES: ReadonlyMap<string, string> = new Map();

function onlyOperations(tools: ReadonlyMap<string, Tool>): ReadonlyMap<string, Operation> {
  return new Map([...tools].filter((entry): entry is [string, Operation] => isOperation(entry[1])));
}

function isOperation(tool: Tool): tool is Operation {
  return tool.kind === 'operation';
}
