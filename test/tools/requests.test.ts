import { describe, expect, it } from 'vitest';
import type { PlatformRequest } from '../../src/client/client.ts';
import {
  aiodRequests,
  allArguments,
  civisRequest,
  type ExpectedRequest,
  requiredArguments,
} from '../support/expected.ts';
import { facts } from '../support/facts.ts';
import { invokeOver } from '../support/invoke.ts';
import { recorder } from '../support/recorder.ts';

/** What a reading step of AIoD answers. */
const CURRENT = { name: 'Before', telephone: ['1'], aiod_entry: { status: 'draft' } };

async function requestsOf(name: string, args: unknown): Promise<ExpectedRequest[]> {
  const { clients, requests } = recorder(CURRENT);
  const invoke = invokeOver(clients);
  await invoke({ name, args, signal: new AbortController().signal, report: () => undefined });
  return requests.map(rendered);
}

/** The request with its values in the path, and the query by name. */
function rendered({ verb, path, values, query, body, version }: PlatformRequest): ExpectedRequest {
  return {
    verb,
    path: path.replace(/\{(\w+)\}/g, (_, token: string) => values[token] ?? `{${token}}`),
    query: Object.fromEntries(query),
    ...(body === undefined ? {} : { body }),
    ...(version === undefined ? {} : { version }),
  };
}

describe.each(Object.entries(facts))('%s', (name, fact) => {
  it.each([
    ['every parameter', allArguments(fact)],
    ['the required ones alone', requiredArguments(fact)],
  ])('sends what the facts say, with %s', async (_, args) => {
    const expected =
      fact.requests === undefined ? [civisRequest(fact, args)] : aiodRequests(fact, args, CURRENT);
    expect(await requestsOf(name, args)).toEqual(expected);
  });
});

describe('iterator', () => {
  const paged = Object.entries(facts).filter(([, fact]) => fact.paged);

  it.each(paged)(
    '%s asks for the first page at full size, and ignores limit and page_num',
    async (name, fact) => {
      const args = { ...allArguments(fact), limit: 1, page_num: 9, iterator: true };
      const largest = fact.params.find((param) => param.name === 'limit')?.maximum;
      const expected = civisRequest(fact, { ...args, limit: largest, page_num: 1 });
      expect(await requestsOf(name, args)).toEqual([expected]);
    },
  );
});

describe('variants', () => {
  const variants: [string, Record<string, unknown>, string][] = [
    ['aiod_contacts_get_list', {}, '/contacts'],
    ['aiod_contacts_get_list', { platform: null }, '/contacts'],
    ['aiod_contacts_get_list', { platform: 'zenodo' }, '/platforms/zenodo/contacts'],
    ['aiod_contacts_get_content', { identifier: '5', distribution_idx: 0 }, '/contacts/5/content'],
    ['aiod_contacts_get_content', { identifier: '5', distribution_idx: 2 }, '/contacts/5/content/2'],
  ];

  it.each(variants)('%s with %j asks %s', async (name, args, path) => {
    const [request] = await requestsOf(name, args);
    expect(request?.path).toBe(path);
  });

  it('lists AIoD batches like range(offset, offset + limit, batch_size)', async () => {
    const args = { offset: 5, limit: 25, batch_size: 10 };
    const requests = await requestsOf('aiod_contacts_get_list_async', args);
    expect(requests.map(({ query }) => query)).toEqual([
      { offset: 5, limit: 10 },
      { offset: 15, limit: 10 },
      { offset: 25, limit: 5 },
    ]);
  });
});
