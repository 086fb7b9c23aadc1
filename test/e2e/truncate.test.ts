import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type HostWithPlatform,
  respondAlways,
  respondByOffset,
  respondInPages,
  startHostWithPlatform,
} from '../support/host-with-platform.ts';
import type { Host } from '../support/hosts.ts';
import { dataOf, itemsOf, textOf } from '../support/results.ts';

const BUDGET = 2000;

/** Items of such different sizes that a page is cut now here, now there. */
const ITEMS = Array.from({ length: 137 }, (_, position) => ({
  id: position + 1,
  name: 'x'.repeat((position * 37) % 211),
}));

/** The arguments that a result names to bring the rest; none: all was shown. */
function adviceOf(notice: unknown): Record<string, number> | undefined {
  if (notice === undefined) return undefined;
  if (typeof notice !== 'string') return expect.fail(`a notice that is no text: ${JSON.stringify(notice)}`);
  const pairs = [...notice.matchAll(/(\w+)=(\d+)/g)];
  expect(pairs, notice).not.toEqual([]);
  return Object.fromEntries(pairs.map(([, name = '', value]) => [name, Number(value)]));
}

/** Calls a list, then as each result says, until one says that there is no more. */
async function follow(host: Host, tool: string, args: Record<string, unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  let next: Record<string, unknown> | undefined = args;
  while (next !== undefined) {
    const result = await host.call(tool, next);
    const items = itemsOf(result);
    const { notice, page } = dataOf(result) as { notice?: string; page?: { next: number | null } };
    expect(textOf(result).length).toBeLessThanOrEqual(BUDGET);
    expect(JSON.parse(textOf(result))).toHaveProperty('items');
    expect(items.length).toBeGreaterThan(0);
    if (notice !== undefined) expect(notice).toMatch(new RegExp(`it shows ${items.length} of \\d+ items`));
    seen.push(...items.map(({ id }) => id));
    const more = adviceOf(notice) ?? (page?.next ? { page_num: page.next } : undefined);
    next = more && { ...next, ...more };
  }
  return seen;
}

const EACH = ITEMS.map(({ id }) => id);

let stage: HostWithPlatform;
beforeAll(async () => {
  stage = await startHostWithPlatform({ flags: ['--max-result-chars', String(BUDGET)] });
});
afterAll(() => stage.close());

describe('a list over the budget', () => {
  it.each([
    {},
    { limit: 50 },
    { limit: 7 },
    { limit: 30 },
    { limit: 49 },
    { q: 'x', limit: 11, page_num: 1 },
  ])('comes whole, without gap or overlap, when its advice is followed: %j', async (args) => {
    stage.respondWith(respondInPages(ITEMS));
    const seen = await follow(stage.host, 'civis_jobs_list', args);
    expect(seen).toEqual(EACH);
  });

  it('says how to go on where it followed all pages', async () => {
    stage.respondWith(respondInPages(ITEMS));
    const result = await stage.host.call('civis_jobs_list', { iterator: true });
    const shown = itemsOf(result).map(({ id }) => id);
    const { notice } = dataOf(result);
    const rest = await follow(stage.host, 'civis_jobs_list', { ...adviceOf(notice) });
    expect(notice).toMatch(/without iterator/);
    expect([...shown, ...rest]).toEqual(EACH);
  });

  it('goes on by offset where the platform has no pages', async () => {
    stage.respondWith(respondByOffset(ITEMS));
    const { items, notice } = dataOf(
      await stage.host.call('aiod_contacts_get_list', { offset: 40, limit: 90 }),
    );
    const shown = (items as { id: number }[]).map(({ id }) => id);
    const next = adviceOf(notice);
    const more = itemsOf(await stage.host.call('aiod_contacts_get_list', { limit: 90, ...next }));
    expect(shown).toEqual(EACH.slice(40, 40 + shown.length));
    expect(next).toEqual({ offset: 40 + shown.length });
    expect(more[0]?.['id']).toBe(40 + shown.length + 1);
  });

  it('shows an item that is over it by itself without its largest fields', async () => {
    stage.respondWith(
      respondInPages([{ id: 1, name: 'Big', configuration: 'x'.repeat(5000) }, ...ITEMS.slice(1)]),
    );
    const result = await stage.host.call('civis_jobs_list', { limit: 10 });
    const seen = await follow(stage.host, 'civis_jobs_list', { limit: 10 });
    expect(itemsOf(result)).toEqual([
      { id: 1, name: 'Big', notice: expect.stringContaining('configuration (5002 characters)') },
    ]);
    expect(seen).toEqual(EACH);
  });
});

describe('one object over the budget', () => {
  it('loses its largest fields, each named with its size', async () => {
    const [body, readme] = ['x'.repeat(4000), 'é"\n'.repeat(700)];
    stage.respondWith(
      respondAlways(200, { id: 5, name: 'Report', type: 'Code::FrontEnd', score: null, body, readme }),
    );
    const result = await stage.host.call('civis_codes_get', { id: 5 });
    expect(dataOf(result)).toEqual({
      id: 5,
      name: 'Report',
      type: 'Code::FrontEnd',
      score: null,
      notice: expect.stringMatching(/body \(4002 characters\).*readme|readme.*body \(4002 characters\)/),
    });
    expect(textOf(result).length).toBeLessThanOrEqual(BUDGET);
  });

  it('is a text: its beginning is shown', async () => {
    const text = 'line "of" text\n'.repeat(500);
    stage.respondWith((_, response) => response.writeHead(200).end(text));
    const result = await stage.host.call('aiod_contacts_get_content', { identifier: 'con_1' });
    const { value, notice } = dataOf(result) as { value: string; notice: string };
    expect(text.startsWith(value)).toBe(true);
    expect(value.length).toBeGreaterThan(0);
    expect(notice).toBe(
      `The result is too large: it shows the first ${value.length} of ${text.length} characters.`,
    );
    expect(JSON.parse(textOf(result))).toEqual({ value, notice });
  });

  it('is delivered whole where the budget is large enough', async () => {
    const roomy = await startHostWithPlatform();
    const job = { id: 5, names: ITEMS.map(({ name }) => name) };
    roomy.respondWith(respondAlways(200, job));
    const result = await roomy.host.call('civis_jobs_get', { id: 5 });
    await roomy.close();
    expect(dataOf(result)).toEqual(job);
  });
});
