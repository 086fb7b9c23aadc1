import { describe, expect, it, vi } from 'vitest';
import { openOnFirstCall } from '../../src/dispatch/open-on-first-call.ts';
import { makeStoppable } from '../../src/dispatch/stop-calls.ts';
import type { Dispatch } from '../../src/dispatch/tool-call.ts';
import { toolsByName } from '../../src/dispatch/tool-catalogue.ts';
import { neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { recorder } from '../support/recorder.ts';
import { callErrorOf } from '../support/tool-caller.ts';

const JOB = { name: 'civis_jobs_get', args: { id: 1 }, signal: neverAborted, report: () => undefined };

/** Calls whose path opens when the test lets it; what became of it is in `events`. */
function deferredCalls(failures: readonly Error[] = []) {
  const { clients, requests } = recorder({ id: 1 });
  const events: string[] = [];
  const remaining = [...failures];
  let letOpen: () => void = () => undefined;
  const mayOpen = new Promise<void>((resolve) => {
    letOpen = resolve;
  });
  const onFailure = vi.fn();
  const calls = openOnFirstCall(async () => {
    events.push('opening');
    await mayOpen;
    const failure = remaining.shift();
    if (failure !== undefined) throw failure;
    const dispatch: Dispatch = dispatchOver(clients);
    return {
      ...makeStoppable(dispatch, toolsByName),
      close: async () => {
        events.push('closed');
      },
    };
  }, onFailure);
  return { calls, requests, events, letOpen, onFailure };
}

describe('calls whose path is opened by the first one', () => {
  it('wait for it together, and open it once', async () => {
    const { calls, requests, events, letOpen } = deferredCalls();
    expect(events).toEqual([]);
    const answers = [calls.dispatch(JOB), calls.dispatch(JOB)];
    expect([events, requests]).toEqual([['opening'], []]);
    letOpen();
    await Promise.all([...answers, calls.dispatch(JOB)]);
    expect([events, requests.length]).toEqual([['opening'], 3]);
  });

  it('fail with what the host can act on where it cannot be opened; the next one tries again', async () => {
    const missing = Object.assign(new Error('Cannot find module /somewhere'), {
      code: 'ERR_MODULE_NOT_FOUND',
    });
    const { calls, letOpen, onFailure } = deferredCalls([missing]);
    letOpen();
    const { kind, message, details } = await callErrorOf(calls.dispatch(JOB));
    expect(kind).toBe('platform_error');
    expect(message).toBe(
      'The server could not get ready for calls (ERR_MODULE_NOT_FOUND). Nothing was sent.',
    );
    expect(details.hint).toContain('Restart the server');
    expect(onFailure).toHaveBeenCalledWith(missing);
    await expect(calls.dispatch(JOB)).resolves.toMatchObject({ outcome: { value: { id: 1 } } });
  });

  it('show a start that opens it why it could not be opened', async () => {
    const locked = new Error('locked');
    const { calls, letOpen } = deferredCalls([locked]);
    letOpen();
    await expect(calls.open()).rejects.toBe(locked);
  });

  it('are refused after the stop, which opens nothing', async () => {
    const { calls, events } = deferredCalls();
    await calls.stop();
    expect((await callErrorOf(calls.dispatch(JOB))).message).toContain('the server is stopping');
    await calls.close();
    expect(events).toEqual([]);
  });

  it('that waited when the server stopped send nothing, and what was opened is closed', async () => {
    const { calls, requests, events, letOpen } = deferredCalls();
    const waiting = callErrorOf(calls.dispatch(JOB));
    const stopped = calls.stop();
    letOpen();
    await stopped;
    expect((await waiting).kind).toBe('cancelled');
    await calls.close();
    expect([events, requests]).toEqual([['opening', 'closed'], []]);
  });
});
