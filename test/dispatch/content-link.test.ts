import { expect, it } from 'vitest';
import { callCatalogue } from '../support/catalogue-calls.ts';
import { answer } from '../support/platform.ts';
import { callErrorOf, HANDLED } from '../support/tool-caller.ts';

const LINKS = ['https://elsewhere.example/a.csv?token=abc', 'https://elsewhere.example/b.csv'];
const distribution = LINKS.map((content_url, index) => ({
  content_url,
  name: `file ${index}`,
  encoding_format: 'text/csv',
}));
const leadingTo = (location: string) => (_: unknown, response: Parameters<typeof answer>[0]) => {
  answer(response, 303, undefined, { location });
  return HANDLED;
};
const routes = {
  'GET /v2/datasets/data_1': { name: 'D', distribution },
  'GET /v2/datasets/data_1/content': (_: unknown, response: Parameters<typeof answer>[0]) => {
    answer(response, 409, { detail: 'Multiple distributions encountered.' });
    return HANDLED;
  },
  'GET /v2/datasets/data_1/content/0': leadingTo(LINKS[0] ?? ''),
  'GET /v2/datasets/data_1/content/-1': leadingTo(LINKS[1] ?? ''),
  'GET /v2/datasets/data_1/content/5': leadingTo('None'),
};
const read = (distribution_idx?: number) =>
  callCatalogue(routes, {
    name: 'aiod_datasets_get_content',
    args: { identifier: 'data_1', ...(distribution_idx !== undefined && { distribution_idx }) },
  });

it.each([
  [0, 0],
  [-1, 1],
])('returns the link of index %i with what the record says of it', async (index, place) => {
  const { outcome, requests } = await read(index);
  expect(outcome.value).toEqual({
    content_link: LINKS[place],
    distribution_idx: place,
    distributions: 2,
    name: `file ${place}`,
    encoding_format: 'text/csv',
  });
  expect(requests).toEqual([`GET /v2/datasets/data_1/content/${index}`, 'GET /v2/datasets/data_1']);
});

it('lists the distributions where there are several and none is named', async () => {
  const refused = await callErrorOf(read());
  expect(refused.kind).toBe('conflict');
  expect(refused.details.hint).toBe(
    'Call again with distribution_idx, one of 0: "file 0" (text/csv), 1: "file 1" (text/csv).',
  );
});

it('says that a distribution has no link', async () => {
  const refused = await callErrorOf(read(5));
  expect(refused).toMatchObject({
    kind: 'not_found',
    message: expect.stringContaining('no link to its content'),
  });
  expect(refused.details.hint).toContain('aiod_datasets_update');
});
