import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import type { Dispatch } from '../../src/dispatch/tool-call.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { type FakePlatform, startPlatform } from '../support/platform.ts';
import { callErrorOf } from '../support/tool-caller.ts';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const DEEP = nested(100_000);
/** As deep as fits twice into the part of an error that is read. */
const DEEP_ERROR = nested(15_000);
/** Changes the text before it is parsed. */
const LONG = '12345678901234567890';

let answered: { readonly status: number; readonly text: string };
let platform: FakePlatform;
let client: ClosablePlatformClient;
let dispatch: Dispatch;

beforeAll(async () => {
  platform = await startPlatform((_, response) => {
    response.writeHead(answered.status, { 'content-type': 'application/json' });
    response.end(answered.text);
  });
  client = connectTo(platform.url);
  dispatch = dispatchOver({ civis: client, aiod: client });
});

afterAll(async () => {
  await client.close();
  await platform.close();
});

function errorOf(name: string, args: object, status: number, text: string) {
  answered = { status, text };
  platform.received.length = 0;
  return callErrorOf(dispatch({ name, args, signal: neverAborted, report: () => undefined }));
}

describe('a body of very many levels', () => {
  it.each([
    ['a list', DEEP, 'is nested more than 64 levels deep'],
    ['a field', `{"id":1,"arguments":${DEEP}}`, 'is nested more than 64 levels deep'],
    ['beside a long integer', `{"id":${LONG},"arguments":${DEEP}}`, 'is nested more than 64 levels deep'],
  ])('is refused as a response: %s', async (_, text, says) => {
    const { kind, message } = await errorOf('civis_jobs_get', { id: 5 }, 200, text);
    expect(kind).toBe('platform_error');
    expect(message).toContain(says);
  });

  it.each([
    ['a list', DEEP_ERROR, 'returned 400.'],
    ['the error', `{"error":${DEEP_ERROR},"errorDescription":"Say no."}`, 'returned 400: "Say no".'],
    [
      'the code and the reference',
      `{"code":${DEEP_ERROR},"reference":${DEEP_ERROR},"detail":"Say no."}`,
      '"Say no".',
    ],
    ['validation errors', `{"detail":${DEEP_ERROR}}`, 'returned 400: "is not valid".'],
    [
      'one of them',
      `{"detail":[{"loc":["body",${DEEP_ERROR}],"msg":${DEEP_ERROR}}]}`,
      'returned 400: "is not valid".',
    ],
    ['beside a long integer', `{"id":${LONG},"error":${DEEP}}`, 'returned 400: "{\\"id\\":1234567890'],
  ])('is read as an error for its message alone: %s', async (_, text, says) => {
    const { kind, message } = await errorOf('civis_jobs_get', { id: 5 }, 400, text);
    expect(kind).toBe('invalid_input');
    expect(message).toContain(says);
  });

  it('is not written back by what reads before it writes', async () => {
    const args = { identifier: 'con_1', metadata: { telephone: ['1'] } };
    const deep = `{"identifier":"con_1","name":${DEEP}}`;
    const { kind, message } = await errorOf('aiod_contacts_update', args, 200, deep);
    expect(kind).toBe('platform_error');
    expect(message).toContain('is nested more than 64 levels deep');
    expect(platform.received.map(({ verb }) => verb)).toEqual(['GET']);
  });
});
