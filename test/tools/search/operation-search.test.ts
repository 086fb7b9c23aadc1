import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extraOperations, operations } from '../../../src/tools/catalogue/catalogue.ts';
import { createSearch } from '../../../src/tools/search/operation-search.ts';

const search = createSearch(operations);
const namesFor = (query: string, limit = 5) => search.find(query, limit).operations.map(({ name }) => name);

const words = fc.constantFrom(
  ...'start stop list show share job import runs log who can see rename archive 5 "Nightly" csv team'.split(
    ' ',
  ),
);
const query = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.array(words).map((all) => all.join(' ')),
);

describe('a search', () => {
  it('never throws, and gives at most what was asked for, out of what there is, nothing twice', () => {
    fc.assert(
      fc.property(query, fc.nat(30), (asked, limit) => {
        const { operations: found, total } = search.find(asked, limit);
        expect(found.length).toBe(Math.min(limit, total));
        expect(new Set(found).size).toBe(found.length);
        expect(total).toBeLessThanOrEqual(operations.length);
        for (const operation of found) expect(operations).toContain(operation);
      }),
    );
  });

  it('gives the same to the same, whatever was asked before', () => {
    fc.assert(
      fc.property(query, (asked) => {
        expect(createSearch(operations).find(asked, 5)).toEqual(search.find(asked, 5));
      }),
      { numRuns: 10 },
    );
  });

  it('reads the beginning of what is too long to read', () => {
    expect(namesFor(`start a job ${'x'.repeat(1_000_000)}`)[0]).toBe('civis_jobs_post_runs');
    expect(namesFor('a '.repeat(500_000)).length).toBeGreaterThan(0);
  });

  it('gives less for a longer limit never, and the same order', () => {
    const few = namesFor('who can see job 5', 3);
    expect(namesFor('who can see job 5', 20).slice(0, 3)).toEqual(few);
  });

  it.each(operations.map(({ name }) => [name]))('finds %s by its name', (name) => {
    expect(namesFor(name)[0]).toBe(name);
  });

  it('gives everything where nothing is asked, narrowed where that is asked', () => {
    expect(search.find('', 1).total).toBe(operations.length);
    const reads = search.find('', 500, ({ effect }) => effect === 'read').operations;
    expect(reads).toEqual(operations.filter(({ effect }) => effect === 'read'));
  });

  it('finds nothing where there is nothing', () => {
    expect(createSearch([]).find('start a job', 5)).toMatchObject({ operations: [], total: 0 });
    expect(namesFor('xyzzy qwertz')).toEqual([]);
  });

  it.each([
    ['start a jbo', 'civis_jobs_post_runs'],
    ['list my notebokos', 'civis_notebooks_list'],
    ['who has permision on file 5', 'civis_files_list_shares'],
  ])('forgives %s', (asked, name) => {
    expect(namesFor(asked)).toContain(name);
  });

  it.each([
    ['run job 5', 'rename job 5'],
    ['START JOB 5', 'start job 5'],
  ])('is deaf to letters alone: %s', (asked) => {
    expect(namesFor(asked.toUpperCase())).toEqual(namesFor(asked.toLowerCase()));
  });
});

describe('a search of everything that can be called', () => {
  const everything = createSearch([...operations, ...extraOperations]);

  it.each([
    ['submit my dataset for review', 'aiod_submissions_post'],
    ['withdraw my submission', 'aiod_submissions_retract'],
    ['approve a submission', 'aiod_reviews_post'],
    ['share my aiod asset with alice', 'aiod_assets_set_permission'],
    ['my aiod resources', 'aiod_user_get_resources'],
    ['who am I in AI-on-Demand', 'aiod_user_get'],
    ['most popular datasets', 'aiod_stats_top'],
    ['which countries are allowed', 'aiod_taxonomies_countries'],
    ['images of an organisation', 'aiod_organisations_list_images'],
    ['register my dataset in AI-on-Demand', 'aiod_datasets_register'],
    ['search datasets about wheat', 'aiod_datasets_search'],
  ])('%s: %s', (asked, name) => {
    expect(everything.find(asked, 1).operations.map((found) => found.name)).toEqual([name]);
  });
});
