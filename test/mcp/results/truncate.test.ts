import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toText } from '../../../src/json.ts';
import { compactJson, type Structured, truncate } from '../../../src/mcp/results/truncate.ts';
import { operationsByName } from '../../../src/tools/catalogue/catalogue.ts';
import type { Arguments, Operation } from '../../../src/tools/operation.ts';
import type { Page } from '../../../src/tools/outcome.ts';

function operation(name: string): Operation {
  return operationsByName.get(name) ?? expect.fail(`no ${name} in the catalogue`);
}

const PAGED = operation('civis_jobs_list');
const OFFSET = operation('aiod_contacts_get_list');
const UNPAGED = operation('civis_databases_list');
const OBJECT = operation('civis_jobs_get');

const budgets = fc.integer({ min: 1000, max: 4000 });
const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const field = fc.oneof({ weight: 3, arbitrary: scalar }, fc.array(scalar, { maxLength: 20 }));
/** Fields under any name but the one that a notice takes. */
const record = fc.dictionary(
  name.filter((key) => key !== 'notice' && key !== '__proto__' && key !== 'items' && key !== 'value'),
  field,
  { maxKeys: 40 },
);
/** Many fields, each of some length: what loses most has most to name. */
const wide = fc
  .array(fc.tuple(fc.string({ minLength: 20, maxLength: 90 }), fc.integer({ min: 60, max: 900 })), {
    minLength: 5,
    maxLength: 40,
  })
  .map((pairs) => Object.fromEntries(pairs.map(([key, length]) => [`_${key}`, 'x'.repeat(length)])));
const object = fc.oneof(record, wide);
const items = fc.array(fc.oneof({ weight: 8, arbitrary: object }, field), { maxLength: 60 });

const pageOf = (list: readonly unknown[]): Page => ({
  number: 1,
  size: 50,
  total_pages: 9,
  total_items: Math.max(list.length, 400),
  next: 2,
});

const lists: readonly { what: string; of: Operation; args: Arguments; paged: boolean }[] = [
  { what: 'by pages', of: PAGED, args: {}, paged: true },
  { what: 'by pages, all followed', of: PAGED, args: { iterator: true }, paged: true },
  { what: 'by offset', of: OFFSET, args: { offset: 20 }, paged: false },
  { what: 'all at once', of: UNPAGED, args: {}, paged: false },
];

describe.each(lists)('a list that comes $what', ({ of, args, paged }) => {
  const resultOf = (list: readonly unknown[]): Structured =>
    paged ? { items: list, page: pageOf(list) } : { items: list };

  it('stays within any budget', () => {
    fc.assert(
      fc.property(items, budgets, (list, budget) => {
        expect(compactJson(truncate(resultOf(list), budget, of, args).structured).length).toBeLessThanOrEqual(
          budget,
        );
      }),
    );
  });

  it('is cut to its first items, or its first item to some of its fields', () => {
    fc.assert(
      fc.property(items, budgets, (list, budget) => {
        const { structured: fitted } = truncate(resultOf(list), budget, of, args);
        const shown = fitted['items'] as readonly unknown[];
        expect(fitted['page']).toEqual(resultOf(list)['page']);
        if (shown.length === 1) expectLessOf(shown[0], list[0]);
        else expect(shown).toEqual(list.slice(0, shown.length));
        const notice = `it shows ${shown.length} of ${list.length} items`;
        if (shown.length < list.length) expect(fitted['notice']).toContain(notice);
      }),
    );
  });
});

/** The same value, or the same object without the fields that its notice names. */
function expectLessOf(shown: unknown, whole: unknown): void {
  if (JSON.stringify(shown) === JSON.stringify(whole)) return;
  const { notice, ...kept } = shown as Record<string, unknown>;
  expect(whole).toMatchObject(kept);
  expect(notice).toMatch(/^The result is too large; omitted: /);
}

describe('an object', () => {
  it('stays within any budget and loses nothing but the fields that are named', () => {
    fc.assert(
      fc.property(object, budgets, (whole, budget) => {
        const { structured: fitted } = truncate(whole, budget, OBJECT, { id: 1 });
        expect(compactJson(fitted).length).toBeLessThanOrEqual(budget);
        expectLessOf(fitted, whole);
        const gone = Object.keys(whole).filter((key) => !Object.hasOwn(fitted, key));
        const notice = toText(fitted['notice']);
        const more = /(\d+) (?:more|fields)\.$/.exec(notice)?.[1] ?? '0';
        const named = gone.filter((key) => notice.includes(`${key} (`));
        expect(named.length + Number(more)).toBeGreaterThanOrEqual(gone.length);
      }),
    );
  });

  it('keeps every field that is smaller than the ones it loses', () => {
    const whole = { id: 1, a: 'x'.repeat(600), b: 'x'.repeat(900), c: 'x'.repeat(300), d: null };
    expect(truncate(whole, 1000, OBJECT, { id: 1 }).structured).toEqual({
      id: 1,
      c: whole.c,
      d: null,
      notice: 'The result is too large; omitted: b (902 characters), a (602 characters).',
    });
  });
});

describe('a table', () => {
  const cell = fc.oneof(fc.string({ maxLength: 60 }), fc.integer(), fc.constant(null));
  const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 200 });

  it('stays within any budget, keeps its first rows whole, and says where to go on', () => {
    fc.assert(
      fc.property(rows, budgets, (data, budget) => {
        const table = { columns: ['a', 'b', 'c'], index: data.map((_, at) => at), data };
        const { structured: cut } = truncate(table, budget, OFFSET, { offset: 5 });
        expect(compactJson(cut).length).toBeLessThanOrEqual(budget);
        const shown = (cut['data'] as unknown[]).length;
        expect(cut['data']).toEqual(data.slice(0, shown));
        expect(cut['index']).toEqual(table.index.slice(0, shown));
        expect(cut['columns']).toEqual(table.columns);
        if (shown < data.length) expect(cut['notice']).toContain(`offset=${5 + shown}.`);
      }),
    );
  });
});

describe('a text', () => {
  it('stays within any budget and is a beginning of the whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 6000 }), budgets, (whole, budget) => {
        const { value, notice } = truncate({ value: whole }, budget, OBJECT, { id: 1 }).structured;
        expect(compactJson({ value, notice }).length).toBeLessThanOrEqual(budget);
        // A character of two halves may be cut between them.
        expect(whole.toWellFormed().startsWith(String(value).replace(/\uFFFD$/, ''))).toBe(true);
        expect(notice === undefined).toBe(value === whole);
        expect(whole === '' || value !== '').toBe(true);
      }),
    );
  });
});

it.each([0, -500, 401])('ends where there is room for nothing: %d', (budget) => {
  fc.assert(
    fc.property(object, items, text, (fields, list, value) => {
      for (const result of [fields, { items: list }, { value }, { ...fields, value }]) {
        expect(truncate(result, budget, OBJECT, {}).structured).toBeDefined();
      }
    }),
  );
});

it('cuts a record with a field named value like any other', () => {
  const result = { id: 1, value: 'x'.repeat(2000) };
  const { structured } = truncate(result, 1000, OBJECT, { id: 1 });
  expect(structured).toEqual({
    id: 1,
    notice: 'The result is too large; omitted: value (2002 characters).',
  });
});

/** A platform with numbered items, asked as a notice says, until no notice says more. */
describe('the advice of a cut list', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 130 });

  it('leads from page to page without gap or overlap', () => {
    const limits = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(sizes, limits, fc.boolean(), budgets, (lengths, limit, iterator, budget) => {
        const all = lengths.map((length, position) => ({ id: position + 1, name: 'x'.repeat(length) }));
        const seen: unknown[] = [];
        let args: Record<string, unknown> | null = { limit, iterator };
        while (args !== null) {
          const { result, size, number } = ask(all, args);
          const { structured: fitted } = truncate(result, budget, PAGED, args);
          const shown = fitted['items'] as readonly { id: number }[];
          expect(shown.length).toBeGreaterThan(0);
          seen.push(...shown.map(({ id }) => id));
          args = nextArgs(fitted, { size, number });
        }
        expect(seen).toEqual(all.map(({ id }) => id));
      }),
      { numRuns: 200 },
    );
  });

  function ask(all: readonly unknown[], args: Record<string, unknown>) {
    const size = args['iterator'] === true ? Math.max(all.length, 1) : Number(args['limit']);
    const number = args['iterator'] === true ? 1 : Number(args['page_num'] ?? 1);
    const total_pages = Math.ceil(all.length / size);
    const next = number < total_pages ? number + 1 : null;
    const page: Page = { number, size, total_pages, total_items: all.length, next };
    return { result: { items: all.slice((number - 1) * size, number * size), page }, size, number };
  }

  function nextArgs(fitted: Structured, { size }: { size: number; number: number }) {
    const { notice, page } = fitted as { notice?: string; page: Page };
    const [, limit, number] = /limit=(\d+) and page_num=(\d+)/.exec(notice ?? '') ?? [];
    if (limit !== undefined) return { limit: Number(limit), page_num: Number(number) };
    return page.next === null ? null : { limit: size, page_num: page.next };
  }
});
