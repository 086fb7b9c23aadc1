import type { PlatformClient, PlatformClients } from '../client/client.ts';
import type { Transfers } from '../client/transfer.ts';
import type { Clock } from '../clock.ts';
import { CallError } from '../errors.ts';
import type { AllowedFolders } from '../files/interface.ts';
import { checkArguments } from './check.ts';
import type { CatalogueTool } from './compact/catalogue-tool.ts';
import { type Caller, type Consent, NOBODY } from './consent.ts';
import { createDirectory } from './directory.ts';
import { openOnce, sendOnce } from './dispatch.ts';
import { explain } from './explain.ts';
import type { Tool } from './index.ts';
import { irreversible } from './irreversible.ts';
import { subjectOf } from './naming.ts';
import type { Arguments, Call, Operation, Outcome } from './operation.ts';
import { collectPages, followsPages } from './pages.ts';
import { pickFields } from './pick.ts';
import type { Selection } from './select.ts';
import type { Workflow, WorkflowContext } from './workflows/workflow.ts';

/** Longest that the name of an object is waited for before a person is asked by its id alone. */
const NAMING_MS = 5_000;

/** A call as it arrives, from whichever side. */
export interface Invocation {
  readonly name: string;
  readonly args: unknown;
  readonly signal: AbortSignal;
  readonly report: Call['report'];
  /** Left out: nobody, who cannot be asked for a confirmation. */
  readonly caller?: Caller;
  /** Set by our own parts, which may name an operation that is listed nowhere. */
  readonly unlisted?: true;
  /** Set by a way in that a host may approve for good: nothing but reads goes through it. */
  readonly readsOnly?: true;
}

/** What came back, of which tool and with which arguments after their repair. */
export interface Answer {
  readonly tool: Tool | CatalogueTool;
  readonly args: Arguments;
  readonly outcome: Outcome;
  readonly traffic: Traffic;
}

/** What a call cost on the wire. */
export interface Traffic {
  readonly requests: number;
  readonly retries: number;
  /** Status of the last answer. */
  readonly status: number | undefined;
}

/**
 * Finds, allows, repairs, validates and runs one tool. Throws `CallError`, or `ConsentNeeded` where a person
 * has to be asked first.
 */
export type Invoke = (invocation: Invocation) => Promise<Answer>;

export interface InvokeParts {
  /** What hosts may call. */
  readonly catalogue: ReadonlyMap<string, Tool>;
  /** What hosts are shown of it, where that is less: an error advises nothing else. */
  readonly listed?: ReadonlySet<Tool>;
  /** What workflows may call beside it. */
  readonly inner: ReadonlyMap<string, Operation>;
  /** Names that tools had before. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly selection: Selection;
  readonly clients: PlatformClients;
  readonly clock: Clock;
  readonly consent: Consent;
  readonly files: AllowedFolders | null;
  readonly transfers: Transfers;
}

/** The one way in: what it refuses can be reached by no listed tool, workflow or command. */
export function createInvoke(parts: InvokeParts): Invoke {
  const { catalogue, listed, inner, aliases, selection, clients, clock, consent, files, transfers } = parts;
  const callable = createDirectory(catalogue, selection, aliases);
  const everything = createDirectory(new Map([...inner, ...catalogue]), selection, aliases);

  /** What bounds a workflow's inner calls: whoever offers a workflow offers what it does, but no more. */
  const bounds: Selection = { ...selection, patterns: [] };
  // What an error advises must be there to be called.
  const shown = new Map([...callable.offered].filter(([, tool]) => listed?.has(tool) !== false));
  const advised = onlyOperations(shown);
  const operations = onlyOperations(catalogue);
  // A workflow names operations as they are called now, whether or not they are listed.
  const within = (limits: Selection) =>
    createDirectory(new Map([...operations, ...inner]), limits, NO_ALIASES);
  const anything = within(bounds);
  const reads = within({ ...bounds, readOnly: true });

  async function perform(operation: Operation, args: Arguments, call: Omit<Call, 'args'>): Promise<Outcome> {
    const outcome = await explained(run(operation, { ...call, args }), operation, args);
    return pickFields(outcome, args['fields']);
  }

  function explained<T>(answer: Promise<T>, operation: Operation, args: Arguments): Promise<T> {
    return answer.catch((error: unknown) => {
      throw error instanceof CallError ? explain(error, operation, args, advised) : error;
    });
  }

  async function follow(workflow: Workflow, args: Arguments, call: Omit<Call, 'args'>): Promise<Outcome> {
    const { signal: whole, report } = call;
    // A workflow tells of its own progress.
    const quietly = { ...call, report: () => undefined };
    const { find } = workflow.effect === 'read' ? reads : anything;
    const context: WorkflowContext = {
      signal: whole,
      report,
      clock,
      folders: files,
      transfers,
      callOperation: async (name, given, signal = whole) => {
        const operation = find(name);
        return perform(operation, checkArguments(operation, given), { ...quietly, signal });
      },
      openStream: async (name, given) => {
        const operation = find(name);
        const args = checkArguments(operation, given);
        return explained(openOnce(operation, { ...quietly, args }), operation, args);
      },
    };
    return { value: await workflow.run(context, args) };
  }

  /** Which object a person is asked about, read within the same bounds as what a workflow reads. */
  function subject(tool: Tool, args: Arguments, call: Omit<Call, 'args'>): Promise<string> {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(NAMING_MS)]);
    return subjectOf(tool, args, operations, async (operation, values) => {
      const { value } = await run(operation, { ...call, signal, args: values });
      return value;
    });
  }

  return async (invocation) => {
    const { name, args: given, signal, report, caller = NOBODY, unlisted, readsOnly } = invocation;
    const tool = (unlisted ? everything : callable).find(name);
    if (readsOnly) refuseChanges(tool);
    const { args, token } = consent.check(tool, given);
    if (selection.noDestructive) refuseLoss(tool, args);
    const { platform, traffic } = observed(clients[tool.platform]);
    const call = { platform, signal, report };
    // Once, for all that the tool does: a workflow's inner calls are part of what the person agreed to.
    await consent.obtain({ tool, args, token, caller, subject: () => subject(tool, args, call) });
    const outcome = await (isOperation(tool) ? perform(tool, args, call) : follow(tool, args, call));
    return { tool, args, outcome, traffic: traffic() };
  };
}

/** Some tools take away only with some arguments: an import that empties its table, a share of no level. */
function refuseLoss(tool: Tool, args: Arguments): void {
  const loss = irreversible(tool, args);
  if (loss === null) return;
  throw new CallError('not_allowed', `${tool.name} was not called: it would ${lowerFirst(loss)}.`, {
    hint: 'This server was started with --no-destructive; choose arguments that take nothing away.',
  });
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

const NO_ALIASES: ReadonlyMap<string, string> = new Map();

function refuseChanges({ name, effect }: Tool): void {
  if (effect === 'read') return;
  throw new CallError(
    'not_allowed',
    `${name} was not called: its effect is ${effect}, and this way only reads.`,
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

/** The platform, and an account of what is sent to it. */
function observed(platform: PlatformClient): { platform: PlatformClient; traffic: () => Traffic } {
  let requests = 0;
  let retries = 0;
  let status: number | undefined;
  const send: PlatformClient['send'] = async (request, signal) => {
    const answer = await platform.send(request, signal);
    requests += 1;
    retries += answer.retries;
    status = answer.status;
    return answer;
  };
  return { platform: { ...platform, send }, traffic: () => ({ requests, retries, status }) };
}

function run(operation: Operation, call: Call): Promise<Outcome> {
  if (operation.run !== null) return operation.run(operation, call);
  return followsPages(operation, call) ? collectPages(operation, call) : sendOnce(operation, call);
}
