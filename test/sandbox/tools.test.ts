import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { staticCredential } from '../../src/client/credential.ts';
import type { Dispatch } from '../../src/dispatch/tool-call.ts';
import { operations, operationsByName } from '../../src/tools/catalogue/catalogue.ts';
import { SHOWN_SINCE_DOCUMENTATION } from '../../src/tools/documentation-drift.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { Clock, useSandbox } from '../support/sandbox.ts';
import { misfits } from '../support/shapes.ts';
import { argumentsFor } from '../support/world.ts';

/** Reads after writes, so that what is shared, put into projects and archived is there to be taken back. */
const ORDER = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'];
const inOrder = operations.toSorted(
  (one, other) => ORDER.indexOf(one.verb) - ORDER.indexOf(other.verb) || (one.name < other.name ? -1 : 1),
);

/** What every tool's request is answered with where that is not the usual status of its verb. */
const ACCEPTED = /_(post_\w*runs|post_builds|\w*cancel|delete_\w*runs|delete_builds)$/;
const CREATED_AS_200 = new Set([
  'civis_credentials_post_authenticate',
  'civis_credentials_post_temporary',
  'civis_jobs_post_trigger_email',
  'civis_media_post_optimizations',
  'civis_media_post_optimizations_clone',
  'civis_media_post_spot_orders',
  'civis_models_post',
  'aiod_contacts_register',
]);

/** Documented, but without a path on the platform. */
const ABSENT = ['aiod_contacts_get_content'];

const clock = new Clock('2026-03-04T15:00:00Z');
const under = useSandbox({ now: clock.now });
let invoke: Dispatch;
let closing: () => Promise<unknown>;

beforeAll(() => {
  const { civisEndpoint, civisApiKey, aiodServer, aiodToken } = under.sandbox;
  const civis = connectTo(civisEndpoint, { credential: staticCredential(civisApiKey) });
  const aiod = connectTo(aiodServer, {
    platform: 'aiod',
    version: 'v2',
    credential: staticCredential(aiodToken),
  });
  invoke = dispatchOver({ civis, aiod });
  closing = () => Promise.all([civis.close(), aiod.close()]);
});
afterAll(() => closing());

/** What one test started is over when the next one begins. */
beforeEach(() => clock.forward(5_000));

const call = (name: string, args: Record<string, unknown> = {}) =>
  invoke({ name, args, signal: neverAborted, report: () => undefined });
const readValue = async (name: string, args?: Record<string, unknown>) =>
  (await call(name, args)).outcome.value;

describe(`every one of the ${operations.length} tools`, () => {
  test.each(inOrder.map((operation) => [operation.name, operation] as const))(
    '%s',
    async (name, operation) => {
      const args = await argumentsFor(operation, readValue);
      if (name.endsWith('_logs')) clock.forward(5_000);
      if (ABSENT.includes(name)) {
        await expect(call(name, args)).rejects.toMatchObject({ details: { status: 404 } });
        return;
      }
      const { outcome, traffic } = await call(name, args);
      expect(traffic.status).toBe(statusOf(name, operation.verb, operation.returns === 'none'));
      if (operation.platform === 'aiod') return expectAiod(name, outcome.value);
      expect(misfits(operation.returns, outcome.value).filter(isUnknownToday)).toEqual([]);
      // A shape is not judged by an empty list.
      if (Array.isArray(outcome.value)) expect(outcome.value).not.toEqual([]);
    },
  );
});

function statusOf(name: string, verb: string, isEmpty: boolean): number {
  if (name.startsWith('aiod')) return 200;
  if (ACCEPTED.test(name)) return 202;
  if (isEmpty) return 204;
  return verb === 'POST' && !CREATED_AS_200.has(name) ? 201 : 200;
}

/** Whether a misfit is none of the fields that Civis shows since its documentation was written. */
function isUnknownToday(misfit: string): boolean {
  return ![...SHOWN_SINCE_DOCUMENTATION].some((name) => misfit.endsWith(`.${name} is not documented`));
}

/** The catalogue leaves null fields out, so that only what is there can be judged. */
function expectAiod(name: string, value: unknown): void {
  const { returns } = operationsByName.get(name) ?? expect.fail(`no ${name}`);
  const faults = misfits(returns, value).filter((fault) => !fault.endsWith('is missing'));
  expect(faults).toEqual([]);
}
