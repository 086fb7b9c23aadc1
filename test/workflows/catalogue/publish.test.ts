import { describe, expect, it } from 'vitest';
import { callCatalogue } from '../../support/catalogue-calls.ts';
import { callErrorOf, type Routes } from '../../support/tool-caller.ts';

const asset = (status: string) => ({ identifier: 'data_1', name: 'D', aiod_entry: { editor: [], status } });

function routesOf(status: string, assets: readonly string[], reviews: readonly object[] = []): Routes {
  const comment = 'Please look';
  return {
    'GET /v2/datasets/data_1': asset(status),
    'POST /v2/submissions': { submission_identifier: 7 },
    'GET /v2/submissions': [3, 7].map((identifier) => ({ identifier, request_date: '2026', comment })),
    'GET /v2/submissions/7': {
      identifier: 7,
      request_date: '2026',
      comment,
      reviews,
      assets: assets.map((identifier) => ({ identifier, name: 'D' })),
    },
    'GET /v2/submissions/3': { identifier: 3, request_date: '2025', comment, reviews: [], assets: [] },
    'POST /v2/submissions/retract/7': {
      review_identifier: 1,
      submission_identifier: 7,
      decision: 'retracted',
    },
  };
}

async function publish(routes: Routes, args: object = {}) {
  const call = { name: 'aiod_publish', args: { identifier: 'data_1', ...args } };
  const { outcome, requests } = await callCatalogue(routes, call);
  return { value: outcome.value as Record<string, unknown>, requests };
}

describe('aiod_publish', () => {
  it('submits a draft and tells what happens now', async () => {
    const { value, requests } = await publish(routesOf('draft', []), { comment: 'Please look' });
    expect(value).toMatchObject({ status: 'submitted', submission: { identifier: 7 } });
    expect(value['next']).toContain('It is under review');
    expect(requests).toEqual(['GET /v2/datasets/data_1', 'POST /v2/submissions']);
  });

  it.each([
    ['submitted', [], 'cannot be edited'],
    ['published', [{ decision: 'accepted', comment: '', decision_date: '2026' }], 'everyone can see it'],
    [
      'draft',
      [{ decision: 'rejected', comment: 'Vague', decision_date: '2026' }],
      'A reviewer rejected it: "Vague"',
    ],
  ])('says where a %s asset stands', async (status, reviews, next) => {
    const { value } = await publish(routesOf(status, ['data_1'], reviews), { action: 'status' });
    expect(value).toMatchObject({ status, submission: { identifier: 7, reviews } });
    expect(value['next']).toContain(next);
  });

  it('submits nothing that is under review already', async () => {
    const { value, requests } = await publish(routesOf('submitted', ['data_1']));
    expect(value).toMatchObject({ status: 'submitted', submission: { identifier: 7 } });
    expect(requests.filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  it('retracts, and names what was submitted with it', async () => {
    const { value } = await publish(routesOf('submitted', ['data_1', 'con_2']), { action: 'retract' });
    expect(value).toMatchObject({ status: 'draft' });
    expect(value['next']).toContain('So are con_2');
  });

  it.each([
    ['a draft', routesOf('draft', []), { action: 'retract' }, 'is not under review, but draft'],
    [
      'of another user',
      routesOf('submitted', []),
      { action: 'retract' },
      'no submission of data_1 was found',
    ],
    ['a platform', {}, { identifier: '5' }, '"5" identifies no asset that is reviewed'],
    ['a comment on nothing', {}, { action: 'status', comment: 'x' }, 'comment requires action "submit"'],
  ])('refuses %s', async (_, routes, args, says) => {
    const { message, details } = await callErrorOf(publish(routes, args));
    expect(message).toContain(says);
    expect(details.hint).toBeDefined();
  });
});
