import { describe, expect, it } from 'vitest';
import { tools } from '../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS, excludedBy, type ToolFilter } from '../../src/dispatch/tool-filter.ts';
import type { CallError } from '../../src/errors.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { isDestructive } from '../../src/tools/effect.ts';
import { compactOver } from '../support/compact.ts';
import { neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { requiredArguments } from '../support/expected.ts';
import { factOf } from '../support/facts.ts';
import { recorder } from '../support/recorder.ts';
import { asCallError } from '../support/refusals.ts';

/** A server with this filter, what it sent, and calls to its compact surface. */
function serverWith(changes: Partial<ToolFilter>, aliases: ReadonlyMap<string, string> = new Map()) {
  const filter = { ...ALL_TOOLS, ...changes };
  const { clients, requests } = recorder({ id: 1, name: 'x' });
  const surface = compactOver(
    dispatchOver(clients, filter, { confirm: 'never', aliases: aliases }),
    filter,
    aliases,
  );
  const call = (name: string, args: unknown) =>
    surface.dispatch({ name, args, signal: neverAborted, report: () => undefined });
  const refusal = (name: string, args: unknown): Promise<CallError> =>
    call(name, args).then(() => expect.fail(`${name} took ${JSON.stringify(args)}`), asCallError);
  return { filter, surface, requests, call, refusal };
}

const BOUNDS: readonly (readonly [string, Partial<ToolFilter>])[] = [
  ['--read-only', { readOnly: true }],
  ['--no-destructive', { noDestructive: true }],
  ['--tools civis.files', { patterns: ['civis.files'] }],
  ['--tools=-civis.jobs,-workflows', { patterns: ['-civis.jobs', '-workflows'] }],
  ['--tools effect:read', { patterns: ['effect:read'] }],
];

describe.each(BOUNDS)('%s', (_, changes) => {
  const server = serverWith(changes);
  const left = tools.filter((tool) => excludedBy(tool, server.filter) !== null);

  it('keeps what it leaves out from being found, described and run', async () => {
    expect(left.length).toBeGreaterThan(0);
    const { outcome } = await server.call('operations_search', { query: '', limit: 20 });
    expect(outcome.value).toMatchObject({
      total: operations.filter((operation) => excludedBy(operation, server.filter) === null).length,
    });
    for (const { name } of left) {
      const found = await server.call('operations_search', { query: name, limit: 20 });
      expect(JSON.stringify(found.outcome.value)).not.toContain(`"name":"${name}"`);
      const args = factArguments(name);
      for (const error of [
        await server.refusal('operations_describe', { names: [name] }),
        await server.refusal('operations_read', { name, arguments: args }),
        await server.refusal('operations_change', { name, arguments: args }),
        await server.refusal(name, args),
      ]) {
        expect(['not_allowed', 'unknown_tool']).toContain(error.kind);
        expect(JSON.stringify(error.details.schema ?? {})).not.toContain('permission_level');
      }
    }
    expect(server.requests).toEqual([]);
  });

  it('names nothing that it leaves out as related', async () => {
    const names = new Set(left.map(({ name }) => name));
    for (const operation of operations.filter((each) => excludedBy(each, server.filter) === null)) {
      const { outcome } = await server.call('operations_describe', { names: [operation.name] });
      const [described] = (outcome.value as { items: { related: string[] }[] }).items;
      expect(described?.related.filter((name) => names.has(name))).toEqual([]);
    }
  });
});

function factArguments(name: string): Record<string, unknown> {
  const isOperation = operations.some((operation) => operation.name === name);
  return isOperation ? requiredArguments(factOf(name)) : { id: 1 };
}

describe('operations_read', () => {
  const server = serverWith({});

  it.each(operations.filter(({ effect }) => effect !== 'read').map(({ name }) => [name]))(
    'refuses %s with the right name, and sends nothing',
    async (name) => {
      const error = await server.refusal('operations_read', {
        name,
        arguments: requiredArguments(factOf(name)),
      });
      expect(error.kind).toBe('not_allowed');
      expect(error.details.hint).toContain('operations_change');
      expect(server.requests).toEqual([]);
    },
  );

  it.each(
    tools.filter(({ kind, effect }) => kind === 'workflow' && effect !== 'read').map(({ name }) => [name]),
  )('refuses the workflow %s', async (name) => {
    expect((await server.refusal('operations_read', { name, arguments: { id: 1 } })).kind).toBe(
      'not_allowed',
    );
    expect(server.requests).toEqual([]);
  });
});

describe('names that are none', () => {
  const RUN = 'civis_jobs_post_runs';
  it.each([
    ['letters of another size', 'CIVIS_JOBS_POST_RUNS'],
    ['a capital', 'Civis_jobs_post_runs'],
    ['a Cyrillic look-alike', 'сivis_jobs_post_runs'],
    ['full-width letters', 'ｃivis_jobs_post_runs'],
    ['a ligature', 'civis_ﬁles_post'],
    ['a space', ` ${RUN}`],
    ['a zero-width space', `civis_jobs\u200b_post_runs`],
    ['a line break', `${RUN}\n`],
    ['a null', `${RUN}\u0000`],
    ['a path', `./${RUN}`],
    ['an inherited name', 'constructor'],
    ['a prototype', '__proto__'],
    ['a tool of the surface itself', 'operations_change'],
    ['the same, nested', 'operations_read'],
    ['an operation that is listed nowhere', 'civis_jobs_list_runs'],
    ['nothing', ''],
  ])('%s', async (_, name) => {
    for (const changes of [{}, { readOnly: true }]) {
      const server = serverWith(changes);
      const nested = { name: 'operations_change', arguments: { name: RUN, arguments: { id: 1 } } };
      for (const args of [
        { name, arguments: { id: 1 } },
        { name, arguments: nested },
      ]) {
        for (const way of ['operations_read', 'operations_change']) {
          expect((await server.refusal(way, args)).kind).toBe('unknown_tool');
        }
      }
      expect((await server.refusal('operations_describe', { names: [name] })).kind).toBe('unknown_tool');
      expect(server.requests).toEqual([]);
    }
  });

  it('are no texts at all', async () => {
    const server = serverWith({});
    for (const name of [undefined, null, {}, ['civis_jobs_get', 'x'], { toString: () => RUN }]) {
      expect((await server.refusal('operations_change', { name, arguments: { id: 1 } })).kind).toBe(
        'invalid_input',
      );
    }
    expect(server.requests).toEqual([]);
  });
});

describe('the name that a tool had before', () => {
  const aliases = new Map([
    ['civis_jobs_start', 'civis_jobs_post_runs'],
    ['civis_jobs_read', 'civis_jobs_get'],
    ['civis_jobs_gone', 'civis_jobs_never_was'],
  ]);

  it('goes on working, for calls by name and through the surface', async () => {
    const server = serverWith({}, aliases);
    await server.call('civis_jobs_read', { id: 5 });
    await server.call('operations_read', { name: 'civis_jobs_read', arguments: { id: 5 } });
    await server.call('operations_change', { name: 'civis_jobs_start', arguments: { id: 5 } });
    expect(server.requests.map(({ verb, path }) => `${verb} ${path}`)).toEqual([
      'GET /jobs/{id}',
      'GET /jobs/{id}',
      'POST /jobs/{id}/runs',
    ]);
  });

  it('is under the policy of what it reaches', async () => {
    const bound = serverWith({ readOnly: true }, aliases);
    for (const way of ['operations_read', 'operations_change']) {
      const error = await bound.refusal(way, { name: 'civis_jobs_start', arguments: { id: 5 } });
      expect(error.kind).toBe('not_allowed');
    }
    expect((await bound.refusal('civis_jobs_start', { id: 5 })).kind).toBe('not_allowed');
    const open = serverWith({}, aliases);
    const error = await open.refusal('operations_read', { name: 'civis_jobs_start', arguments: { id: 5 } });
    expect(error.kind).toBe('not_allowed');
    expect((await open.refusal('civis_jobs_gone', {})).kind).toBe('unknown_tool');
    expect([...bound.requests, ...open.requests]).toEqual([]);
  });
});

it('lists operations_change only where there is something to change, and hints at the worst of it', () => {
  const hintsOf = (changes: Partial<ToolFilter>) =>
    serverWith(changes).surface.tools.find(({ name }) => name === 'operations_change')?.hints;
  expect(hintsOf({ readOnly: true })).toBeUndefined();
  expect(hintsOf({})).toMatchObject({ readOnlyHint: false, destructiveHint: true, idempotentHint: false });
  expect(hintsOf({ noDestructive: true })).toMatchObject({ destructiveHint: false });
  const kept = tools.filter((tool) => excludedBy(tool, { ...ALL_TOOLS, noDestructive: true }) === null);
  expect(kept.filter(({ effect }) => isDestructive(effect))).toEqual([]);
});
