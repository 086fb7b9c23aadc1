import { afterAll, beforeAll } from 'vitest';
import type { PlatformClients } from '../../src/client/client.ts';
import { fixedCredential } from '../../src/client/credential.ts';
import { CallError } from '../../src/errors.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import type { Progress } from '../../src/tools/operation.ts';
import { EVERYTHING } from '../../src/tools/select.ts';
import type { Clock } from '../../src/tools/workflows/workflow.ts';
import { connectTo, neverAborted } from './connect.ts';
import { invokeOver, LeapingClock } from './invoke.ts';
import { answer, type FakePlatform, type Received, type Respond, startPlatform } from './platform.ts';

export type Answered = Readonly<Record<string, unknown>>;

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly report?: (progress: Progress) => void;
}

/** Calls one tool through the real way in; what a workflow answers is its value. */
export type CallTool = (name: string, args: Answered, options?: CallOptions) => Promise<Answered>;

export function callerOver(clients: PlatformClients, clock?: Clock): CallTool {
  const invoke = invokeOver(clients, EVERYTHING, { time: clock });
  return async (name, args, { signal = neverAborted, report = () => undefined } = {}) => {
    const { outcome } = await invoke({ name, args, signal, report });
    return outcome.value as Answered;
  };
}

/** The error with which a call is refused. */
export async function refusalOf(call: Promise<unknown>): Promise<CallError> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof CallError) return error;
  throw error ?? new Error('The call was not refused.');
}

/** What a fake platform answers, by `VERB /path` without its query. */
export type Routes = Readonly<Record<string, unknown>>;

/**
 * A loopback platform whose routes are values, or functions that respond or make a value. A path without a
 * route is answered 404.
 */
export function routed(routes: Routes): Respond {
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

export interface Staged {
  readonly platform: FakePlatform;
  readonly call: CallTool;
  /** Requests as `VERB /path`, in their order. */
  requests(): string[];
}

/** Runs a test against a loopback platform and stops it afterwards. */
export async function onPlatform(
  routes: Routes,
  test: (staged: Staged) => Promise<void>,
  clock?: Clock,
): Promise<void> {
  const platform = await startPlatform(routed(routes));
  const client = connectTo(platform.url);
  try {
    await test({
      platform,
      call: callerOver({ civis: client, aiod: client }, clock),
      requests: () => platform.received.map(requestOf),
    });
  } finally {
    await client.close();
    await platform.close();
  }
}

function requestOf({ verb, target }: Received): string {
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
    client = connectTo(sandbox.civisEndpoint, { credential: fixedCredential(sandbox.civisApiKey) });
    tools.call = callerOver({ civis: client, aiod: client }, clock);
  });
  afterAll(async () => {
    await client.close();
    await sandbox.close();
  });
  return tools;
}

/** The id of the sandbox's job of that name. */
export async function jobCalled(call: CallTool, name: string): Promise<number> {
  const jobs = (await call('civis_jobs_list', { q: name })) as unknown as readonly Answered[];
  const found = jobs.find((job) => job['name'] === name);
  if (found === undefined) throw new Error(`There is no job ${name}.`);
  return Number(found['id']);
}
