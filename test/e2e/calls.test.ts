import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type HostWithPlatform,
  holdRequest,
  respondAlways,
  respondInPages,
  startHostWithPlatform,
} from '../support/host-with-platform.ts';
import { WAYS } from '../support/hosts.ts';
import { dataOf, itemsOf, textOf } from '../support/results.ts';

const JOBS = Array.from({ length: 120 }, (_, position) => ({
  id: position + 1,
  name: `Job ${position + 1}`,
}));

describe.concurrent.each(WAYS)('a long call, $era client over $transport', (way) => {
  it('tells the host how far it has come, in numbers that only grow', async ({ onTestFinished }) => {
    const stage = await startHostWithPlatform(way);
    onTestFinished(stage.close);
    stage.respondWith(respondInPages(JOBS));
    const seen: { progress: number; total?: number | undefined; message?: string | undefined }[] = [];
    const result = await stage.host.call(
      'civis_jobs_list',
      { iterator: true },
      { onprogress: (progress) => seen.push(progress) },
    );

    expect(itemsOf(result).map(({ id }) => id)).toEqual(JOBS.map(({ id }) => id));
    expect(dataOf(result)['page']).toMatchObject({ total_items: 120, next: null });
    // The last notification may lose the race with the result that it announces.
    expect(seen.map(({ progress }) => progress).slice(0, 2)).toEqual([50, 100]);
    expect(seen[0]).toMatchObject({ total: 120, message: '50 of 120 items' });
  });

  it('is given up at the platform when the host cancels it', async ({ onTestFinished }) => {
    const stage = await startHostWithPlatform(way);
    onTestFinished(stage.close);
    const held = holdRequest();
    stage.respondWith(held.respond);
    const cancel = new AbortController();
    const call = stage.host.call('civis_jobs_get', { id: 7 }, { signal: cancel.signal });
    const refused = expect(call).rejects.toThrow();
    const response = await held.arrived;
    cancel.abort();
    await refused;
    await held.closed;

    expect(response.writableEnded).toBe(false);
    stage.respondWith(respondAlways(200, { id: 8 }));
    expect(dataOf(await stage.host.call('civis_jobs_get', { id: 8 }))).toEqual({ id: 8 });
  });
});

describe('results', () => {
  let stage: HostWithPlatform;
  beforeAll(async () => {
    stage = await startHostWithPlatform();
  });
  afterAll(() => stage.close());

  it('are the object that the platform answered, under the documented names at every depth', async () => {
    stage.respondWith(
      respondAlways(200, {
        id: 5,
        lastRun: { id: 9, startedAt: null },
        runs: [{ finishedAt: 'now' }],
        newField: 1,
      }),
    );
    expect(dataOf(await stage.host.call('civis_jobs_get', { id: 5 }))).toEqual({
      id: 5,
      last_run: { id: 9, started_at: null },
      runs: [{ finished_at: 'now' }],
      new_field: 1,
    });
  });

  it('keep null in structuredContent and leave it out of the text', async () => {
    stage.respondWith(respondAlways(200, { id: 5, lastRun: null, runs: [{ id: 1, error: null }, null] }));
    const result = await stage.host.call('civis_jobs_get', { id: 5 });
    expect(dataOf(result)).toEqual({ id: 5, last_run: null, runs: [{ id: 1, error: null }, null] });
    expect(textOf(result)).toBe('{"id":5,"runs":[{"id":1},null]}');
  });

  it.each([
    { args: {}, page: { number: 1, size: 50, total_pages: 3, total_items: 120, next: 2 } },
    {
      args: { limit: 40, page_num: 2 },
      page: { number: 2, size: 40, total_pages: 3, total_items: 120, next: 3 },
    },
    {
      args: { limit: 40, page_num: 3 },
      page: { number: 3, size: 40, total_pages: 3, total_items: 120, next: null },
    },
  ])('are items and their page where the platform pages: $args', async ({ args, page }) => {
    stage.respondWith(respondInPages(JOBS));
    const result = dataOf(await stage.host.call('civis_jobs_list', args));
    expect(Object.keys(result)).toEqual(['items', 'page']);
    expect(result['page']).toEqual(page);
  });

  it.each([
    ['a list without pages', 200, [{ id: 1, name: 'redshift' }], { items: [{ id: 1, name: 'redshift' }] }],
    ['an empty list', 200, [], { items: [] }],
    ['no content', 204, undefined, { done: true }],
    ['an empty body', 200, undefined, { done: true }],
    ['null', 200, null, { done: true }],
    ['a bare number', 200, 42, { value: 42 }],
    ['zero', 200, 0, { value: 0 }],
    ['false', 200, false, { value: false }],
    ['a bare text', 200, 'ok', { value: 'ok' }],
  ])('%s', async (_, status, body, due) => {
    stage.respondWith(respondAlways(status, body));
    const result = await stage.host.call('civis_databases_list');
    expect(dataOf(result)).toEqual(due);
    expect(JSON.parse(textOf(result))).toEqual(due);
  });

  it('count AI-on-Demand contacts as a value', async () => {
    stage.respondWith(respondAlways(200, 17));
    expect(dataOf(await stage.host.call('aiod_contacts_counts'))).toEqual({ value: 17 });
  });

  it('keep integers that a double cannot hold', async () => {
    stage.respondWith((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"id":9007199254740993,"runs":[{"id":7}]}');
    });
    const result = await stage.host.call('civis_jobs_get', { id: 5 });
    expect(dataOf(result)).toEqual({ id: '9007199254740993', runs: [{ id: 7 }] });
  });
});
