import { describe, expect, it } from 'vitest';
import { createCompactSurface } from '../../src/compact/compact-surface.ts';
import { callableTools } from '../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import type { CallError } from '../../src/errors.ts';
import { renderAnswer } from '../../src/mcp/results/call-result.ts';
import { buildToolList } from '../../src/mcp/tool-list.ts';
import { extraOperations, operations } from '../../src/tools/catalogue/catalogue.ts';
import { ALIASES } from '../../src/tools/catalogue/tool-aliases.ts';
import { neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { recorder } from '../support/recorder.ts';
import { asCallError } from '../support/refusals.ts';

interface Answer {
  readonly items: readonly (Readonly<Record<string, unknown>> & { readonly left_out?: readonly string[] })[];
  readonly unknown?: readonly { readonly name: string; readonly message: string }[];
  readonly note?: string;
}

const { clients, requests } = recorder({ id: 1 });
const surface = createCompactSurface({
  catalogue: callableTools([]),
  aliases: ALIASES,
  filter: ALL_TOOLS,
  dispatch: dispatchOver(clients),
});

async function describeNames(args: unknown, maxChars?: number): Promise<Answer> {
  const call = { name: 'operations_describe', args, signal: neverAborted, report: () => undefined };
  const answer = await surface.dispatch({ ...call, ...(maxChars !== undefined && { maxChars }) });
  const { structuredContent } = renderAnswer(answer, { maxChars: maxChars ?? 10_000_000 });
  return structuredContent as Answer;
}

const refusal = (args: unknown): Promise<CallError> =>
  describeNames(args).then(() => expect.fail('no error'), asCallError);
const namesIn = ({ items }: Answer) => items.map(({ name }) => name);

it('answers what it knows, and names what it does not', async () => {
  const answer = await describeNames({
    names: ['civis_jobs_get', 'civis_jobs_run', 'make_coffee', 'jobs.list'],
  });
  expect(namesIn(answer)).toEqual(['civis_jobs_get', 'civis_jobs_list']);
  expect(answer.unknown).toEqual([
    {
      name: 'civis_jobs_run',
      message:
        'Unknown tool "civis_jobs_run". Similar names: civis_run_and_wait, civis_jobs_post_runs. Use operations_search to find others.',
    },
    {
      name: 'make_coffee',
      message: 'Unknown tool "make_coffee". No similar name was found. Use operations_search to find others.',
    },
  ]);
  expect(requests).toEqual([]);
});

it('is an error only if it knows none', async () => {
  const error = await refusal({ names: ['civis_jobs_run', 'make_coffee'] });
  expect(error.kind).toBe('unknown_tool');
  expect(error.details.hint).toContain('civis_jobs_post_runs');
  expect(error.details.hint).toContain('make_coffee');
});

it.each([
  [{ names: 'civis_jobs_get' }],
  [{ names: '["civis_jobs_get"]' }],
  [{ name: 'civis_jobs_get' }],
  [{ operation: 'civis_jobs_get' }],
  [{ tool: ['civis_jobs_get'] }],
  [{ input: { names: ['civis_jobs_get'] } }],
  [{ names: ['civis_jobs_get', 'civis_jobs_get'] }],
])('understands %j', async (args) => {
  expect(namesIn(await describeNames(args))).toEqual(['civis_jobs_get']);
});

it('understands several names in one text', async () => {
  const names = 'civis_jobs_get, civis_jobs_list';
  expect(namesIn(await describeNames({ names }))).toEqual(['civis_jobs_get', 'civis_jobs_list']);
});

it('says how many names it takes, and names the rest', async () => {
  const [tool] = buildToolList(surface.tools.filter(({ name }) => name === 'operations_describe'));
  expect(tool?.inputSchema.properties?.['names']).toMatchObject({
    maxItems: 10,
    description: expect.stringContaining('Maximum: 10.'),
  });
  const names = operations.slice(0, 12).map(({ name }) => name);
  const answer = await describeNames({ names });
  expect(answer.items).toHaveLength(10);
  expect(answer.note).toContain(`call again with the others: ${names.slice(10).join(', ')}.`);
});

describe('a result with little room', () => {
  const registering = extraOperations.filter(({ method }) => method === 'register').slice(0, 10);
  const names = registering.map(({ name }) => name);

  it('has all names, with fewer details, and says how to get them', async () => {
    for (const maxChars of [20_000, 5_000]) {
      const { items, note } = await describeNames({ names: ['civis_jobs_get', ...names.slice(1)] }, maxChars);
      expect(items.map(({ name }) => name)).toEqual(['civis_jobs_get', ...names.slice(1)]);
      expect(JSON.stringify(items).length).toBeLessThan(maxChars);
      const reduced = items.filter(({ left_out }) => left_out !== undefined);
      expect(reduced.length).toBeGreaterThan(0);
      expect(note).toContain('describe fewer operations in one call');
      for (const { name } of reduced) expect(note).toContain(name);
    }
  });

  it('loses nothing where there is room', async () => {
    const { items, note } = await describeNames(
      { names: ['civis_jobs_get', 'aiod_datasets_register'] },
      60_000,
    );
    expect(items.filter(({ left_out }) => left_out !== undefined)).toEqual([]);
    expect(note).toBeUndefined();
  });

  it('is never cut in another way', async () => {
    const { items, note } = await describeNames({ names: ['aiod_datasets_register'] }, 1_000);
    expect(items).toMatchObject([{ name: 'aiod_datasets_register', run_with: 'operations_change' }]);
    expect(note).toBe('Some details were left out, because they are larger than a result may be.');
  });
});
