import { describe, expect, it } from 'vitest';
import { callCatalogue } from '../support/catalogue-calls.ts';

const contacts = (count: number, email = 'a@example.org') =>
  Array.from({ length: count }, (_, index) => ({ identifier: `con_${index}`, email: [email] }));

describe('what a reader is told of a list', () => {
  it.each([
    ['get_list', {}, 10, 'offset=10'],
    ['get_list', { offset: 4, limit: 3 }, 3, 'offset=7'],
    ['get_list_async', { limit: 4, batch_size: 2 }, 2, 'offset=4'],
    ['get_list', { limit: 11 }, 10, null],
    ['get_list', {}, 0, null],
  ])('%s %j: there may be more where the page of %i is full', async (method, args, count, offset) => {
    const call = { name: `aiod_contacts_${method}`, args };
    const { outcome, tokens } = await callCatalogue({ 'GET /v2/contacts': contacts(count) }, call);
    const notices = outcome.notices?.join() ?? '';
    if (offset === null) expect(notices).toBe('');
    else expect(notices).toContain(`there may be more: call again with ${offset}. aiod_contacts_counts`);
    for (const token of tokens) expect(token).toBe('Bearer test-key');
  });

  it.each([
    ['with a token', 'expired', 'Check AIOD_ACCESS_TOKEN'],
    ['without one', null, ''],
  ])('masked e-mail addresses, %s', async (_, token, says) => {
    const call = { name: 'aiod_contacts_get_list', args: {}, token };
    const { outcome } = await callCatalogue({ 'GET /v2/contacts': contacts(1, '******') }, call);
    expect(outcome.notices?.join() ?? '').toContain(says);
    expect(outcome.notices ?? []).toHaveLength(says === '' ? 0 : 1);
  });
});
