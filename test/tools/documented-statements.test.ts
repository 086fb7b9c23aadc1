import { describe, expect, it } from 'vitest';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { type PortableSchema, toToolSchema } from '../../src/tools/portable-schema.ts';
import { factOf, type ParamFact } from '../support/facts.ts';
import { operationOf } from '../support/refusals.ts';

/** The advertised schema of a parameter; a dot leads into an object or into the items of a list. */
function parameterOf(tool: string, path: string): PortableSchema {
  return path.split('.').reduce<PortableSchema>(
    (schema, name) => {
      const inner = (schema.items ?? schema).properties?.[name];
      return inner ?? expect.fail(`${tool} has no ${path}`);
    },
    toToolSchema(operationOf(tool).input),
  );
}

describe('what the documentation says of a parameter reaches the model', () => {
  const syncs = ['civis_imports_post_syncs', 'civis_imports_put_syncs'];
  const media = ['civis_media_post_optimizations', 'civis_media_patch_optimizations'];
  const codes = ['civis_codes_post', 'civis_codes_put', 'civis_codes_patch'];
  const logs = operations.filter(({ path }) => path.endsWith('/logs')).map(({ name }) => name);
  const each = (tools: readonly string[], path: string, says: string) =>
    tools.map((tool): [string, string, string] => [tool, path, says]);

  it.each([
    ...each(syncs, 'source.path', 'schema.tablename; can be blank for a Google Sheet export'),
    ...each(syncs, 'destination.path', 'schema.tablename or MySpreadsheet.Sheet1'),
    ...each(media, 'runs.market_id', 'civis_media_list_dmas'),
    ...each(media, 'runs.rate_cards', 'civis_media_list_ratecards'),
    ...each(media, 'runs.syscodes', 'no tool lists them'),
    ...each(media, 'runs.constraints.targets', 'civis_media_list_targets'),
    ...each(codes, 'score', 'internal use by Civis'),
    ...each(logs, 'last_id', 'Only higher ids, sorted by id; else sorted by time.'),
    ...each(['civis_files_post', 'civis_files_post_multipart'], 'expires_at', 'null: never'),
    ...each(['civis_imports_post_files'], 'column_delimiter', 'Default or null: detected.'),
    ...each(['civis_imports_post_files'], 'first_row_is_header', 'Default or null: detected.'),
    ...each(['aiod_contacts_get_asset'], 'version', 'API version'),
  ])('%s: %s', (tool, path, says) => {
    expect(parameterOf(tool, path).description).toContain(says);
  });

  it('names every value of its own that a parameter refers to', () => {
    const named = media.flatMap((tool) =>
      JSON.stringify(toToolSchema(operationOf(tool).input)).match(/civis_\w+/g),
    );
    for (const tool of named) expect(operationOf(tool ?? '').effect).toBe('read');
  });
});

describe('what the documentation says of a call reaches the model', () => {
  it.each([
    ['civis_files_post_multipart', 'valid for 12 hours'],
    ['civis_models_get_builds', 'only if smaller than 10 kB'],
    ['civis_models_get_builds', 'expires after 5 minutes'],
    ['civis_models_put_predictions', 'Add a table for the model to score'],
  ])('%s: %s', (tool, says) => {
    expect(operationOf(tool).description).toContain(says);
  });
});

describe('lists with pages', () => {
  const paged = operations.filter(({ paging }) => paging !== null).map((tool) => [tool.name, tool] as const);

  it.each(paged)('%s states what the facts say', (name, { paging }) => {
    const said = (param: string) => parameterOf(name, param);
    const { maximum } = limitOf(name);
    expect(said('limit')).toMatchObject({ minimum: 1, maximum });
    const isMaximum = (paging?.defaultPageSize ?? paging?.maxPageSize) === maximum;
    expect(said('limit').description).toBe(
      isMaximum ? 'Default: the maximum.' : `Default: ${paging?.defaultPageSize}.`,
    );
    expect(said('page_num')).toMatchObject({ minimum: 1 });
    expect(said('iterator').description).toContain('ignores limit and page_num');
    expect(said('order_dir').description).toContain(`Default: ${paging?.defaultDirection}`);
    const isReversed = paging?.defaultDirection === 'desc' && paging.orderFields.includes('name');
    expect(said('order_dir').description?.includes('Z to A')).toBe(isReversed);
  });

  function limitOf(name: string): ParamFact {
    return factOf(name).params.find((param) => param.name === 'limit') ?? expect.fail(`${name} has no limit`);
  }
});
