import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/client/parse-json.ts';

/** A list that is parsed in several parts. */
const ITEMS = Array.from({ length: 6_000 }, (_, id) => ({
  id,
  name: `[é,"${'x'.repeat(200)}`,
  tags: [1, [2]],
}));
const TEXT = JSON.stringify(ITEMS);
const parse = (text: string) => parseJson(Buffer.from(text), 1_000_000);

describe('a list of more than a megabyte', () => {
  it('is what JSON.parse makes of it', async () => {
    expect(await parse(` ${TEXT}\n`)).toEqual({ value: ITEMS });
  });

  it('keeps integers beyond 2^53 in whichever part they are', async () => {
    const text = TEXT.replaceAll(/"id":(\d*)00,/g, '"id":9007199254740993$1,');
    const { value } = (await parse(text)) as { value: { id: unknown }[] };
    const large = value.filter(({ id }) => typeof id === 'string').map(({ id }) => id);
    expect(large).toHaveLength(59);
    expect(large.at(-1)).toBe('900719925474099359');
  });

  it.each([
    ['a comma at its end', `${TEXT.slice(0, -1)},]`],
    ['a comma at its beginning', `[,${TEXT.slice(1)}`],
    ['two commas', TEXT.replaceAll('},{"id":3000', '},,{"id":3000')],
    ['no end', TEXT.slice(0, -1)],
    ['the wrong end', `${TEXT.slice(0, -1)}}`],
    ['something after its end', `${TEXT},1`],
    ['a bracket too many', TEXT.replaceAll('"tags":[1,[2]]},{"id":3000', '"tags":[1,[2]]]},{"id":3000')],
    ['an open text', TEXT.replaceAll('{"id":3000', '{"id:3000')],
  ])('with %s is refused', async (_, text) => {
    await expect(parse(text)).rejects.toThrow(SyntaxError);
  });

  it('of blanks alone is empty', async () => {
    expect(await parse(' '.repeat(600_000))).toEqual({ value: undefined });
  });
});

it('tells of too many values', async () => {
  expect(await parseJson(Buffer.from(TEXT), 1_000)).toBe('too_many_values');
});
