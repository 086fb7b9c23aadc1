import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import type { Dispatch } from '../../src/dispatch/tool-call.ts';
import { toText } from '../../src/json.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import {
  aiodRequests,
  allArguments,
  civisRequest,
  type ExpectedRequest,
  requiredArguments,
} from '../support/expected.ts';
import { facts, type OperationFact } from '../support/facts.ts';
import { answer, type FakePlatform, type Received, startPlatform } from '../support/platform.ts';

/** What every request is answered; a reading step of AIoD merges into it. */
const CURRENT = {
  name: 'Before',
  telephone: ['1'],
  location: 'as it was',
  unknown_to_us: [{ deep_key: 1 }],
  // What a description of the platform itself has to have.
  paths: {},
  aiod_entry: { status: 'draft' },
};
const VERSION = 'v2';

/** A request as it went over the wire, decoded. */
interface SeenRequest {
  readonly verb: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[]>>;
  /** null: no body at all. */
  readonly body: unknown;
}

let platform: FakePlatform;
let clients: { civis: ClosablePlatformClient; aiod: ClosablePlatformClient };
let dispatch: Dispatch;

beforeAll(async () => {
  platform = await startPlatform((_, response) => answer(response, 200, CURRENT));
  clients = {
    civis: connectTo(platform.url),
    aiod: connectTo(platform.url, { platform: 'aiod', version: VERSION }),
  };
  dispatch = dispatchOver(clients);
});

afterAll(async () => {
  await Promise.all([clients.civis.close(), clients.aiod.close()]);
  await platform.close();
});

/** What a call sends, in the order of arrival. */
async function sentBy(name: string, args: unknown): Promise<SeenRequest[]> {
  platform.received.length = 0;
  await dispatch({ name, args, signal: neverAborted, report: () => undefined });
  return platform.received.map(decoded);
}

function decoded({ verb, target, body }: Received): SeenRequest {
  const { pathname, searchParams } = new URL(target, platform.url);
  const names = [...new Set(searchParams.keys())];
  const query = names.map((key) => {
    const values = searchParams.getAll(key);
    return [key, key.endsWith('[]') ? values : values.join(' and again ')] as const;
  });
  const path = pathname.split('/').map(decodeURIComponent).join('/');
  return { verb, path, query: Object.fromEntries(query), body };
}

/** The facts' request as it is to arrive: texts in the query, lists under `name[]`, the version in front. */
function onTheWire({ verb, path, query, body, version }: ExpectedRequest, prefix: string): SeenRequest {
  const texts = Object.entries(query).map(([key, value]) =>
    Array.isArray(value) ? [`${key}[]`, value.map(String)] : [key, String(value)],
  );
  const front = version === undefined ? prefix : `/${toText(version)}`;
  return { verb, path: `${front}${path}`, query: Object.fromEntries(texts), body: body ?? null };
}

function due(fact: OperationFact, args: Record<string, unknown>): SeenRequest[] {
  if (fact.requests === undefined) return [onTheWire(civisRequest(fact, args), '')];
  return aiodRequests(fact, args, CURRENT).map((request) => onTheWire(request, `/${VERSION}`));
}

/** Requests that are under way at once arrive in any order. */
function arranged({ requests = [] }: OperationFact, seen: readonly SeenRequest[]): readonly SeenRequest[] {
  const atOnce = requests.some(({ repeat }) => repeat !== undefined);
  return atOnce ? seen.toSorted(byText) : seen;
}

function byText(one: SeenRequest, other: SeenRequest): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

/** Without what the platform's behaviour requires: editors are read before a PUT, and what has changed after it. */
function documentedOnes(name: string, seen: readonly SeenRequest[]): readonly SeenRequest[] {
  if (name.endsWith('_replace')) return seen.slice(1);
  return name.endsWith('_update') ? seen.slice(0, -1) : seen;
}

describe.each(Object.entries(facts))('%s', (name, fact) => {
  it.each([
    ['every parameter', allArguments(fact)],
    ['the required ones alone', requiredArguments(fact)],
  ])('sends what the facts say, with %s', async (_, args) => {
    const seen = documentedOnes(name, await sentBy(name, args));
    expect(arranged(fact, seen)).toEqual(arranged(fact, due(fact, args)));
  });
});

describe('iterator', () => {
  const paged = Object.entries(facts).filter(([, fact]) => fact.paged);

  it.each(paged)(
    '%s asks for the first page at full size, and ignores limit and page_num',
    async (name, fact) => {
      const args = { ...allArguments(fact), limit: 1, page_num: 9, iterator: true };
      const largest = fact.params.find((param) => param.name === 'limit')?.maximum;
      expect(await sentBy(name, args)).toEqual(due(fact, { ...args, limit: largest, page_num: 1 }));
    },
  );
});

describe('variants', () => {
  const variants: [string, Record<string, unknown>, string][] = [
    ['aiod_contacts_get_list', {}, '/v2/contacts'],
    ['aiod_contacts_get_list', { platform: null }, '/v2/contacts'],
    ['aiod_contacts_get_list', { platform: 'zenodo' }, '/v2/platforms/zenodo/contacts'],
    ['aiod_contacts_get_list', { version: '' }, '/contacts'],
    ['aiod_contacts_get_content', { identifier: '5', distribution_idx: 0 }, '/v2/contacts/5/content'],
    ['aiod_contacts_get_content', { identifier: '5', distribution_idx: 2 }, '/v2/contacts/5/content/2'],
  ];

  it.each(variants)('%s with %j asks %s', async (name, args, path) => {
    const [request] = await sentBy(name, args);
    expect(request?.path).toBe(path);
  });

  it('lists AIoD batches like range(offset, offset + limit, batch_size)', async () => {
    const args = { offset: 5, limit: 25, batch_size: 10 };
    const requests = await sentBy('aiod_contacts_get_list_async', args);
    const ranges = requests.map(({ query }) => [query['offset'], query['limit']].join('+'));
    expect(ranges.sort()).toEqual(['15+10', '25+5', '5+10']);
  });
});
