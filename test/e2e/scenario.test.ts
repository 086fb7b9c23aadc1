import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHost, type Host, WAYS } from '../support/hosts.ts';
import { dataOf, errorOf, itemsOf, textOf } from '../support/results.ts';

/** Looks at a run before it must have ended; the sandbox needs some four seconds. */
const LOOKS = 100;
const PAUSE_MS = 150;

const STATES = ['queued', 'running', 'succeeded'];

describe.concurrent.each(WAYS)('an assistant at work, $era client over $transport', ({ era, transport }) => {
  let host: Host;
  beforeAll(async () => {
    host = await connectHost({ era, transport, flags: ['--sandbox'] });
  });
  afterAll(() => host.close());

  it('sees every tool, in a fixed order, with what each does to the platform', async () => {
    const { tools, ...rest } = await host.list();
    const names = tools.map(({ name }) => name);
    // Workflows come first, in the order in which people need them; operations follow by name.
    const first = names.indexOf('aiod_contacts_counts');
    expect(names.slice(0, first)).toContain('civis_run_and_wait');
    expect(names.slice(first)).toEqual(names.slice(first).sort());
    expect(names.filter((name) => /^aiod_contacts_/.test(name))).toHaveLength(11);
    expect(names.filter((name) => /^civis_jobs_/.test(name))).toHaveLength(15);
    const hintsOf = (name: string) => tools.find((tool) => tool.name === name)?.annotations;
    const open = { openWorldHint: true };
    expect(hintsOf('civis_jobs_list')).toMatchObject({ ...open, readOnlyHint: true, destructiveHint: false });
    expect(hintsOf('civis_jobs_post_runs')).toMatchObject({ readOnlyHint: false, idempotentHint: false });
    expect(hintsOf('aiod_contacts_delete')).toMatchObject({ destructiveHint: true, idempotentHint: true });
    if (era === 'modern') expect(rest).toMatchObject({ ttlMs: 300_000, cacheScope: 'public' });
  });

  it('finds a job, starts it, follows its run to the end and reads it', async () => {
    // A job without a schedule: no hour starts it meanwhile.
    const found = await host.call('civis_jobs_list', { q: 'Reconcile gift cards', limit: 5 });
    const [job] = itemsOf(found);
    expect(dataOf(found)['page']).toMatchObject({ number: 1, total_items: 1, next: null });
    expect(job).toMatchObject({ id: expect.any(Number), name: 'Reconcile gift cards' });

    const started = dataOf(await host.call('civis_jobs_post_runs', { id: job?.['id'] }));
    expect(started).toMatchObject({ id: expect.any(Number), state: 'queued', finished_at: null });
    const run = { id: job?.['id'], run_id: started['id'] };
    const { seen, last } = await followRun(run);
    // However slow the machine, no state is seen before the one that comes before it.
    expect(STATES.filter((state) => seen.has(state))).toEqual([...seen]);
    expect(last).toMatchObject({
      id: started['id'],
      state: 'succeeded',
      started_at: expect.any(String),
      finished_at: expect.any(String),
      error: null,
    });
    expect(dataOf(await host.call('civis_jobs_get', { id: job?.['id'] }))).toMatchObject({
      state: 'succeeded',
      last_run: { id: started['id'], state: 'succeeded' },
    });
  });

  it('is refused a second run of a job that runs, and told what runs', async () => {
    const [busy] = itemsOf(await host.call('civis_jobs_list', { state: 'running', q: 'Backfill' }));
    const refused = errorOf(await host.call('civis_jobs_post_runs', { id: busy?.['id'] }));
    expect(refused).toMatchObject({ kind: 'conflict', status: 409, retryable: false });
    expect(refused.hint).toContain('civis_jobs_get');
  });

  async function followRun(run: Record<string, unknown>) {
    const seen = new Set<unknown>();
    for (let look = 0; look < LOOKS; look += 1) {
      const last = dataOf(await host.call('civis_jobs_get_runs', run));
      seen.add(last['state']);
      if (last['finished_at'] !== null) return { seen, last };
      await sleep(PAUSE_MS);
    }
    return expect.fail(`the run did not end: ${[...seen].join(', ')}`);
  }

  it('reads contacts, many and one, as records and as a table', async () => {
    const list = itemsOf(await host.call('aiod_contacts_get_list', { limit: 3 }));
    expect(list).toHaveLength(3);
    const identifier = list[0]?.['identifier'];
    const one = dataOf(await host.call('aiod_contacts_get_asset', { identifier }));
    expect(one).toMatchObject({ identifier, name: list[0]?.['name'] });
    const args = { limit: 3, data_format: 'pandas' };
    const table = dataOf(await host.call('aiod_contacts_get_list', args)) as Record<string, unknown[]>;
    expect(table).toMatchObject({
      index: [0, 1, 2],
      columns: expect.arrayContaining(['identifier', 'name']),
    });
    expect(table['data']).toHaveLength(3);
  });

  it('errs, and is told how to go on', async () => {
    const gone = await host.call('civis_jobs_get', { id: 999_999_999 });
    expect(errorOf(gone)).toMatchObject({ kind: 'not_found', status: 404, method: 'GET' });
    expect(textOf(gone)).toContain('civis_jobs_list');
    const wrong = await host.call('civis_jobs_get', { id: 'the dashboard' });
    expect(errorOf(wrong)).toMatchObject({ kind: 'invalid_input', retryable: false });
    expect(textOf(wrong)).toContain('id must be an integer; got "the dashboard"');
  });
});
