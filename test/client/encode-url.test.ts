import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRequestTarget } from '../../src/client/encode-url.ts';
import { CallError } from '../../src/errors.ts';
import { request } from '../support/connect.ts';

const one = (value: string) => request({ path: '/jobs/{id}/runs', pathParams: { id: value } });

describe('path parameters', () => {
  const ENCODED = [
    '%2e%2e',
    '%2E',
    '..%2f..%2fusers',
    'a%5cb',
    '%252e%252e',
    'a%00',
    'a%250a',
    `%${'25'.repeat(100_000)}`,
  ];

  it.each([
    ...ENCODED,
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    '/',
    '../..',
    'a\u0000',
    'a\nb',
    '\u007f',
    '\u0085',
    '\ud800',
  ])('refuses %j', (value) => {
    expect(() => encodeRequestTarget(one(value), undefined)).toThrow(CallError);
  });

  it.each([
    ['5', '/jobs/5/runs'],
    ['a b', '/jobs/a%20b/runs'],
    ['100%', '/jobs/100%25/runs'],
    ['a%20b', '/jobs/a%2520b/runs'],
    ['v1%2e5', '/jobs/v1%252e5/runs'],
    ['a?b#c', '/jobs/a%3Fb%23c/runs'],
    ['Zürich', '/jobs/Z%C3%BCrich/runs'],
  ])('encodes %j as one segment', (value, target) => {
    expect(encodeRequestTarget(one(value), undefined)).toBe(target);
  });

  it('never leaves its segment, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        let target: string;
        try {
          target = encodeRequestTarget(one(value), undefined);
        } catch (error) {
          expect(error).toBeInstanceOf(CallError);
          return;
        }
        const { pathname } = new URL(target, 'http://127.0.0.1');
        expect(pathname.split('/')).toHaveLength(4);
        expect(decodeURIComponent(pathname.split('/')[2] ?? '')).toBe(value);
      }),
    );
  });
});

describe('version', () => {
  it.each([
    [undefined, 'v2', '/v2/jobs'],
    ['v3', 'v2', '/v3/jobs'],
    ['', 'v2', '/jobs'],
    [undefined, undefined, '/jobs'],
  ])('asked %j, configured %j', (asked, configured, target) => {
    expect(encodeRequestTarget(request(asked === undefined ? {} : { version: asked }), configured)).toBe(
      target,
    );
  });

  it('is one segment like any other', () => {
    expect(() => encodeRequestTarget(request({ version: '../v1' }), undefined)).toThrow(CallError);
  });
});

describe('query', () => {
  it('repeats a list as name[]', () => {
    const target = encodeRequestTarget(
      request({
        query: [
          ['ids', [1, 2]],
          ['q', 'a&b=c'],
        ],
      }),
      undefined,
    );
    expect(decodeURIComponent(target)).toBe('/jobs?ids[]=1&ids[]=2&q=a&b=c');
    expect(new URL(target, 'http://h').searchParams.get('q')).toBe('a&b=c');
  });
});
