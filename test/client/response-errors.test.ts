import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import { createPresenter } from '../../src/dispatch/present.ts';
import { createCredentialRegistry } from '../../src/dispatch/redact.ts';
import { connectTo, neverAborted, request } from '../support/connect.ts';
import { openTransfers } from '../support/dispatch.ts';
import { type FakePlatform, startPlatform } from '../support/platform.ts';
import { callErrorOf } from '../support/tool-caller.ts';

const KEY = 'k3y'.repeat(22);
const { protect } = createPresenter(createCredentialRegistry([KEY]));
/** So long that 200 characters end in the middle of what follows. */
const BEFORE = 'x'.repeat(170);

let answered: { readonly status: number; readonly text: string };
let platform: FakePlatform;
let client: ClosablePlatformClient;

beforeAll(async () => {
  platform = await startPlatform((_, response) => {
    response.writeHead(answered.status, { 'content-type': 'application/json' });
    response.end(answered.text);
  });
  client = connectTo(platform.url, { protect });
});
afterAll(async () => {
  await client.close();
  await platform.close();
});

describe('a secret where a platform’s message is cut', () => {
  const said = `${BEFORE} ${KEY} and more`;

  it.each([
    ['an error', 400, JSON.stringify({ error: 'bad', errorDescription: said })],
    ['a validation error', 422, JSON.stringify({ detail: [{ loc: ['body', 'x'], msg: said }] })],
    ['a code', 400, JSON.stringify({ error: said })],
    ['a reference', 400, JSON.stringify({ reference: said })],
    ['an error without JSON', 502, said],
    ['a response that is not JSON', 200, said],
  ])('is removed first: in %s', async (_, status, text) => {
    answered = { status, text };
    const { message, details } = await callErrorOf(client.send(request({ verb: 'POST' }), neverAborted));
    expect(JSON.stringify([message, details])).not.toContain(KEY.slice(0, 6));
    expect(JSON.stringify([message, details])).toContain(`${BEFORE} [redacted]`);
  });

  it('is removed first: the password in a link', async () => {
    answered = { status: 400, text: `${BEFORE} https://ada:${'p'.repeat(60)}@db.example/` };
    const { message } = await callErrorOf(client.send(request(), neverAborted));
    expect(message).not.toContain('ppp');
  });

  it('is removed first: in the error of a file storage', async () => {
    answered = { status: 403, text: `<Error><Message>${said}</Message></Error>` };
    const transfers = openTransfers({ protect });
    const error = await callErrorOf(transfers.fetch(`${platform.url}file`, neverAborted));
    await transfers.close();
    expect(error.message).toContain(`${BEFORE} [redacted]`);
    expect(error.message).not.toContain(KEY.slice(0, 6));
  });
});
