import { describe, expect, it } from 'vitest';
import { placeArguments } from '../../../src/dispatch/place.ts';
import { ALL_TOOLS, excludedBy, isRequestedByName } from '../../../src/dispatch/tool-filter.ts';
import { extraOperations, operationsByName } from '../../../src/tools/catalogue/catalogue.ts';
import { ALIASES } from '../../../src/tools/catalogue/tool-aliases.ts';
import { advertisedInput, toToolSchema } from '../../../src/tools/portable-schema.ts';
import { strangersIn } from '../../support/schemas.ts';
import { withFakePlatform } from '../../support/tool-caller.ts';

const ofAiod = extraOperations.filter(({ platform }) => platform === 'aiod');
const extra = new Map(ofAiod.map((operation) => [operation.name, operation]));

describe('operations beyond the documented ones', () => {
  it('are portable, of names of their own, and described', () => {
    for (const operation of ofAiod) {
      expect(operation.name).toMatch(/^aiod_[a-z_]{1,45}$/);
      expect(operationsByName.has(operation.name)).toBe(false);
      expect(operation.description).toMatch(/^[A-Z].*\.$/s);
      expect(strangersIn(advertisedInput(operation))).toEqual([]);
      expect(strangersIn(toToolSchema(operation.input))).toEqual([]);
    }
    expect(extra.size).toBe(ofAiod.length);
  });

  it.each([
    [
      'aiod_datasets_search',
      { query: 'a b', platforms: ['zenodo', 'openml'], date_modified_after: '2026-01-31' },
      { path: '/search/datasets' },
      [
        ['search_query', 'a b'],
        ['platforms', 'zenodo'],
        ['platforms', 'openml'],
        ['date_modified_after', '2026-01-31'],
      ],
    ],
    ['aiod_assets_get', { identifier: 'data_1' }, { path: '/assets/{identifier}' }, []],
    [
      'aiod_bookmarks_register',
      { identifier: 'data_1' },
      { verb: 'POST', path: '/bookmarks' },
      [['resource_identifier', 'data_1']],
    ],
    [
      'aiod_bookmarks_delete',
      { identifier: 'data_1' },
      { verb: 'DELETE', path: '/bookmarks' },
      [['resource_identifier', 'data_1']],
    ],
    ['aiod_platforms_get_asset', { identifier: 9 }, { pathParams: { identifier: '9' } }, []],
    [
      'aiod_assets_set_permission',
      { asset_identifier: 'data_1', user: 'bob', permission_type: 'write' },
      { body: { asset_identifier: 'data_1', user: 'bob', permission_type: 'write' } },
      [],
    ],
    [
      'aiod_assets_remove_permission',
      { asset_identifier: 'data_1', user: 'bob' },
      { verb: 'POST', path: '/assets/permissions', body: { asset_identifier: 'data_1', user: 'bob' } },
      [],
    ],
    [
      'aiod_submissions_post',
      { asset_identifiers: ['data_1'], comment: 'Ready.' },
      { path: '/submissions', body: { asset_identifiers: ['data_1'], comment: 'Ready.' } },
      [],
    ],
    [
      'aiod_datasets_register',
      { metadata: { name: 'Iris', spatial_coverage: { geo: { elevation_millimeters: 11 } } } },
      { body: { name: 'Iris', spatial_coverage: { geo: { elevation_millimeters: 11 } } } },
      [],
    ],
    ['aiod_projects_delete_image', { identifier: 'proj_1', name: 'logo' }, {}, [['name', 'logo']]],
    ['aiod_stats_top', { kind: 'datasets', limit: 3 }, { pathParams: { kind: 'datasets' } }, [['limit', 3]]],
    ['aiod_taxonomies_ai_paradigms', {}, { path: '/AI_paradigms' }, []],
    ['aiod_taxonomies_numbers_of_employees', {}, { path: '/numbers_of_employees' }, []],
    ['aiod_taxonomies_keywords', {}, { path: '/keywords' }, []],
  ] as const)('%s', (name, args, request, query) => {
    const operation = extra.get(name);
    if (operation === undefined) throw new Error(`There is no ${name}.`);
    const placed = placeArguments(operation, operation.input.parse(args));
    expect(placed).toMatchObject({ ...request, query });
  });

  it('are offered, and listed where they are asked for as such', () => {
    for (const operation of ofAiod) {
      expect(excludedBy(operation, ALL_TOOLS)).toBeNull();
      expect(isRequestedByName(operation, [])).toBe(false);
      expect(isRequestedByName(operation, ['*', 'aiod'])).toBe(false);
      expect(isRequestedByName(operation, [operation.name])).toBe(true);
      expect(isRequestedByName(operation, [`aiod.${operation.resource}`])).toBe(true);
    }
  });

  it('list images without their bytes', async () => {
    const image = { identifier: 2, name: 'logo', encoding_format: 'image/png' };
    const routes = { 'GET /organisations/org_1/image': [{ ...image, binary_blob: 'iVBORw0KGgo=' }] };
    await withFakePlatform(routes, async ({ call }) => {
      expect(await call('aiod_organisations_list_images', { identifier: 'org_1' })).toEqual([image]);
    });
  });

  it('keep the names that they had before', () => {
    for (const [former, name] of ALIASES) {
      expect(extra.has(former)).toBe(false);
      expect(extra.has(name)).toBe(true);
    }
  });
});
