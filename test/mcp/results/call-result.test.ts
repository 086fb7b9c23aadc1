import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPresenter } from '../../../src/dispatch/present.ts';
import { createCredentialRegistry, REDACTED } from '../../../src/dispatch/redact.ts';
import { CallError, type ErrorDetails } from '../../../src/errors.ts';
import { renderAnswer } from '../../../src/mcp/results/call-result.ts';
import { renderError } from '../../../src/mcp/results/error-result.ts';
import { operationsByName } from '../../../src/tools/catalogue/catalogue.ts';
import type { Outcome } from '../../../src/tools/outcome.ts';

const OPERATION =
  operationsByName.get('civis_jobs_list') ?? expect.fail('no civis_jobs_list in the catalogue');
const { protect } = createPresenter(createCredentialRegistry(['own-credential']));

const TRAFFIC = { requests: 1, retries: 0, status: 200 };

const render = (outcome: Outcome) =>
  renderAnswer({ tool: OPERATION, args: {}, outcome, traffic: TRAFFIC }, { maxChars: 60_000 });

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutNulls(inner)]));
}

describe('an answer', () => {
  const page = { number: 1, size: 2, total_pages: 1, total_items: 2, next: null };

  it.each([
    ['an object', { value: { id: 1 } }, { id: 1 }],
    ['a list', { value: [{ id: 1 }] }, { items: [{ id: 1 }] }],
    ['a page', { value: [1, 2], page }, { items: [1, 2], page }],
    ['a page of nothing', { value: [], page }, { items: [], page }],
    ['a notice', { value: [1], notice: 'Stopped.' }, { items: [1], notice: 'Stopped.' }],
    ['notices', { value: { id: 1 }, notices: ['Look.'] }, { id: 1, notices: ['Look.'] }],
    ['no notices', { value: { id: 1 }, notices: [] }, { id: 1 }],
    [
      'a saved file',
      { value: [1], savedTo: { path: '/data/x', size_bytes: 3 } },
      { items: [1], saved_to: { path: '/data/x', size_bytes: 3 } },
    ],
    ['nothing', { value: undefined }, { done: true }],
    ['null', { value: null }, { done: true }],
    ['zero', { value: 0 }, { value: 0 }],
    ['false', { value: false }, { value: false }],
    ['an empty text', { value: '' }, { value: '' }],
  ])('%s', (_, outcome, due) => {
    expect(render(outcome).structuredContent).toEqual(due);
  });

  it('has the same in its text, without null fields', () => {
    const value = fc.jsonValue().map((json) => JSON.parse(JSON.stringify(json)) as unknown);
    fc.assert(
      fc.property(value, (json) => {
        const { content, structuredContent } = render({ value: json });
        const [text] = content;
        if (text?.type !== 'text') expect.fail('no text');
        expect(JSON.parse(text.text)).toEqual(withoutNulls(structuredContent));
        expect(text.text).toBe(JSON.stringify(JSON.parse(text.text)));
      }),
    );
  });
});

describe('an answer that is too large', () => {
  const maxChars = 1_000;
  const renderCut = (outcome: Outcome) =>
    renderAnswer({ tool: OPERATION, args: {}, outcome, traffic: TRAFFIC }, { maxChars });

  it.each([
    [
      'a list',
      Array.from({ length: 50 }, (_, id) => ({ id, name: 'x'.repeat(40) })),
      /it shows \d+ of 60000 items/,
    ],
    ['a list that has room', [{ id: 1 }], /it shows 1 of 60000 items/],
    ['a text', 'x'.repeat(4_000), /it shows the first \d+ of 60000 characters/],
  ])('says how much there was: %s', (_, value, says) => {
    expect(renderCut({ value, total: 60_000 }).structuredContent).toMatchObject({
      notice: expect.stringMatching(says) as unknown,
    });
  });

  it('keeps its notices, within the limit', () => {
    const notices = ['Look at this. '.repeat(20)];
    const { content, structuredContent } = renderCut({ value: { id: 1, text: 'x'.repeat(2_000) }, notices });
    expect(structuredContent).toMatchObject({ id: 1, notices });
    expect(content).toEqual([{ type: 'text', text: JSON.stringify(structuredContent) }]);
    expect(JSON.stringify(structuredContent).length).toBeLessThanOrEqual(maxChars);
  });
});

describe('an error', () => {
  const details: ErrorDetails = {
    hint: 'Do this.',
    status: 409,
    code: 'already_running',
    retryable: true,
    retryAfterSeconds: 3,
    method: 'POST',
    path: '/jobs/1/runs',
    requestId: 'r-1',
  };

  it('carries what the contract names', () => {
    expect(renderError(new CallError('conflict', 'It runs.', details), protect)).toEqual({
      isError: true,
      content: [{ type: 'text', text: 'It runs. Do this.' }],
      structuredContent: {
        error: {
          kind: 'conflict',
          message: 'It runs.',
          hint: 'Do this.',
          status: 409,
          code: 'already_running',
          retryable: true,
          retry_after_seconds: 3,
          method: 'POST',
          path: '/jobs/1/runs',
          request_id: 'r-1',
        },
      },
    });
  });

  it('leaves out what is not known', () => {
    const { structuredContent } = renderError(new CallError('network', 'Gone.'), protect);
    expect(JSON.parse(JSON.stringify(structuredContent))).toEqual({
      error: { kind: 'network', message: 'Gone.', retryable: false },
    });
  });

  it.each([
    ['its message', new CallError('platform_error', 'said own-credential')],
    ['its hint', new CallError('platform_error', 'No.', { hint: 'use own-credential' })],
    ['its path', new CallError('platform_error', 'No.', { path: '/x/own-credential' })],
    ['its code', new CallError('platform_error', 'No.', { code: 'own-credential' })],
  ])('is redacted in %s', (_, error) => {
    expect(JSON.stringify(renderError(error, protect))).not.toContain('own-credential');
    expect(JSON.stringify(renderError(error, protect))).toContain(REDACTED);
  });

  it.each([new TypeError('x.password is hunter2'), 'hunter2', undefined, { password: 'hunter2' }])(
    'that is a defect tells nothing of itself: %s',
    (cause) => {
      const rendered = renderError(cause, protect);
      expect(rendered).toMatchObject({
        isError: true,
        structuredContent: { error: { kind: 'platform_error' } },
      });
      expect(JSON.stringify(rendered)).not.toContain('hunter2');
    },
  );
});
