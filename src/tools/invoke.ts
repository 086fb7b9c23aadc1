import type { PlatformClient, PlatformClients } from '../client/client.ts';
import { CallError } from '../errors.ts';
import { checkArguments, nearest } from './check.ts';
import { sendOnce } from './dispatch.ts';
import { explain } from './explain.ts';
import type { Arguments, Call, Operation, Outcome } from './operation.ts';
import { collectPages, followsPages } from './pages.ts';
import { pickFields } from './pick.ts';
import { leftOutBy, type Selection } from './select.ts';

/** A call as it arrives, from whichever side. */
export interface Invocation {
  readonly name: string;
  readonly args: unknown;
  readonly signal: AbortSignal;
  readonly report: Call['report'];
}

/** What came back, of which operation and with which arguments after their repair. */
export interface Answer {
  readonly operation: Operation;
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

/** Finds, allows, repairs, validates and runs one operation. Throws `CallError`. */
export type Invoke = (invocation: Invocation) => Promise<Answer>;

export interface InvokeParts {
  readonly catalogue: ReadonlyMap<string, Operation>;
  readonly selection: Selection;
  readonly clients: PlatformClients;
}

/** The one way in: what it refuses can be reached by no listed tool, workflow or command. */
export function createInvoke({ catalogue, selection, clients }: InvokeParts): Invoke {
  // What an error advises must be there to be called.
  const offered = new Map([...catalogue].filter(([, operation]) => leftOutBy(operation, selection) === null));
  return async ({ name, args: given, signal, report }) => {
    const operation = find(name, catalogue, offered, selection);
    const args = checkArguments(operation, given);
    const { platform, traffic } = observed(clients[operation.platform]);
    const call: Call = { args, platform, signal, report };
    const outcome = await perform(operation, call).catch((error: unknown) => {
      throw error instanceof CallError ? explain(error, operation, args, offered) : error;
    });
    return { operation, args, outcome: pickFields(outcome, args['fields']), traffic: traffic() };
  };
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

function perform(operation: Operation, call: Call): Promise<Outcome> {
  if (operation.run !== null) return operation.run(operation, call);
  return followsPages(operation, call) ? collectPages(operation, call) : sendOnce(operation, call);
}

type Catalogue = ReadonlyMap<string, Operation>;

function find(name: string, catalogue: Catalogue, offered: Catalogue, selection: Selection): Operation {
  const operation = catalogue.get(name);
  if (operation === undefined) {
    const near = nearest(name, [...offered.keys()]);
    throw new CallError('unknown_tool', `There is no tool ${JSON.stringify(name.slice(0, 100))}.`, {
      hint: near === undefined ? 'List the tools for the names that exist.' : `Did you mean ${near}?`,
    });
  }
  const flag = leftOutBy(operation, selection);
  if (flag !== null) {
    throw new CallError('not_allowed', `${name} is not offered: this server was started with ${flag}.`, {
      hint: `Only the person who runs the server can change that, by starting it without ${flag}.`,
    });
  }
  return operation;
}
