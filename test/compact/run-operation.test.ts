import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import type { Dispatch } from '../../src/dispatch/tool-call.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { compactOver } from '../support/compact.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { allArguments, requiredArguments } from '../support/expected.ts';
import { factOf } from '../support/facts.ts';
import { answer, type FakePlatform, startPlatform } from '../support/platform.ts';

const CURRENT = { name: 'Before', telephone: ['1'], paths: {} };

let platform: FakePlatform;
let clients: { civis: ClosablePlatformClient; aiod: ClosablePlatformClient };
let listed: Dispatch;
let compact: Dispatch;

beforeAll(async () => {
  platform = await startPlatform((_, response) => answer(response, 200, CURRENT));
  clients = {
    civis: connectTo(platform.url),
    aiod: connectTo(platform.url, { platform: 'aiod', version: 'v2' }),
  };
  listed = dispatchOver(clients);
  compact = compactOver(listed).dispatch;
});

afterAll(async () => {
  await Promise.all([clients.civis.close(), clients.aiod.close()]);
  await platform.close();
});

/** What a call sends; requests that are under way at once arrive in any order. */
async function sentBy(dispatch: Dispatch, name: string, args: unknown): Promise<string[]> {
  platform.received.length = 0;
  await dispatch({ name, args, signal: neverAborted, report: () => undefined });
  return platform.received
    .map(({ verb, target, body }) => `${verb} ${target} ${JSON.stringify(body)}`)
    .sort();
}

const each = operations.flatMap(({ name, effect }) =>
  (effect === 'read' ? ['operations_read', 'operations_change'] : ['operations_change']).map(
    (way) => [name, way] as const,
  ),
);

it.each(each)('%s sends the same when it is run by its name and through %s', async (name, way) => {
  for (const args of [allArguments(factOf(name)), requiredArguments(factOf(name))]) {
    const due = await sentBy(listed, name, args);
    expect(due.length).toBeGreaterThan(0);
    expect(await sentBy(compact, way, { name, arguments: args })).toEqual(due);
    expect(await sentBy(compact, way, { name, arguments: JSON.stringify(args) })).toEqual(due);
  }
});
