import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { answer, type FakePlatform, startPlatform } from '../support/platform.ts';

const TOTAL = 120;

/** The pages of a list, with the headers that Civis really sends for imports, enhancements and exports. */
function answerPage(target: string, response: Parameters<typeof answer>[0]): void {
  const query = new URL(target, 'http://platform').searchParams;
  const size = Number(query.get('limit') ?? 50);
  const number = Number(query.get('page_num') ?? 1);
  const first = (number - 1) * size;
  const count = Math.max(0, Math.min(size, TOTAL - first));
  const items = Array.from({ length: count }, (_, position) => ({ id: first + position }));
  answer(response, 200, items, {
    'X-Pagination-Per-Page': `${size}`,
    'X-Pagination-Current-Page': '',
    'X-Pagination-Total-Pages': `${Math.ceil(TOTAL / size)}`,
    'X-Pagination-Total-Entries': `${TOTAL}`,
  });
}

describe('a page of which the platform does not say the number', () => {
  let platform: FakePlatform;
  let client: ClosablePlatformClient;

  beforeAll(async () => {
    platform = await startPlatform(({ target }, response) => answerPage(target, response));
    client = connectTo(platform.url);
  });
  afterAll(async () => {
    await client.close();
    await platform.close();
  });

  const list = async (args: Record<string, unknown>) => {
    const dispatch = dispatchOver({ civis: client, aiod: client });
    const call = { name: 'civis_imports_list', args, signal: neverAborted, report: () => undefined };
    return (await dispatch(call)).outcome;
  };

  it.each([
    [{}, { number: 1, size: 50, total_pages: 3, total_items: TOTAL, next: 2 }],
    [
      { page_num: 3, limit: 50 },
      { number: 3, size: 50, total_pages: 3, total_items: TOTAL, next: null },
    ],
    [
      { page_num: 2, limit: 20 },
      { number: 2, size: 20, total_pages: 6, total_items: TOTAL, next: 3 },
    ],
  ])('is the one that was asked for: %j', async (args, page) => {
    expect((await list(args)).page).toEqual(page);
  });

  it('is followed by the others', async () => {
    const { value } = await list({ iterator: true });
    expect(value).toHaveLength(TOTAL);
  });
});
