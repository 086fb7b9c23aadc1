import { afterAll, beforeAll } from 'vitest';
import { staticCredential } from '../../src/client/credential.ts';
import type { PlatformClients } from '../../src/client/interface.ts';
import type { Clock } from '../../src/clock.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { CallError } from '../../src/errors.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import type { Progress } from '../../src/tools/outcome.ts';
import { connectTo, neverAborted } from './connect.ts';
import { dispatchOver, LeapingClock } from './dispatch.ts';
import { answer, type FakePlatform, type Received, type Respond, startPlatform } from './platform.ts';

export type ToolResult = Readonly<Record<string, unknown>>;

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly report?: (progress: Progress) => void;
}

/** Calls one tool as a host does of a server that asks nobody, and returns the value of its result. */
export type CallTool = (name: string, args: Arguments, options?: CallOptions) => Promise<ToolResult>;

export function createToolCaller(clients: PlatformClients, clock?: Clock): CallTool {
  const invoke = dispatchOver(clients, ALL_TOOLS, clock === undefined ? {} : { time: clock });
  return async (name, args, { signal = neverAborted, report = () => undefined } = {}) => {
    const { outcome } = await invoke({ name, args, signal, report });
    return outcome.value as ToolResult;
  };
}

/** The error with which a call rejects. */
export async function callErrorOf(call: Promise<unknown>): Promise<CallError> {
  const error = await call.then(
    () => new Error('The call was not refused.'),
    (cause: unknown) => cause,
  );
  if (error instanceof CallError) return error;
  throw error;
}

/** What a fake platform answers, by `VERB /path` without its query. */
export type Routes = Readonly<Record<string, unknown>>;

/**
 * A loopback platform whose routes are values, or functions that respond or make a value. A path without a
 * route is answered 404.
 */
export function respondByRoute(routes: Routes): Respond {
  return (received, response) => {
    const key = `${received.verb} ${received.target.split('?', 1)[0]}`;
    const route = Object.hasOwn(routes, key) ? routes[key] : undefined;
    if (route === undefined) return answer(response, 404, { error: 'not_found', errorDescription: 'No.' });
    const value: unknown = typeof route === 'function' ? route(received, response) : route;
    if (value !== HANDLED) answer(response, 200, value);
  };
}

/** What a route returns that has answered by itself, or never will. */
export const HANDLED = Symbol('handled');

export interface FakePlatformCalls {
  readonly platform: FakePlatform;
  readonly call: CallTool;
  /** Requests as `VERB /path`, in their order. */
  requestLines(): string[];
}

/** Runs a test against a loopback platform and stops it afterwards. */
export async function withFakePlatform(
  routes: Routes,
  test: (fake: FakePlatformCalls) => Promise<void>,
  clock?: Clock,
): Promise<void> {
  const platform = await startPlatform(respondByRoute(routes));
  const client = connectTo(platform.url);
  try {
    await test({
      platform,
      call: createToolCaller({ civis: client, aiod: client }, clock),
      requestLines: () => platform.received.map(requestLine),
    });
  } finally {
    await client.close();
    await platform.close();
  }
}

function requestLine({ verb, target }: Received): string {
  return `${verb} ${target.split('?', 1)[0]}`;
}

/** A sandbox for the tests of one file, and calls to it, with one time for both, which passes by waiting alone. */
export function useSandboxTools(clock: Clock = new LeapingClock()): { call: CallTool } {
  const unset: CallTool = () => Promise.reject(new Error('The sandbox has not started.'));
  const tools = { call: unset };
  let sandbox: Sandbox;
  let client: ReturnType<typeof connectTo>;
  beforeAll(async () => {
    sandbox = await startSandbox({ now: () => clock.now() });
    client = connectTo(sandbox.civisEndpoint, { credential: staticCredential(sandbox.civisApiKey) });
    tools.call = createToolCaller({ civis: client, aiod: client }, clock);
  });
  afterAll(async () => {
    await client.close();
    await sandbox.close();
  });
  return tools;
}

/** The id of the sandbox's job of that name. */
export async function findJobId(call: CallTool, name: string): Promise<number> {
  const jobs = (await call('civis_jobs_list', { q: name })) as unknown as readonly ToolResult[];
  const found = jobs.find((job) => job['name'] === name);
  if (found === undefined) throw new Error(`There is no job ${name}.`);
  return Number(found['id']);
}
