import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { LeapingClock } from '../../support/dispatch.ts';
import { answer } from '../../support/platform.ts';
import {
  callErrorOf,
  findJobId,
  HANDLED,
  useSandboxTools,
  withFakePlatform,
} from '../../support/tool-caller.ts';

describe('in the sandbox', () => {
  // Time passes by waiting alone, so that no run ends meanwhile.
  const tools = useSandboxTools();

  it.each([
    ['Publish sales dashboard', 'job'],
    ['Import product catalog', 'import'],
    ['Standardize customer addresses', 'cass_ncoa'],
  ])('%s, as %s, is cancelled', async (name, kind) => {
    const id = await findJobId(tools.call, name);
    const { run_id } = await tools.call('civis_run_and_wait', { id, kind, wait_seconds: 0 });
    expect(await tools.call('civis_cancel_run', { id, kind })).toEqual({
      done: true,
      state: 'cancelled',
      kind,
      id,
      run_id,
      requested: true,
      says: `Run ${String(run_id)} was cancelled.`,
    });
    expect(await tools.call('civis_cancel_run', { id, kind })).toMatchObject({
      requested: false,
      says: `Run ${String(run_id)} had already ended: it was cancelled.`,
    });
  });

  it('a job that has never run has nothing to cancel', async () => {
    const id = await findJobId(tools.call, 'Reconcile gift cards');
    expect(await tools.call('civis_cancel_run', { id })).toMatchObject({
      done: true,
      says: 'There is nothing to cancel: it has never run.',
    });
  });
});

const run = (state: string, id = 5) => ({ id, state });
const RUN = '/jobs/7/runs/5';

/** A run that is in one state until it is asked to be cancelled, and in the others after it. */
function cancellable(before: string, after: readonly string[], cancel: (response: ServerResponse) => void) {
  const left = [...after];
  let asked = false;
  const now = () => (asked ? run(left.length > 1 ? (left.shift() ?? '') : (left[0] ?? '')) : run(before));
  return {
    'GET /jobs/7/runs': () => [now(), run('succeeded', 4)],
    [`GET ${RUN}`]: now,
    [`DELETE ${RUN}`]: (_: unknown, response: ServerResponse) => {
      asked = true;
      cancel(response);
      return HANDLED;
    },
  };
}

const accepted = (response: ServerResponse) => answer(response, 202);

describe('what becomes of a run', () => {
  it.each([
    ['it is cancelled at last', ['running', 'running', 'cancelled'], accepted, true, 'Run 5 was cancelled.'],
    [
      'it succeeds first',
      ['running', 'succeeded'],
      accepted,
      true,
      'Run 5 succeeded before it could be cancelled.',
    ],
    ['it fails first', ['failed'], accepted, true, 'Run 5 failed before it could be cancelled.'],
    [
      'it has ended when the request arrives',
      ['succeeded'],
      (response: ServerResponse) => answer(response, 409, {}),
      false,
      'Run 5 had already ended: it succeeded.',
    ],
    [
      'it does not end',
      ['running'],
      accepted,
      true,
      'The cancellation of run 5 was requested, but the run is still running. Call civis_wait_for_run {"id":7,"run_id":5} to wait until it ends.',
    ],
  ] as const)('%s', async (_, after, cancel, requested, says) => {
    const clock = new LeapingClock();
    await withFakePlatform(
      cancellable('running', after, cancel),
      async ({ call, requestLines }) => {
        const begun = clock.now();
        expect(await call('civis_cancel_run', { id: 7 })).toMatchObject({ requested, says });
        expect(requestLines().filter((request) => request === `DELETE ${RUN}`)).toHaveLength(1);
        expect(clock.now() - begun).toBeLessThanOrEqual(20_000);
      },
      clock,
    );
  });

  it.each(['succeeded', 'failed', 'cancelled'])('a run that %s already is left alone', async (state) => {
    await withFakePlatform(cancellable(state, [state], accepted), async ({ call, requestLines }) => {
      const value = await call('civis_cancel_run', { id: 7, run_id: 5 });
      expect(value).toMatchObject({ done: true, state, requested: false });
      expect(requestLines()).toEqual([`GET ${RUN}`]);
    });
  });

  it('a refusal is told', async () => {
    const refuse = (response: ServerResponse) => answer(response, 403, {});
    await withFakePlatform(cancellable('running', ['running'], refuse), async ({ call }) => {
      expect((await callErrorOf(call('civis_cancel_run', { id: 7 }))).kind).toBe('forbidden');
    });
  });
});
