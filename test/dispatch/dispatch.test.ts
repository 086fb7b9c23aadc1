import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PlatformClient } from '../../src/client/interface.ts';
import type { Dispatch } from '../../src/dispatch/tool-call.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { answer, type FakePlatform, startPlatform } from '../support/platform.ts';

const JOB = { id: 5, name: 'Nightly load', state: 'succeeded', runs: [{ id: 7, state: 'failed' }] };
const VALUES = 7;

let platform: FakePlatform;
let client: ReturnType<typeof connectTo>;

beforeAll(async () => {
  platform = await startPlatform(({ target }, response) => {
    const isMissing = target.startsWith('/jobs/404');
    answer(response, isMissing ? 404 : 200, isMissing ? undefined : JOB);
  });
  client = connectTo(platform.url);
});
afterAll(async () => {
  await client.close();
  await platform.close();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const callWith = (dispatch: Dispatch, name: string, args: Arguments) =>
  dispatch({ name, args, signal: neverAborted, report: () => undefined, maxChars: 10_000 });

/** Counts how often a map as large as a catalogue is gone through. */
function countScans(): () => number {
  let scans = 0;
  for (const method of ['values', 'keys', 'entries', 'forEach', Symbol.iterator] as const) {
    const original = Map.prototype[method] as (...given: unknown[]) => unknown;
    vi.spyOn(Map.prototype, method).mockImplementation(function (
      this: Map<unknown, unknown>,
      ...given: unknown[]
    ) {
      if (this.size >= 200) scans += 1;
      return original.apply(this, given) as never;
    });
  }
  return () => scans;
}

/** The same value, which counts how often one of its properties is read. */
function countReads<T extends object>(value: T, onRead: () => void): T {
  return new Proxy(value, {
    get: (target, key, receiver) => {
      const inner: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol' || !Object.hasOwn(target, key) || key === 'length') return inner;
      onRead();
      return typeof inner === 'object' && inner !== null ? countReads(inner, onRead) : inner;
    },
  });
}

describe('the cost of a call', () => {
  it('does not depend on the size of the catalogue', async () => {
    const clients = { civis: client, aiod: client };
    const dispatch = dispatchOver(clients, undefined, { confirm: 'auto' });
    const call = (name: string, args: Arguments) =>
      callWith(dispatch, name, args).then(
        () => 'ok',
        (error: unknown) => String(error),
      );
    // The first question about a path makes the index of a catalogue; the first run, the list of imports.
    await call('civis_jobs_post_runs', { id: 5 });
    await call('civis_jobs_get', { id: 404 });
    await call('civis_imports_put_archive', { id: 5, status: true });
    await call('civis_imports_put', { id: 5 });
    const scans = countScans();
    const calls: [string, Arguments][] = [
      ['civis_jobs_get', { id: 5 }],
      ['civis_jobs_list_parents', { id: 404 }],
      ['civis_jobs_get', {}],
      ['civis_jobs_post_runs', { id: 5 }],
      ['civis_imports_post_runs', { id: 5 }],
      ['civis_imports_put', { id: 5, name: 'New', sync_type: 'Dbsync', is_outbound: false }],
      ['civis_imports_put', { id: 5 }],
      ['civis_imports_put_archive', { id: 5, status: true }],
      ['civis_imports_put_shares_users', { id: 5, user_ids: [1], permission_level: 'read' }],
      ['civis_imports_delete_files_runs', { id: 5, run_id: 7 }],
      ['civis_jobs_delete_projects', { id: 5, project_id: 6 }],
    ];
    const outcomes: string[] = [];
    for (const [name, args] of calls) outcomes.push(await call(name, args));
    expect(outcomes.filter((outcome) => outcome.includes('Unknown tool'))).toEqual([]);
    expect(scans()).toBe(0);
  });

  it('is one request, and two looks at each value: one that measures it, one that presents it', async () => {
    let reads = 0;
    const counted: PlatformClient = {
      ...client,
      send: async (request, signal) => {
        const response = await client.send(request, signal);
        const body = countReads(response.body as object, () => {
          reads += 1;
        });
        return { ...response, body };
      },
    };
    const before = platform.received.length;
    const dispatch = dispatchOver({ civis: counted, aiod: counted });
    const { outcome } = await callWith(dispatch, 'civis_jobs_get', { id: 5 });
    expect(outcome.value).toEqual(JOB);
    expect(platform.received.length - before).toBe(1);
    expect(reads).toBe(2 * VALUES);
  });
});
