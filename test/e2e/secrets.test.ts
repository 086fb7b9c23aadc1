import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AIOD_TOKEN,
  CIVIS_KEY,
  type HostWithPlatform,
  platformEnv,
  respondAlways,
  startHostWithPlatform,
} from '../support/host-with-platform.ts';
import { answer, type Received, startPlatform } from '../support/platform.ts';
import { endPrograms, INITIALIZE, openProgram } from '../support/program.ts';
import { dataOf, textOf } from '../support/results.ts';

const ANSWER = {
  id: 5,
  name: 'Warehouse',
  remoteHost: {
    password: 'hunter2-hunter2',
    apiKey: 'an-api-key',
    sessionToken: 'a-session-token',
    secretAccessKey: 'a-secret-access-key',
  },
  databaseUrl: 'postgres://ada:pa55word@db.example/main?sslmode=require&password=pa55word',
  logUrl: 'https://files.example/log.txt?part=2&X-Amz-Signature=c0ffee',
  passwordSet: true,
  tokenCount: 3,
  lastRun: { error: 'gave up at https://ada:pa55word@db.example/' },
};

let stage: HostWithPlatform;
beforeAll(async () => {
  stage = await startHostWithPlatform();
});
afterAll(() => stage.close());
afterAll(endPrograms);

describe('secrets in answers', () => {
  it('are replaced, and what is none stays', async () => {
    stage.respondWith(respondAlways(200, ANSWER));
    const result = await stage.host.call('civis_jobs_get', { id: 5 });

    expect(dataOf(result)).toEqual({
      id: 5,
      name: 'Warehouse',
      remote_host: {
        password: '[redacted]',
        api_key: '[redacted]',
        session_token: '[redacted]',
        secret_access_key: '[redacted]',
      },
      database_url: 'postgres://[redacted]@db.example/main?sslmode=require&password=[redacted]',
      log_url: 'https://files.example/log.txt?part=2&X-Amz-Signature=[redacted]',
      password_set: true,
      token_count: 3,
      last_run: { error: 'gave up at https://[redacted]@db.example/' },
      notices: [expect.stringMatching(/^Replaced by \[redacted\]: password, api_key, .+ and 2 more\. /)],
    });
    expect(textOf(result)).not.toMatch(/hunter2|an-api-key|a-session-token|a-secret-access|pa55word|c0ffee/);
  });

  it('are delivered with --reveal-secrets', async () => {
    const open = await startHostWithPlatform({ flags: ['--reveal-secrets'] });
    open.respondWith(respondAlways(200, ANSWER));
    const result = await open.host.call('civis_jobs_get', { id: 5 });
    await open.close();
    expect(dataOf(result)).toMatchObject({
      remote_host: { password: 'hunter2-hunter2', secret_access_key: 'a-secret-access-key' },
      database_url: ANSWER.databaseUrl,
    });
  });

  it('are no secrets where the operation exists to give them: links that expire', async () => {
    const link = 'https://s3.example/file?X-Amz-Signature=c0ffee&X-Amz-Credential=AKIA';
    const fields = {
      key: 'files/5',
      policy: 'abc',
      'x-amz-signature': 'c0ffee',
      'x-amz-security-token': 't',
    };
    stage.respondWith(respondAlways(200, { id: 5, downloadUrl: link, fileUrl: link }));
    const file = dataOf(await stage.host.call('civis_files_get', { id: 5 }));
    stage.respondWith(respondAlways(200, { id: 5, uploadUrl: link, uploadFields: fields }));
    const upload = dataOf(await stage.host.call('civis_files_post', { name: 'a.csv' }));
    expect(file).toEqual({ id: 5, download_url: link, file_url: link });
    expect(upload).toEqual({ id: 5, upload_url: link, upload_fields: fields });
  });
});

/** A platform that repeats, in every answer, all that it was sent. */
function echoWith(status: number) {
  return ({ headers, target, body }: Received, response: ServerResponse) => {
    const said = `You sent ${String(headers['authorization'])} to ${target} with ${JSON.stringify(body)}`;
    answer(response, status, {
      error: String(headers['authorization']),
      errorDescription: said,
      detail: said,
      base64: Buffer.from(CIVIS_KEY).toString('base64'),
    });
  };
}

describe('the server’s own credentials', () => {
  const calls = [
    { name: 'civis_jobs_get', arguments: { id: 5 } },
    { name: 'civis_jobs_list', arguments: { q: CIVIS_KEY } },
    { name: 'civis_jobs_list', arguments: { order: CIVIS_KEY } },
    { name: 'civis_codes_patch', arguments: { id: 5, name: CIVIS_KEY } },
    { name: CIVIS_KEY, arguments: {} },
    { name: 'aiod_contacts_get_asset', arguments: { identifier: AIOD_TOKEN } },
    { name: 'aiod_contacts_register', arguments: { metadata: { name: AIOD_TOKEN } } },
  ];
  const secrets = [CIVIS_KEY, AIOD_TOKEN, Buffer.from(CIVIS_KEY).toString('base64')];

  it.each([
    { status: 200, flags: [] },
    { status: 401, flags: [] },
    { status: 422, flags: ['--log-level', 'debug'] },
    { status: 200, flags: ['--reveal-secrets', '--log-level', 'debug'] },
    { status: 500, flags: ['--reveal-secrets'] },
  ])('are in no result, no error and no log: $status $flags', async ({ status, flags }) => {
    const platform = await startPlatform(echoWith(status));
    const program = openProgram(['serve', ...flags], platformEnv(platform.url));
    await program.request(0, 'initialize', INITIALIZE);
    await Promise.all(calls.map((call, at) => program.request(at + 1, 'tools/call', call)));
    program.child.stdin.end();
    const { stdout, stderr } = await program.ended;
    await platform.close();

    // Otherwise the test would hold for a program that never sent anything.
    expect(platform.received.map(({ headers }) => headers['authorization'])).toEqual(
      expect.arrayContaining([`Bearer ${CIVIS_KEY}`, `Bearer ${AIOD_TOKEN}`]),
    );
    expect(stdout).toContain('[redacted]');
    expect(stderr === '').toBe(!flags.includes('debug'));
    for (const secret of secrets) {
      expect(stdout).not.toContain(secret);
      expect(stderr).not.toContain(secret);
    }
  });

  it('are not repeated where they were taken for a tool', async () => {
    const result = await stage.host.call(CIVIS_KEY);
    expect(textOf(result)).toContain('Unknown tool "[redacted]"');
    expect(JSON.stringify(result)).not.toContain(CIVIS_KEY);
  });

  it('stay with their platform', async () => {
    stage.respondWith(respondAlways(200, {}));
    await stage.host.call('civis_jobs_get', { id: 5 });
    await stage.host.call('aiod_contacts_get_asset', { identifier: 'con_1' });
    await stage.host.call('aiod_contacts_counts');
    const sent = stage.platform.received.map(({ headers }) => headers['authorization']);
    expect(sent).toEqual([`Bearer ${CIVIS_KEY}`, `Bearer ${AIOD_TOKEN}`, `Bearer ${AIOD_TOKEN}`]);
  });
});
