import { describe, expect, it } from 'vitest';
import { validateArguments } from '../../../../src/dispatch/validate.ts';
import { KIND_FACTS, KIND_NAMES } from '../../../../src/tools/aiod/attributes/kind-facts.ts';
import { extraOperations, operations } from '../../../../src/tools/catalogue/catalogue.ts';
import { exampleArguments } from '../../../../src/tools/examples/example-arguments.ts';
import { connectTo } from '../../../support/connect.ts';
import { answer, startPlatform } from '../../../support/platform.ts';
import { operationOf, refusal } from '../../../support/refusals.ts';
import { callErrorOf, createToolCaller, withFakePlatform } from '../../../support/tool-caller.ts';

const aiod = [...operations, ...extraOperations].filter(({ platform }) => platform === 'aiod');

const registered = (kind: string, metadata: unknown) =>
  validateArguments(operationOf(`aiod_${kind}_register`), { metadata })['metadata'];
const refusedMetadata = (kind: string, metadata: unknown, method = 'register') =>
  refusal(operationOf(`aiod_${kind}_${method}`), { identifier: 'x_1', metadata });

describe('metadata that is refused, and what is said of it', () => {
  it.each([
    [
      'datasets',
      { name: 'x', keywords: ['a'] },
      'unknown parameter metadata.keywords; did you mean keyword?',
    ],
    [
      'datasets',
      { name: 'x', distribution: [{ content_ur: 'https://a.example' }] },
      'unknown parameter metadata.distribution[0].content_ur; did you mean content_url?',
    ],
    [
      'datasets',
      { name: 'x', spatial_coverage: { geo: { lattitude: 1 } } },
      'unknown parameter metadata.spatial_coverage.geo.lattitude; did you mean latitude?',
    ],
    ['datasets', { name: 'x', identifier: 'data_1' }, 'metadata.identifier is read-only: leave it out'],
    ['datasets', { name: 'x', contacts: [] }, 'metadata.contacts is read-only: leave it out'],
    [
      'contacts',
      { aiod_entry: { status: 'published' } },
      'metadata.aiod_entry.status is read-only: leave it out',
    ],
    [
      'organisations',
      { name: 'x', media: [{ binary_blob: 'AA==' }] },
      'metadata.media[0].binary_blob is read-only: leave it out',
    ],
    ['datasets', { keyword: ['a'] }, 'metadata.name is required (string)'],
    [
      'datasets',
      { name: 'x', issn: '123' },
      'metadata.issn must be a string of at least 8 characters; got "123"',
    ],
    [
      'news',
      { name: 'x', headline: 'h'.repeat(257) },
      'metadata.headline must be a string of at most 256 characters',
    ],
    [
      'organisations',
      { name: 'x', date_founded: '2022-01-01T10:00:00' },
      'metadata.date_founded must be an ISO 8601 date such as 2026-05-31; got "2022-01-01T10:00:00"',
    ],
    ['datasets', { name: 'x', note: [{}] }, 'metadata.note[0].value is required (string)'],
    ['teams', { name: 'x', size: 2.5 }, 'metadata.size must be an integer'],
  ])('%s %j', (kind, metadata, words) => {
    expect(refusedMetadata(kind, metadata)).toContain(words);
  });

  it('allows changes without what a whole record requires', () => {
    const update = operationOf('aiod_datasets_update');
    const args = { identifier: 'data_1', metadata: { version: '2' } };
    expect(validateArguments(update, args)).toEqual(args);
    expect(refusedMetadata('datasets', { version: '2' }, 'replace')).toContain('metadata.name is required');
  });
});

describe('metadata that is taken', () => {
  it.each([
    ['one element of a list', 'datasets', { name: 'x', keyword: 'a' }, { name: 'x', keyword: ['a'] }],
    ['null for a value', 'datasets', { name: 'x', license: null }, { name: 'x', license: null }],
    ['null for a nested record', 'datasets', { name: 'x', size: null }, { name: 'x', size: null }],
    ['null for a list', 'datasets', { name: 'x', keyword: null }, { name: 'x', keyword: [] }],
    ['an empty text', 'datasets', { name: 'x', version: '' }, { name: 'x', version: '' }],
    ['a number as a text', 'datasets', { name: 'x', version: 2 }, { name: 'x', version: '2' }],
    ['no attribute at all, of a contact', 'contacts', {}, {}],
    [
      'a time without a zone, as it is',
      'datasets',
      { name: 'x', date_published: '2022-01-01T15:15:00.000' },
      { name: 'x', date_published: '2022-01-01T15:15:00.000' },
    ],
  ])('%s', (_, kind, metadata, expected) => {
    expect(registered(kind, metadata)).toEqual(expected);
  });

  it('is sent under the same names, at every depth', async () => {
    const metadata = { name: 'x', spatial_coverage: { geo: { elevation_millimeters: 11 } } };
    await withFakePlatform({ 'POST /datasets': { identifier: 'data_1' } }, async ({ call, platform }) => {
      await call('aiod_datasets_register', { metadata });
      expect(platform.received[0]?.body).toEqual(metadata);
    });
  });
});

describe('an attribute that only v2 has', () => {
  const metadata = { name: 'x', total_cost_euro: 7 };

  it.each([
    ['v2', {}, null],
    ['v3', { version: 'v2' }, null],
    ['v3', {}, 'metadata.total_cost_euro exists in v2 only; use total_cost_euros'],
    ['v2', { version: '' }, 'metadata.total_cost_euro exists in v2 only; use total_cost_euros'],
  ])('%s, called with %j', async (configured, given, words) => {
    const platform = await startPlatform((_, response) => answer(response, 200, { identifier: 'proj_1' }));
    const client = connectTo(platform.url, { platform: 'aiod', version: configured });
    try {
      const call = createToolCaller({ civis: client, aiod: client });
      const calling = call('aiod_projects_register', { metadata, ...given });
      if (words === null) expect(await calling).toEqual({ identifier: 'proj_1' });
      else expect((await callErrorOf(calling)).message).toContain(words);
      expect(platform.received).toHaveLength(words === null ? 1 : 0);
    } finally {
      await client.close();
      await platform.close();
    }
  });

  it('is in no version that there is not', () => {
    const words = refusal(operationOf('aiod_projects_get_asset'), { identifier: 'proj_1', version: 'v1' });
    expect(words).toContain('version must be one of v2, v3, "" (the latest); got "v1"');
  });
});

describe('examples', () => {
  it('are valid for every tool', () => {
    for (const operation of aiod) {
      const example = exampleArguments(operation);
      expect(validateArguments(operation, example)).toEqual(example);
      expect(JSON.stringify(example)).not.toContain('<');
    }
  });

  it.each(KIND_NAMES)('of %s have identifiers of that kind', (kind) => {
    const { identifier } = exampleArguments(operationOf(`aiod_${kind}_get_asset`));
    expect(String(identifier).startsWith(KIND_FACTS[kind].prefix ?? '9')).toBe(true);
  });
});
