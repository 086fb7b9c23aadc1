import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeStoppable, type StoppableCalls } from '../../src/dispatch/stop-calls.ts';
import { toolsByName } from '../../src/dispatch/tool-catalogue.ts';
import type { CallError } from '../../src/errors.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { type FakePlatform, startPlatform } from '../support/platform.ts';
import { callErrorOf, HANDLED, respondByRoute } from '../support/tool-caller.ts';

let platform: FakePlatform;
let client: ReturnType<typeof connectTo>;
let calls: StoppableCalls;
/** Resolves when the platform has a request that it will not respond to. */
let arrived: Promise<unknown>;

beforeEach(async () => {
  const requests = new EventTarget();
  arrived = once(requests, 'held');
  const hold = () => {
    requests.dispatchEvent(new Event('held'));
    return HANDLED;
  };
  platform = await startPlatform(
    respondByRoute({
      'GET /jobs/1': hold,
      'POST /jobs/1/runs': hold,
      'GET /jobs/2/runs': [],
      'POST /jobs/2/runs': { id: 7, state: 'running' },
      'GET /jobs/2/runs/7': hold,
    }),
  );
  client = connectTo(platform.url);
  calls = makeStoppable(dispatchOver({ civis: client, aiod: client }), toolsByName);
});

afterEach(async () => {
  await client.close();
  await platform.close();
});

function callTool(name: string, args: Arguments, signal = neverAborted): Promise<CallError> {
  return callErrorOf(calls.dispatch({ name, args, signal, report: () => undefined }));
}

describe('stopping', () => {
  it.each([
    [
      'a read',
      'civis_jobs_get',
      { id: 1 },
      'civis_jobs_get (id=1): The call was cancelled because the server is stopping.',
      'Call again when the server has been started again.',
    ],
    [
      'a change that was sent',
      'civis_jobs_post_runs',
      { id: 1 },
      'civis_jobs_post_runs (id=1): The call was cancelled because the server is stopping.',
      expect.stringContaining('may have taken effect: check with '),
    ],
    [
      'a workflow that has started something',
      'civis_run_and_wait',
      { id: 2 },
      'The call was cancelled because the server is stopping.',
      'It may have changed something before it was stopped: check that before you call again.',
    ],
  ])('ends %s with what is known of it', async (_, name, args, message, hint) => {
    const error = callTool(name, args);
    await arrived;
    await calls.stop();
    const { kind, message: text, details } = await error;
    expect([kind, details.hint]).toEqual(['cancelled', hint]);
    expect(text).toContain(message);
  });

  it('refuses what comes afterwards, and nothing is sent', async () => {
    await calls.stop();
    const { message } = await callTool('civis_jobs_post_runs', { id: 1 });
    expect(message).toBe('civis_jobs_post_runs was not called: the server is stopping. Nothing was sent.');
    expect(platform.received).toEqual([]);
  });

  it('leaves a call that its caller has cancelled as it is', async () => {
    const caller = new AbortController();
    const error = callTool('civis_jobs_get', { id: 1 }, caller.signal);
    await arrived;
    caller.abort();
    await calls.stop();
    expect((await error).message).toBe('civis_jobs_get (id=1): The call was cancelled.');
  });
});
