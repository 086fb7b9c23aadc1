import { describe, expect, it } from 'vitest';
import type { PlatformClient } from '../../src/client/interface.ts';
import { ALL_TOOLS, excludedBy, knownPatterns, unknownPatterns } from '../../src/dispatch/tool-filter.ts';
import { CallError } from '../../src/errors.ts';
import { operations, operationsByName } from '../../src/tools/catalogue/catalogue.ts';
import { operationsIn, swagger } from '../support/descriptions.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { requiredArguments } from '../support/expected.ts';
import { factOf, facts } from '../support/facts.ts';

const retired = Object.keys(facts).filter((name) => facts[name]?.retired === true);

describe('the pattern civis.retired', () => {
  const offered = (...patterns: string[]) =>
    operations.filter((operation) => excludedBy(operation, { ...ALL_TOOLS, patterns }) === null);

  it('leaves out what Civis no longer serves, and nothing else', () => {
    const left = new Set(offered('-civis.retired').map(({ name }) => name));
    expect([...operationsByName.keys()].filter((name) => !left.has(name)).sort()).toEqual(retired.sort());
  });

  it('can also be all that is wanted, and combines with others', () => {
    expect(offered('civis.retired')).toHaveLength(retired.length);
    expect(offered('civis.codes', '-civis.retired')).toEqual([]);
    expect(offered('civis.clusters', '-civis.retired').map(({ name }) => name)).toEqual([
      'civis_clusters_get_kubernetes',
      'civis_clusters_list_kubernetes',
    ]);
  });

  it('is known, and its misspellings are not', () => {
    expect(knownPatterns(operations)).toContain('civis.retired');
    expect(knownPatterns(operations)).not.toContain('aiod.retired');
    expect(unknownPatterns(['civis.retired', '-civis.retired'], operations)).toEqual([]);
    expect(unknownPatterns(['civis.retird', 'aiod.retired'], operations)).toEqual([
      'civis.retird',
      'aiod.retired',
    ]);
  });
});

describe('an operation that the platform does not find', () => {
  const failing = (kind: 'not_found' | 'platform_error', status: number): PlatformClient => ({
    platform: 'civis',
    hasCredential: true,
    send: () => Promise.reject(new CallError(kind, `the platform returned ${status}.`, { status })),
  });

  const deprecated = { get: { summary: 'List (deprecated)', responses: {} } };
  const described = Object.values(operationsIn(swagger({ '/old_things': deprecated })));

  async function hintOf(name: string, client: PlatformClient): Promise<string> {
    const clients = { civis: client, aiod: client };
    const dispatch = dispatchOver(clients, ALL_TOOLS, { described });
    const args = name in facts ? requiredArguments(factOf(name)) : {};
    const call = { name, args, signal: new AbortController().signal, report: () => undefined };
    const error: unknown = await dispatch(call).catch((thrown: unknown) => thrown);
    if (!(error instanceof CallError)) throw new Error(`${name} did not fail as it should`);
    return error.details.hint ?? '';
  }

  it.each(retired)(
    '%s: says that Civis has retired it, and what replaces it where something does',
    async (name) => {
      const hint = await hintOf(name, failing('not_found', 404));
      expect(hint).toContain('Civis has retired this operation');
      const instead = operationsByName.get(name)?.retired?.instead;
      expect(hint).toContain(instead ?? 'no documented operation replaces it');
    },
  );

  it('says so too where the path is served and the verb is not', async () => {
    const hint = await hintOf('civis_models_post', failing('platform_error', 405));
    expect(hint).toContain('Civis has retired this operation');
  });

  it('says nothing of the kind of an operation that is served', async () => {
    expect(await hintOf('civis_jobs_get', failing('not_found', 404))).toBe(
      'Call civis_jobs_list to list the ids that exist.',
    );
    expect(await hintOf('civis_models_post', failing('platform_error', 500))).not.toContain('retired');
    expect(await hintOf('civis_old_things_list', failing('not_found', 404))).not.toContain('retired');
  });
});
