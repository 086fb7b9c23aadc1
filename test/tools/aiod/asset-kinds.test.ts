import { describe, expect, it } from 'vitest';
import { placeArguments } from '../../../src/dispatch/place.ts';
import { ALL_TOOLS, excludedBy, isRequestedByName } from '../../../src/dispatch/tool-filter.ts';
import { extraOperations, operations, operationsByName } from '../../../src/tools/catalogue/catalogue.ts';
import { toToolSchema } from '../../../src/tools/portable-schema.ts';
import { bare, strangersIn } from '../../support/schemas.ts';

const KINDS = [
  'case_studies',
  'computational_assets',
  'datasets',
  'educational_resources',
  'events',
  'experiments',
  'ml_models',
  'news',
  'organisations',
  'persons',
  'platforms',
  'projects',
  'publications',
  'resource_bundles',
  'services',
  'teams',
];
const contacts = operations.filter(({ resource }) => resource === 'contacts');
const extra = new Map(extraOperations.map((operation) => [operation.name, operation]));

describe.each(KINDS)('%s', (kind) => {
  it('has what contacts have, at its own paths', () => {
    for (const contact of contacts) {
      const own = extra.get(`aiod_${kind}_${contact.method}`);
      expect(own?.path).toBe(contact.path.replaceAll('contacts', kind));
      expect(own?.verb).toBe(contact.verb);
      expect(own?.effect).toBe(contact.effect);
      expect(own && bare(toToolSchema(own.input))).toEqual(bare(toToolSchema(contact.input)));
    }
  });
});

describe('operations beyond the documented ones', () => {
  it('are portable, of names of their own, and described', () => {
    for (const operation of extraOperations) {
      expect(operation.name).toMatch(/^aiod_[a-z_]{1,45}$/);
      expect(operationsByName.has(operation.name)).toBe(false);
      expect(strangersIn(toToolSchema(operation.input))).toEqual([]);
    }
    expect(extra.size).toBe(extraOperations.length);
  });

  it.each([
    [
      'aiod_datasets_search',
      { query: 'a b', platforms: ['zenodo', 'openml'] },
      'GET',
      '/search/datasets',
      [
        ['search_query', 'a b'],
        ['platforms', 'zenodo'],
        ['platforms', 'openml'],
      ],
    ],
    ['aiod_assets_get', { identifier: 'data_1' }, 'GET', '/assets', [['identifier', 'data_1']]],
    [
      'aiod_bookmarks_register',
      { identifier: 'data_1' },
      'POST',
      '/bookmarks',
      [['resource_identifier', 'data_1']],
    ],
    [
      'aiod_bookmarks_delete',
      { identifier: 'data_1' },
      'DELETE',
      '/bookmarks',
      [['resource_identifier', 'data_1']],
    ],
    ['aiod_taxonomies_licenses', {}, 'GET', '/licenses', []],
  ] as const)('%s', (name, args, verb, path, query) => {
    const operation = extra.get(name);
    if (operation === undefined) throw new Error(`There is no ${name}.`);
    const request = placeArguments(operation, operation.input.parse(args));
    expect(request).toMatchObject({ verb, path, query });
  });

  it('are offered, and listed where they are asked for as such', () => {
    for (const operation of extraOperations) {
      expect(excludedBy(operation, ALL_TOOLS)).toBeNull();
      expect(isRequestedByName(operation, [])).toBe(false);
      expect(isRequestedByName(operation, ['*', 'aiod'])).toBe(false);
      expect(isRequestedByName(operation, [operation.name])).toBe(true);
      expect(isRequestedByName(operation, [`aiod.${operation.resource}`])).toBe(true);
    }
  });
});
