import type { PlatformClient, PlatformClients } from '../client/client.ts';
import { CallError } from '../errors.ts';
import { checkArguments, nearest } from './check.ts';
import { type Caller, type Consent, NOBODY } from './consent.ts';
import { sendOnce } from './dispatch.ts';
import { explain } from './explain.ts';
import type { Tool } from './index.ts';
import { subjectOf } from './naming.ts';
import type { Arguments, Call, Operation, Outcome } from './operation.ts';
import { collectPages, followsPages } from './pages.ts';
import { pickFields } from './pick.ts';
import { leftOutBy, type Selection } from './select.ts';
import type { Clock, Desk, Workflow } from './workflows/workflow.ts';

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
}

/** What came back, of which tool and with which arguments after their repair. */
export interface Answer {
  readonly tool: Tool;
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
  readonly selection: Selection;
  readonly clients: PlatformClients;
  readonly clock: Clock;
  readonly consent: Consent;
}

/** The one way in: what it refuses can be reached by no listed tool, workflow or command. */
export function createInvoke(parts: InvokeParts): Invoke {
  const { catalogue, listed, inner, selection, clients, clock, consent } = parts;
  const everything: ReadonlyMap<string, Tool> = new Map([...inner, ...catalogue]);

  /** What bounds a workflow's inner calls: whoever offers a workflow offers what it does, but no more. */
  const bounds: Selection = { ...selection, patterns: [] };
  // What an error advises must be there to be called.
  const offered = new Map(
    [...catalogue].filter(([, tool]) => listed?.has(tool) !== false && leftOutBy(tool, selection) === null),
  );
  const advised = onlyOperations(offered);
  const operations = onlyOperations(catalogue);

  async function perform(operation: Operation, args: Arguments, call: Omit<Call, 'args'>): Promise<Outcome> {
    const outcome = await run(operation, { ...call, args }).catch((error: unknown) => {
      throw error instanceof CallError ? explain(error, operation, args, advised) : error;
    });
    return pickFields(outcome, args['fields']);
  }

  async function follow(workflow: Workflow, args: Arguments, call: Omit<Call, 'args'>): Promise<Outcome> {
    const { signal: whole, report } = call;
    const desk: Desk = {
      signal: whole,
      report,
      clock,
      perform: async (name, given, signal = whole) => {
        const operation = allow(inner.get(name) ?? known(name, operations, []), bounds);
        // A workflow tells of its own progress.
        const args = checkArguments(operation, given);
        return perform(operation, args, { ...call, signal, report: () => undefined });
      },
    };
    return { value: await workflow.run(desk, args) };
  }

  /** Which object a person is asked about, read within the same bounds as what a workflow reads. */
  function subject(tool: Tool, args: Arguments, call: Omit<Call, 'args'>): Promise<string> {
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(NAMING_MS)]);
    return subjectOf(tool, args, operations, async (operation, values) => {
      const { value } = await run(operation, { ...call, signal, args: values });
      return value;
    });
  }

  return async ({ name, args: given, signal, report, caller = NOBODY, unlisted = false }) => {
    const tool = allow(known(name, unlisted ? everything : catalogue, offered.keys()), selection);
    const { args, token } = consent.check(tool, given);
    const { platform, traffic } = observed(clients[tool.platform]);
    const call = { platform, signal, report };
    // Once, for all that the tool does: a workflow's inner calls are part of what the person agreed to.
    await consent.obtain({ tool, args, token, caller, subject: () => subject(tool, args, call) });
    const outcome = await (isOperation(tool) ? perform(tool, args, call) : follow(tool, args, call));
    return { tool, args, outcome, traffic: traffic() };
  };
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

function known<T extends Tool>(name: string, tools: ReadonlyMap<string, T>, offered: Iterable<string>): T {
  const tool = tools.get(name);
  if (tool !== undefined) return tool;
  const near = nearest(name, [...offered]);
  throw new CallError('unknown_tool', `There is no tool ${JSON.stringify(name.slice(0, 100))}.`, {
    hint: near === undefined ? 'List the tools for the names that exist.' : `Did you mean ${near}?`,
  });
}

function allow<T extends Tool>(tool: T, selection: Selection): T {
  const flag = leftOutBy(tool, selection);
  if (flag === null) return tool;
  throw new CallError('not_allowed', `${tool.name} is not offered: this server was started with ${flag}.`, {
    hint: `Only the person who runs the server can change that, by starting it without ${flag}.`,
  });
}
