import { describe, expect, it } from 'vitest';
import { presentOutcome } from '../../src/dispatch/present-outcome.ts';
import { operationsByName } from '../../src/tools/catalogue/catalogue.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import type { Shape } from '../../src/tools/shape.ts';

const MAX_CHARS = 1_000;
const ITEMS = Array.from({ length: 60_000 }, (_, id) => ({ id, lastRun: null, name: 'x'.repeat(80) }));

/** Presents a value for a reader with little room, and counts what was looked at. */
async function present(
  value: unknown,
  {
    tool = 'civis_jobs_list',
    args = {},
    maxChars = MAX_CHARS,
  }: { tool?: string; args?: Arguments; maxChars?: number } = {},
) {
  const operation = operationsByName.get(tool) ?? expect.fail(`no ${tool}`);
  let presented = 0;
  const count = (_: Shape, each: unknown) => {
    presented += 1;
    return each;
  };
  const outcome = await presentOutcome({ value }, { operation, args, present: count, maxChars });
  return { ...outcome, presented };
}

describe('a long list', () => {
  it('is looked at only as far as it can be shown', async () => {
    const { value, total, presented } = await present(ITEMS);
    expect(total).toBe(ITEMS.length);
    expect(presented).toBeLessThan(MAX_CHARS / 80 + 2);
    expect(JSON.stringify(value).length).toBeGreaterThan(MAX_CHARS);
    expect(value).toEqual(ITEMS.slice(0, presented));
  });

  it('is looked at as a whole by a reader who needs it', async () => {
    const { value, total, presented } = await present(ITEMS, { maxChars: Number.POSITIVE_INFINITY });
    expect(value).toEqual(ITEMS);
    expect([total, presented]).toEqual([undefined, ITEMS.length]);
  });

  it('shows as many items more as fields leave room for', async () => {
    const { value, presented } = await present(ITEMS, { args: { fields: ['id', 'last_run'] } });
    expect((value as unknown[])[0]).toEqual({ id: 0, last_run: null });
    expect(presented).toBeGreaterThan(MAX_CHARS / 20);
    expect(presented).toBeLessThan(MAX_CHARS / 8);
  });

  it('tells of fields that what was read does not have', async () => {
    const args = { fields: ['id', 'nmae', 'last_run.state'] };
    const cut = await present(ITEMS, { args });
    expect(cut.notices).toEqual([
      `None of the first ${cut.presented} items has the field nmae (did you mean name?).`,
    ]);
    const whole = await present(ITEMS.slice(0, 3), { args });
    expect(whole.notices).toEqual(['No item has the field nmae (did you mean name?).']);
    expect((await present([], { args })).notices).toEqual([]);
  });

  it('is a table of the rows that can be shown', async () => {
    const tool = 'aiod_contacts_get_list';
    const { value, total, presented } = await present(ITEMS, { tool, args: { data_format: 'pandas' } });
    expect(total).toBe(ITEMS.length);
    expect(value).toEqual({
      columns: ['id', 'lastRun', 'name'],
      index: ITEMS.slice(0, presented).map(({ id }) => id),
      data: ITEMS.slice(0, presented).map((item) => Object.values(item)),
    });
  });
});

describe('a field that cannot be shown even alone', () => {
  const parts = Array.from({ length: 60_000 }, () => 'part');

  it('is omitted from an object, and named', async () => {
    const { value, notices } = await present({ id: 1, parts, runs: null }, { tool: 'civis_jobs_get' });
    expect(value).toEqual({ id: 1, runs: null });
    expect(notices).toEqual(['Omitted because each has more than 4000 characters: parts.']);
  });

  it('is omitted from the first item of a list', async () => {
    const { value, notices, total } = await present([{ id: 1, parts }, { id: 2 }]);
    expect(value).toEqual([{ id: 1 }]);
    expect(total).toBe(2);
    expect(notices).toHaveLength(1);
  });

  it('ends the list before the item that has it', async () => {
    expect(await present([{ id: 1 }, { id: 2, parts }])).toMatchObject({ value: [{ id: 1 }], total: 2 });
  });

  it('does not count where fields leave it out', async () => {
    const items = [
      { id: 1, parts },
      { id: 2, parts },
    ];
    expect(await present(items, { args: { fields: ['id'] } })).toMatchObject({
      value: [{ id: 1 }, { id: 2 }],
    });
  });
});

it('presents the beginning of a long text, with its whole length', async () => {
  const { value, total } = await present('x'.repeat(1_000_000), { tool: 'aiod_contacts_get_content' });
  expect(String(value).length).toBe(4_000);
  expect(total).toBe(1_000_000);
});
