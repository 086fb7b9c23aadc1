import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type HostWithPlatform,
  holdRequest,
  platformEnv,
  respondAlways,
  startHostWithPlatform,
} from '../support/host-with-platform.ts';
import { connectHost } from '../support/hosts.ts';
import { startPlatform } from '../support/platform.ts';
import { errorOf, textOf } from '../support/results.ts';

let stage: HostWithPlatform;
beforeAll(async () => {
  stage = await startHostWithPlatform();
});
afterAll(() => stage.close());

const REFUSAL = { error: 'some_code', errorDescription: 'The platform says why', code: 0 };

/** A wait longer than any deadline, after which nothing is tried again. */
const ANSWERED = { 'x-request-id': 'req-81', 'retry-after': '3600' };

/** What a model can act on: the kind, and whether the same call may succeed later. */
const STATUSES = [
  { status: 400, kind: 'invalid_input', get: false, post: false },
  { status: 401, kind: 'unauthorized', get: false, post: false },
  { status: 403, kind: 'forbidden', get: false, post: false },
  { status: 404, kind: 'not_found', get: false, post: false },
  { status: 409, kind: 'conflict', get: false, post: false },
  { status: 412, kind: 'invalid_input', get: false, post: false },
  { status: 413, kind: 'too_large', get: false, post: false },
  { status: 422, kind: 'invalid_input', get: false, post: false },
  { status: 429, kind: 'rate_limited', get: true, post: true },
  { status: 500, kind: 'platform_error', get: false, post: false },
  { status: 502, kind: 'platform_error', get: true, post: false },
  { status: 503, kind: 'platform_error', get: true, post: true },
  { status: 504, kind: 'platform_error', get: true, post: false },
];

describe('an error of the platform', () => {
  it.each(STATUSES)('$status is $kind', async ({ status, kind, get, post }) => {
    stage.respondWith(respondAlways(status, { ...REFUSAL, code: status }, ANSWERED));
    const read = await stage.host.call('civis_jobs_get', { id: 31 });
    expect(errorOf(read)).toMatchObject({
      kind,
      message: expect.stringContaining('The platform says why'),
      status,
      code: 'some_code',
      retryable: get,
      method: 'GET',
      path: '/jobs/31',
      request_id: 'req-81',
    });
    expect(textOf(read)).toContain('civis_jobs_get (id=31)');
    expect(textOf(read)).toContain(`${status}: "The platform says why".`);
    expect(errorOf(await stage.host.call('civis_jobs_post_runs', { id: 31 })).retryable).toBe(post);
  });

  it.each([
    { says: 'a wait in seconds', header: '7', seconds: expect.toSatisfy((value) => value === 7) },
    {
      says: 'a moment in the past',
      header: 'Wed, 21 Oct 2015 07:28:00 GMT',
      seconds: expect.toSatisfy((value) => value === 0),
    },
    {
      says: 'a moment to come',
      header: new Date(Date.now() + 3_600_000).toUTCString(),
      seconds: expect.toSatisfy((value) => value > 0 && value <= 3600),
    },
  ])('passes on $says to wait', async ({ header, seconds }) => {
    stage.respondWith(respondAlways(429, REFUSAL, { 'retry-after': header }));
    // A PATCH is never tried again, so that the test does not wait.
    const error = errorOf(await stage.host.call('civis_codes_patch', { id: 31 }));
    expect(error).toMatchObject({ kind: 'rate_limited', retryable: true, retry_after_seconds: seconds });
    expect(error.hint).toContain(`${error.retry_after_seconds} seconds`);
  });

  it.each([
    [
      'an unknown id: the tools that show them',
      404,
      'civis_jobs_get_runs',
      { id: 1, run_id: 2 },
      'Call civis_jobs_get, whose runs show the values of run_id that exist. Check id with civis_jobs_list.',
    ],
    [
      'an unknown contact: the tool that lists them',
      404,
      'aiod_contacts_get_asset',
      { identifier: 'x' },
      'aiod_contacts_get_list',
    ],
    ['a job that runs already: to follow its run', 409, 'civis_jobs_post_runs', { id: 1 }, 'civis_jobs_get'],
    ['a key that is not taken: its variable', 401, 'civis_jobs_get', { id: 1 }, 'CIVIS_API_KEY'],
    [
      'a token that is not taken: its variable',
      401,
      'aiod_contacts_register',
      { metadata: {} },
      'AIOD_ACCESS_TOKEN',
    ],
  ])('says what helps against %s', async (_, status, tool, args, word) => {
    stage.respondWith(respondAlways(status, REFUSAL));
    const result = await stage.host.call(tool, args);
    expect(errorOf(result).hint).toContain(word);
    expect(textOf(result)).toContain(errorOf(result).hint);
  });

  it('passes on the faults that FastAPI lists, each with its place', async () => {
    const detail = [
      { loc: ['body', 'email', 0], msg: 'value is not a valid email address', type: 'value_error' },
      { loc: ['query', 'limit'], msg: 'ensure this value is less than 1000', type: 'value_error' },
    ];
    stage.respondWith(respondAlways(422, { detail }));
    const result = await stage.host.call('aiod_contacts_register', { metadata: { name: 'Ada' } });
    expect(errorOf(result)).toMatchObject({ kind: 'invalid_input', status: 422, path: '/contacts' });
    expect(textOf(result)).toContain('email.0: value is not a valid email address; limit: ensure this value');
  });

  it.each([
    ['an error page', 502, { kind: 'platform_error', status: 502, retryable: true }],
    ['a page where data is due', 200, { kind: 'platform_error' }],
  ])('shows the first line of %s, and no more', async (_, status, due) => {
    stage.respondWith((_received, response) => {
      response.writeHead(status, { ...ANSWERED, 'content-type': 'text/html' });
      response.end(`<html><title>Proxy says no</title>\n${'<p>and more</p>\n'.repeat(500)}`);
    });
    const result = await stage.host.call('civis_jobs_get', { id: 31 });
    expect(errorOf(result)).toMatchObject(due);
    expect(textOf(result)).toContain('<html><title>Proxy says no</title>');
    expect(textOf(result)).not.toContain('and more');
  });

  it('takes no credential along to another origin', async () => {
    const elsewhere = await startPlatform(respondAlways(200, { id: 31 }));
    stage.respondWith(respondAlways(302, undefined, { location: `${elsewhere.url}jobs/31` }));
    const error = errorOf(await stage.host.call('civis_jobs_get', { id: 31 }));
    await elsewhere.close();
    expect(error).toMatchObject({
      kind: 'platform_error',
      message: expect.stringContaining('another origin'),
    });
    expect(elsewhere.received).toEqual([]);
  });
});

describe('a platform that does not answer', () => {
  it('is not there: network', async () => {
    const gone = await startPlatform(respondAlways(200));
    await gone.close();
    const host = await connectHost({ era: 'modern', transport: 'stdio', env: platformEnv(gone.url) });
    const read = errorOf(await host.call('civis_jobs_get', { id: 31 }));
    const run = errorOf(await host.call('civis_jobs_post_runs', { id: 31 }));
    await host.close();
    expect(read).toMatchObject({ kind: 'network', retryable: true, method: 'GET', path: '/jobs/31' });
    expect(read.message).toContain(new URL(gone.url).host);
    expect(read.message).toContain('refused');
    // Nothing was sent, so nothing can have been started.
    expect(run).toMatchObject({ kind: 'network', retryable: true, method: 'POST', path: '/jobs/31/runs' });
  });

  it('breaks off in the middle: network', async () => {
    stage.respondWith((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"id":', () => response.destroy());
    });
    const read = errorOf(await stage.host.call('civis_jobs_get', { id: 31 }));
    const run = errorOf(await stage.host.call('civis_jobs_post_runs', { id: 31 }));
    expect(read).toMatchObject({ kind: 'network', retryable: true, method: 'GET', path: '/jobs/31' });
    expect(run).toMatchObject({ kind: 'network', retryable: false, method: 'POST', path: '/jobs/31/runs' });
    expect(run.hint).toContain('may have taken effect');
  });

  it('is too slow: timeout, and its connection is given up', async () => {
    const slow = await startHostWithPlatform({ flags: ['--timeout', '1'] });
    const held = holdRequest();
    slow.respondWith(held.respond);
    const error = errorOf(await slow.host.call('civis_jobs_get', { id: 31 }));
    await held.closed;
    await slow.close();
    expect(error).toMatchObject({ kind: 'timeout', method: 'GET', path: '/jobs/31' });
    expect(error.hint).toContain('--timeout');
  });
});
