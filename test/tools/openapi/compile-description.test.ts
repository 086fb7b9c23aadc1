import { describe, expect, it } from 'vitest';
import { placeArguments } from '../../../src/dispatch/place.ts';
import { compileDescription } from '../../../src/tools/openapi/compile-description.ts';
import { advertisedInput } from '../../../src/tools/portable-schema.ts';
import { descriptionText, operationsIn, swagger } from '../../support/descriptions.ts';

const civis = operationsIn(descriptionText('civis'));
const aiod = operationsIn(descriptionText('aiod'), 'aiod');

function schemaOf(name: string) {
  const operation = { ...civis, ...aiod }[name];
  if (operation === undefined) throw new Error(`There is no ${name}.`);
  return advertisedInput(operation);
}

describe('a Swagger 2.0 description', () => {
  it('becomes operations by the rule of names', () => {
    expect(Object.keys(civis).sort()).toEqual([
      'civis_jobs_post_runs',
      'civis_shelves_delete',
      'civis_shelves_get',
      'civis_shelves_get_alias',
      'civis_shelves_list',
      'civis_shelves_list_inv_of_all_the_thi_tha_any_eve',
      'civis_shelves_post',
      'civis_shelves_post_cancel',
      'civis_shelves_put',
    ]);
  });

  it.each([
    ['civis_shelves_list', 'read'],
    ['civis_shelves_post', 'create'],
    ['civis_shelves_put', 'replace'],
    ['civis_shelves_delete', 'delete'],
    ['civis_shelves_post_cancel', 'cancel'],
    ['civis_jobs_post_runs', 'run'],
  ])('%s is %s', (name, effect) => {
    expect(civis[name]?.effect).toBe(effect);
  });

  it('reads bounds and values out of the words', () => {
    const { properties } = schemaOf('civis_shelves_list');
    expect(properties).toMatchObject({
      limit: { type: 'integer', maximum: 50 },
      order: { enum: ['updated_at', 'last_run.updated_at'] },
      order_dir: { enum: ['asc', 'desc'] },
      state: { type: 'string', description: expect.stringContaining('Comma-separated: open, shut, lent') },
      iterator: { type: 'boolean' },
      fields: { type: 'array' },
    });
    expect(civis['civis_shelves_list']?.paging).toMatchObject({ maxPageSize: 50 });
  });

  it('describes what it takes in the portable subset, with the recursion cut', () => {
    const description = 'Same fields as an object around it, named as the platform names them.';
    const cut = { type: 'object', properties: {}, description };
    expect(schemaOf('civis_shelves_post')).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', description: '"The name of the shelf."' },
        provide_api_key: { type: 'boolean' },
        existing_table_rows: {
          type: 'string',
          enum: ['fail', 'truncate', 'append'],
          description: expect.stringContaining("'append'"),
        },
        environment_variables: { type: 'object', properties: {} },
        arguments: { type: 'object', properties: {} },
        board: {
          type: 'object',
          properties: { name: { type: 'string' }, above: cut },
        },
      },
      required: ['name'],
    });
  });

  it('sends the keys that the description has', () => {
    const operation = civis['civis_shelves_post'];
    const args = {
      name: 'A',
      provide_api_key: true,
      environment_variables: { some_KEY: 'x' },
      board: { name: 'B', above: { anyKey: 1 } },
    };
    expect(operation && placeArguments(operation, operation.input.parse(args))).toMatchObject({
      verb: 'POST',
      path: '/shelves',
      body: {
        name: 'A',
        provideAPIKey: true,
        environmentVariables: { some_KEY: 'x' },
        board: { name: 'B', above: { anyKey: 1 } },
      },
    });
  });

  it('knows the answer, with its free maps', () => {
    expect(civis['civis_shelves_get']?.returns).toEqual({
      id: 'int',
      created_at: 'time',
      labels: 'map',
      boards: [{ name: 'text', above: 'any' }],
    });
    expect(civis['civis_shelves_delete']?.returns).toBe('none');
  });

  it('says whose words the description is', () => {
    expect(civis['civis_shelves_list']?.description).toBe('Civis: "List shelves"');
  });
});

describe('an OpenAPI 3.1 description', () => {
  it('becomes operations under the version that the client puts in front', () => {
    expect(Object.keys(aiod).sort()).toEqual([
      'aiod_datasets_list',
      'aiod_submissions_get',
      'aiod_submissions_list_picture',
      'aiod_submissions_patch',
    ]);
    expect(aiod['aiod_submissions_get']).toMatchObject({
      path: '/submissions/{submission_id}',
      auth: 'required',
    });
  });

  it('says what it leaves out', () => {
    const { warnings } = compileDescription(descriptionText('aiod'), { platform: 'aiod', version: 'v2' });
    expect(warnings).toEqual([
      '"/old/things" is not served under /v2',
      '"PUT /submissions/{submission_id}/picture" requires a body that is not JSON',
    ]);
  });

  it.each([
    ['v2', 'it describes version v3, but AIOD_API_VERSION is v2'],
    ['', 'it describes version v3, but AIOD_API_VERSION is empty'],
  ])('is refused where it is one of another version than %j', (version, words) => {
    const paths = { '/v3/news': { get: { responses: {} } } };
    const text = JSON.stringify({ openapi: '3.1.0', info: {}, paths });
    expect(() => compileDescription(text, { platform: 'aiod', version })).toThrow(words);
    expect(() => compileDescription(text, { platform: 'aiod', version: 'v3' })).not.toThrow();
  });

  it('is refused where only its title page states another version', () => {
    const paths = { '/news': { get: { responses: {} } } };
    const text = JSON.stringify({ openapi: '3.1.0', info: { version: 'v3' }, paths });
    const compile = (version: string) => () => compileDescription(text, { platform: 'aiod', version });
    expect(compile('v2')).toThrow('it describes version v3, but AIOD_API_VERSION is v2');
    expect(compile('v3')).not.toThrow();
    expect(compile('')).not.toThrow();
  });

  it.each([
    ['a mark', { deprecated: true }, 'Civis: "List."', true],
    ['its summary', { summary: 'Archive it (deprecated, use the archive)' }, undefined, true],
    ['its description', { description: 'Deprecated. Use another one.' }, undefined, true],
    [
      'a warning',
      { deprecated: true, 'x-deprecation-warning': 'Use tables/scan.' },
      'Use tables/scan.',
      true,
    ],
    ['nothing', { summary: 'List deprecated models' }, undefined, false],
  ])('is deprecated by %s', (_, operation, words, isDeprecated) => {
    const { civis_things_list: listed } = operationsIn(
      swagger({ '/things': { get: { summary: 'List.', responses: {}, ...operation } } }),
    );
    expect(listed?.retired).toEqual(isDeprecated ? { isServed: true } : null);
    expect(listed?.description.startsWith('Deprecated. ')).toBe(isDeprecated);
    if (words !== undefined) expect(listed?.description).toContain(words);
  });

  it('joins what it takes out of its parts', () => {
    expect(schemaOf('aiod_submissions_patch')).toEqual({
      type: 'object',
      properties: {
        submission_id: { type: 'integer' },
        tags: { type: 'array', items: { type: 'string' } },
        comment: { type: 'string', description: '"What is to be said." May be null' },
        aiod_entry: {
          type: 'object',
          properties: { date_modified: { type: 'string', format: 'date-time' } },
        },
        state: { type: 'string', enum: ['draft', 'published'] },
      },
      required: ['submission_id', 'comment'],
    });
  });

  it('sends keys as they are, and a list as its name again for each element', () => {
    const operation = aiod['aiod_submissions_patch'];
    const args = {
      submission_id: 5,
      tags: ['a', 'b'],
      comment: null,
      aiod_entry: { date_modified: '2026-05-31T17:00:00Z' },
    };
    expect(operation && placeArguments(operation, operation.input.parse(args))).toMatchObject({
      query: [
        ['tags', 'a'],
        ['tags', 'b'],
      ],
      body: { comment: null, aiod_entry: { date_modified: '2026-05-31T17:00:00Z' } },
    });
  });

  it('reads bytes where the answer is no JSON', () => {
    expect(aiod['aiod_submissions_list_picture']).toMatchObject({ returns: 'bytes' });
  });
});
