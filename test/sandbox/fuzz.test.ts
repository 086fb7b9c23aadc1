import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { staticCredential } from '../../src/client/credential.ts';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import type { Dispatch } from '../../src/dispatch/tool-call.ts';
import { CallError } from '../../src/errors.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { pathTokens } from '../../src/tools/path-template.ts';
import { anyArguments } from '../support/arbitrary.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { factOf } from '../support/facts.ts';
import { Clock, useSandbox } from '../support/sandbox.ts';
import { argumentsFor } from '../support/world.ts';

const clock = new Clock('2026-03-04T15:00:00Z');
const under = useSandbox({ now: clock.now });
let client: ClosablePlatformClient;
let invoke: Dispatch;

const writing = operations.filter(
  ({ platform, params }) => platform === 'civis' && params.some(({ in: place }) => place === 'body'),
);

/** Path values of every operation, found before anything is renamed. */
const paths = new Map<string, Record<string, unknown>>();

beforeAll(async () => {
  const { civisEndpoint, civisApiKey } = under.sandbox;
  client = connectTo(civisEndpoint, { credential: staticCredential(civisApiKey) });
  invoke = dispatchOver({ civis: client, aiod: client });
  for (const operation of writing) {
    const usual = await argumentsFor(operation, readValue);
    const inPath = pathTokens(operation.path).map((token) => [token, usual[token]]);
    paths.set(operation.name, Object.fromEntries(inPath));
    clock.forward(10_000);
  }
});
afterAll(() => client.close());

const call = (name: string, args: Record<string, unknown> = {}) =>
  invoke({ name, args, signal: neverAborted, report: () => undefined });
const readValue = async (name: string, args?: Record<string, unknown>) =>
  (await call(name, args)).outcome.value;

test.each(writing.map(({ name }) => name))(
  '%s: any valid body is answered or refused, and reading on works',
  async (name) => {
    const inPath = paths.get(name) ?? {};
    await fc.assert(
      fc.asyncProperty(anyArguments(factOf(name)), async (args) => {
        const failure = await call(name, { ...args, ...inPath }).then(
          () => undefined,
          (error: unknown) => (error instanceof CallError ? error.details.status : error),
        );
        if (failure !== undefined) expect([403, 404, 409, 422]).toContain(failure);
        clock.forward(10_000);
        for (const list of [
          'civis_jobs_list',
          'civis_imports_list',
          'civis_models_list',
          'civis_notebooks_list',
        ]) {
          await call(list, { limit: 50 });
        }
      }),
      { numRuns: 3 },
    );
  },
);
