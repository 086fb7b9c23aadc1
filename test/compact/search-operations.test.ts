import { describe, expect, it } from 'vitest';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { compactOver } from '../support/compact.ts';
import { neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { recorder } from '../support/recorder.ts';

const { clients, requests } = recorder({});
const surface = compactOver(
  dispatchOver(clients, ALL_TOOLS, { confirm: 'never', aliases: new Map() }),
  ALL_TOOLS,
  new Map(),
);

interface Answer {
  readonly items: readonly { readonly name: string }[];
  readonly total: number;
  readonly note?: string;
}

async function search(args: Readonly<Record<string, unknown>>): Promise<Answer> {
  const call = { name: 'operations_search', args, signal: neverAborted, report: () => undefined };
  const { outcome } = await surface.dispatch(call);
  return outcome.value as Answer;
}

describe('operations_search', () => {
  it('lists what there is for an empty query, by platform', async () => {
    const { items, total, note = '' } = await search({ query: '' });
    expect(items).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(operations.length);
    expect(note).toMatch(/^Operations by resource\. civis: .*\bjobs \d+,.* aiod: .*\bcontacts \d+/);
    expect((await search({ query: ' ', platform: 'aiod' })).note).not.toContain('civis:');
  });

  it('lists the operations of a resource for an empty query', async () => {
    const { items, total } = await search({ query: '', resource: 'jobs', limit: 20 });
    expect(total).toBe(operations.filter(({ resource }) => resource === 'jobs').length);
    expect(items.every(({ name }) => name.startsWith('civis_jobs_'))).toBe(true);
  });

  it.each([
    ['send a slack message', 'Nothing here sends Slack messages. Nearest: '],
    ['drop the table sales', 'Nothing here drops, truncates or renames tables. Run SQL: '],
    ['write a poem', 'No operation clearly matches. Nearest: '],
  ])('says that nothing does: %s', async (query, note) => {
    const answer = await search({ query });
    expect(answer.note).toContain(note);
    expect(answer.items.length).toBeLessThanOrEqual(3);
  });

  it.each(['zeige alle Jobs', 'lister les rapports', 'ejecutar un trabajo', 'покажи проекты', '列出工作'])(
    'asks for English: %s',
    async (query) => {
      expect(await search({ query })).toEqual({
        items: [],
        total: 0,
        note: 'Queries must be in English. Translate the query and search again.',
      });
    },
  );

  it('names the filters that leave nothing, with the number of matches without them', async () => {
    const { items, note } = await search({ query: 'start a job', platform: 'aiod', effect: 'run' });
    expect(items).toEqual([]);
    expect(note).toMatch(
      /^No operation matches with platform: aiod, effect: run\. Without these filters, \d+ match\.$/,
    );
  });

  it('places the workflow that does more beside the operation', async () => {
    const names = async (query: string) => (await search({ query })).items.map(({ name }) => name);
    expect((await names('start job 5')).slice(0, 2)).toEqual(['civis_jobs_post_runs', 'civis_run_and_wait']);
    expect((await names('run job 5 and wait until it is done'))[0]).toBe('civis_run_and_wait');
    expect((await names('upload a file')).slice(0, 2)).toEqual(['civis_files_post', 'civis_upload_file']);
    expect((await search({ query: 'start job 5', limit: 1 })).items).toHaveLength(1);
  });

  it.each([
    ['why did my job fail', 'civis_diagnose_run'],
    ['what failed last night', 'civis_find_runs'],
    ['create a schedule for an import', 'civis_set_schedule'],
    ['wait for the import', 'civis_wait_for_run'],
    ['find the job called Nightly load', 'civis_find'],
  ])('places the workflow that alone does it first: %s', async (query, workflow) => {
    expect((await search({ query })).items[0]).toMatchObject({ name: workflow });
  });

  it('sends nothing', () => {
    expect(requests).toEqual([]);
  });
});
