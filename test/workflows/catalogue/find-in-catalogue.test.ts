import { describe, expect, it } from 'vitest';
import { callCatalogue } from '../../support/catalogue-calls.ts';
import { callErrorOf, type Routes } from '../../support/tool-caller.ts';

interface Found {
  readonly items: readonly { readonly identifier: string; readonly about?: string }[];
  readonly note?: string;
}

const dataset = (identifier: string, name: string) => ({
  identifier,
  name,
  platform: 'example',
  description: { plain: `A "long"\n description. ${'word '.repeat(60)}` },
  aiod_entry: { status: 'published' },
});

const datasets = [dataset('data_1', 'Measured load'), dataset('data_2', 'Grid load')];
const SEARCH = 'GET /v2/search/datasets';
const OWN = 'GET /v2/user/resources';

async function find(routes: Routes, args: object = {}): Promise<Found> {
  const call = { name: 'aiod_find', args: { query: 'Grid load', ...args } };
  return (await callCatalogue(routes, call)).outcome.value as Found;
}

describe('aiod_find', () => {
  it('ranks by name, and keeps rows short', async () => {
    const routes = {
      [SEARCH]: { total_hits: 2, resources: datasets },
      [OWN]: { dataset: [{ identifier: 'data_9', name: 'Grid load 2', aiod_entry: { status: 'draft' } }] },
    };
    const { items, note } = await find(routes, { kinds: ['datasets'] });
    expect(items.map(({ identifier }) => identifier)).toEqual(['data_2', 'data_9', 'data_1']);
    expect(items[1]).toEqual({
      identifier: 'data_9',
      kind: 'datasets',
      name: 'Grid load 2',
      status: 'draft',
    });
    expect(items[0]?.about).toMatch(/^A long description\. .*…$/);
    for (const item of items) expect(JSON.stringify(item).length).toBeLessThan(200);
    expect(note).toBeUndefined();
  });

  it('names kinds that could not be searched, and what was not read', async () => {
    const routes = { [SEARCH]: { total_hits: 40, resources: datasets }, [OWN]: {} };
    const { items, note } = await find(routes, { kinds: ['datasets', 'persons'], limit: 1 });
    expect(items).toHaveLength(1);
    expect(note).toContain('The first 2 of 40 datasets were read.');
    expect(note).toMatch(/Not searched: persons \(.+\)/);
    expect(note).toContain('The first 1 of 2 are shown');
  });

  it('reads the list of a kind that has no search', async () => {
    const persons = [{ ai_resource_identifier: 'prsn_1', name: 'Grid Loader' }, { name: 'Somebody' }];
    const { items } = await find({ 'GET /v2/persons': persons, [OWN]: {} }, { kinds: ['persons'] });
    expect(items).toEqual([{ identifier: 'prsn_1', kind: 'persons', name: 'Grid Loader' }]);
  });

  it.each([
    ['no kind that can be searched', { [OWN]: {} }, ['datasets'], 'aiod_datasets_search'],
    ['an unknown kind', {}, ['dataset'], 'did you mean datasets?'],
  ])('fails with %s', async (_, routes, kinds, says) => {
    expect((await callErrorOf(find(routes as Routes, { kinds }))).message).toContain(says);
  });
});
