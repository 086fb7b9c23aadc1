import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Verb } from '../../../src/client/interface.ts';
import { handwrittenOperations } from '../../../src/tools/catalogue/catalogue.ts';
import { mergeOperations } from '../../../src/tools/openapi/described-operations.ts';
import { type NamedRequest, nameRequests } from '../../../src/tools/openapi/operation-names.ts';
import { operationsIn, swagger } from '../../support/descriptions.ts';
import { PUBLISHED } from '../../support/published.ts';

function requestsOf(...lines: readonly string[]): NamedRequest[] {
  return lines.map((line) => {
    const [verb, path] = line.split(' ') as [Verb, string];
    return { platform: 'civis', verb, path };
  });
}

function namesOf(...lines: readonly string[]): Record<string, string> {
  const names = nameRequests(requestsOf(...lines));
  return Object.fromEntries(Array.from(names, ([{ verb, path }, name]) => [`${verb} ${path}`, name]));
}

describe('the names of described operations', () => {
  it.each([
    [
      'a path with more parameters keeps the name',
      {
        'PUT /jobs/{id}/archive': 'civis_jobs_put_archive',
        'PUT /jobs/archive': 'civis_jobs_put_archive_without_id',
      },
    ],
    [
      'another place of a parameter is stated by both',
      {
        'GET /a/{id}/b/c': 'civis_a_list_by_id_b_c',
        'GET /a/b/{id}/c': 'civis_a_list_b_by_id_c',
      },
    ],
    [
      'another spelling is stated by the less plain one',
      {
        'GET /ai_paradigms': 'civis_ai_paradigms_list',
        'GET /AI_paradigms': 'civis_ai_paradigms_list_with_capitals',
        'GET /ai-paradigms': 'civis_ai_paradigms_list_with_hyphens',
      },
    ],
    [
      'what no word can tell apart is numbered',
      {
        'GET /a/b/c': 'civis_a_list_b_c_without_id',
        'GET /a/b_c': 'civis_a_list_b_c_without_id_2',
      },
    ],
    [
      'long names repeat no platform and are abbreviated',
      {
        'GET /enhancements/civis-data-match/{id}/runs/{run_id}/outputs':
          'civis_enhancements_list_data_match_runs_outputs',
        'DELETE /enhancements/identity-resolution/{id}/shares/groups/{group_id}':
          'civis_enhancements_delete_id_resol_shares_groups',
        'GET /clusters/kubernetes/instance_configs/{id}/historical_graphs':
          'civis_clusters_list_k8s_inst_configs_hist_graphs',
      },
    ],
  ])('%s', (_, names) => {
    expect(namesOf(...Object.keys(names))).toEqual(names);
    expect(namesOf(...Object.keys(names).reverse())).toEqual(names);
  });

  const segment = fc.constantFrom(
    'jobs',
    'runs',
    'Runs',
    'a-b',
    'a_b',
    'all',
    '{id}',
    '{run_id}',
    'x'.repeat(40),
  );
  const line = fc
    .tuple(fc.constantFrom('GET', 'PUT', 'DELETE'), fc.array(segment, { maxLength: 5 }))
    .map(([verb, segments]) => `${verb} /${['jobs', ...segments].join('/')}`);
  const lines = fc.uniqueArray(line, { minLength: 1, maxLength: 30 });

  it('are unique, short, plain, and the same in any order', () => {
    fc.assert(
      fc.property(lines, (given) => {
        const names = namesOf(...given);
        const all = Object.values(names);
        expect(new Set(all).size).toBe(given.length);
        expect(all.filter((name) => !/^[a-z0-9_]{1,50}$/.test(name))).toEqual([]);
        expect(namesOf(...given.toReversed())).toEqual(names);
      }),
    );
  });

  it('stay when another operation is added, except where it has the same name', () => {
    fc.assert(
      fc.property(lines, line, (given, added) => {
        fc.pre(!given.includes(added));
        const before = namesOf(...given);
        const { [added]: _, ...after } = namesOf(...given, added);
        const alone = namesOf(added)[added];
        const isNew = given.every((each) => namesOf(each)[each] !== alone);
        if (isNew && !Object.values(before).includes(alone ?? '')) expect(after).toEqual(before);
      }),
    );
  });

  it('are another than that of a handmade operation', () => {
    const text = swagger({ '/jobs/runs': { post: { summary: 'Run all jobs', responses: {} } } });
    const merged = mergeOperations(handwrittenOperations, Object.values(operationsIn(text)));
    expect(merged.map(({ name }) => name)).toEqual(['civis_jobs_post_runs_without_id']);
  });
});

it('takes time that is linear in the number of requests of one name', () => {
  /** Paths of one name, which differ in their slashes and underscores; how often each is read. */
  function readsOf(count: number): number {
    let reads = 0;
    const requests = Array.from({ length: count }, (_, at) => {
      const separators = at.toString(2).padStart(12, '0').split('');
      const path = `/a/b${separators.map((bit) => (bit === '0' ? '_x' : '/x')).join('')}`;
      return {
        platform: 'civis',
        verb: 'GET',
        get path() {
          reads += 1;
          return path;
        },
      } as const;
    });
    expect(new Set(nameRequests(requests).values()).size).toBe(count);
    return reads;
  }
  // Sorting adds a logarithm; comparing each with each would make it four.
  expect(readsOf(2_000) / readsOf(1_000)).toBeLessThan(2.5);
});

describe.each(PUBLISHED)('the names of $platform $version', (published) => {
  it('are unique beside the handmade ones, at most 50 characters, and words', () => {
    const operations = published.operations();
    const merged = mergeOperations(handwrittenOperations, operations);
    const names = [...operations, ...merged].map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z0-9_]{1,50}$/.test(name))).toEqual([]);
    // A digest has a digit among letters; `2fa`, `k8s` and `python3` are words.
    const words = names.flatMap((name) => name.split('_'));
    expect(words.filter((word) => /^[0-9a-f]{6}$/.test(word) && /\d/.test(word))).toEqual([]);
    expect(new Set(merged.map(({ name }) => name)).size).toBe(merged.length);
    expect(new Set(operations.map(({ name }) => name)).size).toBe(operations.length);
  });
});
