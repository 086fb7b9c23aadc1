import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClosablePlatformClient } from '../../src/client/platform-client.ts';
import type { Caller } from '../../src/dispatch/tool-call.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { renderAnswer } from '../../src/mcp/results/call-result.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import { compactOver } from '../support/compact.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { type DispatchChoices, dispatchOver } from '../support/dispatch.ts';
import { namesIn, useGround } from '../support/folder.ts';
import { type FakePlatform, startPlatform } from '../support/platform.ts';
import { callErrorOf, respondByRoute } from '../support/tool-caller.ts';

const OWN = 'own-credential-1';
const KEYS = { accessKey: 'ASIA1', secretAccessKey: 'very-secret', sessionToken: 'st-1', note: OWN };
const ASK = 'civis_credentials_post_temporary';

const ground = useGround();
let platform: FakePlatform;
let client: ClosablePlatformClient;
beforeAll(async () => {
  platform = await startPlatform(
    respondByRoute({
      'POST /credentials/1/temporary': KEYS,
      'GET /credentials': [
        { id: 1, password: 'one' },
        { id: 2, password: 'two' },
      ],
      'PUT /imports/1/archive': () => undefined,
    }),
  );
  client = connectTo(platform.url);
});
afterAll(async () => {
  await client.close();
  await platform.close();
});

interface Calling extends DispatchChoices {
  readonly readOnly?: boolean;
  readonly compact?: boolean;
}

async function call(name: string, args: Arguments, { readOnly = false, compact, ...choices }: Calling = {}) {
  platform.received.length = 0;
  const filter = { ...ALL_TOOLS, readOnly };
  const files = ground().folders;
  const plain = dispatchOver({ civis: client, aiod: client }, filter, { files, hidden: [OWN], ...choices });
  const dispatch = compact ? compactOver(plain, filter).dispatch : plain;
  const caller: Caller = { id: 'test', canBeAsked: false };
  const answer = await dispatch({
    name,
    args,
    signal: neverAborted,
    report: () => undefined,
    caller,
    maxChars: 60_000,
  });
  return renderAnswer(answer, { maxChars: 60_000 }).structuredContent;
}

const hidden = { access_key: '[redacted]', secret_access_key: '[redacted]', session_token: '[redacted]' };

describe('a result that hides something', () => {
  it('says what, and how to get it', async () => {
    expect(await call(ASK, { id: 1 })).toEqual({
      ...hidden,
      note: '[redacted]',
      notices: [
        'Replaced by [redacted]: access_key, secret_access_key, session_token. To get the original values, start the server with --reveal-secrets, or call with save_as: it saves the whole result to a new local file.',
        'A credential of this server was replaced by [redacted] in: note.',
      ],
    });
  });

  it.each([
    [
      { files: null },
      '--reveal-secrets, or with --files DIR to save whole results to a local file with save_as.',
    ],
    [{ readOnly: true }, '--reveal-secrets.'],
  ])('offers no file where none may be written: %o', async (options, ways) => {
    const { notices } = (await call('civis_credentials_list', {}, options)) as { notices: string[] };
    expect(notices).toEqual([
      `Replaced by [redacted]: password. To get the original values, start the server with ${ways}`,
    ]);
  });

  it('says nothing of fields that the call leaves out', async () => {
    expect(await call('civis_credentials_list', { fields: ['id'] })).toEqual({
      items: [{ id: 1 }, { id: 2 }],
    });
  });
});

describe('save_as', () => {
  const contentOf = async (name: string) =>
    JSON.parse(await readFile(join(ground().inside, name), 'utf8')) as unknown;

  it('saves the whole result past the caller, for the person alone', async () => {
    const result = await call(ASK, { id: 1, save_as: 'keys.json' });
    const path = join(ground().inside, 'keys.json');
    const { mode, size } = await stat(path);
    expect(result).toEqual({
      ...hidden,
      note: '[redacted]',
      saved_to: { path, size_bytes: size },
      notices: [
        'Replaced by [redacted]: access_key, secret_access_key, session_token. The saved file contains the original values.',
        'A credential of this server was replaced by [redacted] in: note.',
      ],
    });
    expect(mode & 0o777).toBe(0o600);
    expect(await contentOf('keys.json')).toEqual({
      access_key: 'ASIA1',
      secret_access_key: 'very-secret',
      session_token: 'st-1',
      note: '[redacted]',
    });
  });

  it('saves a list with the fields that the call asks for', async () => {
    await call('civis_credentials_list', { fields: ['password'], save_as: 'list.json' });
    expect(await contentOf('list.json')).toEqual([{ password: 'one' }, { password: 'two' }]);
  });

  it.each([
    ['inside', { name: ASK, arguments: { id: 1, save_as: 'compact-1.json' } }],
    ['next to', { name: ASK, arguments: { id: 1 }, save_as: 'compact-2.json' }],
  ])('works %s the arguments of the compact surface', async (_, args) => {
    const result = await call('operations_change', args, { compact: true });
    expect(result).toMatchObject({ saved_to: { path: expect.stringContaining('compact-') as unknown } });
  });

  it('creates no file where there is no content', async () => {
    const result = await call('civis_imports_put_archive', { id: 1, status: false, save_as: 'none.json' });
    expect(result).toEqual({ done: true, notices: ['There is no content to save, so no file was created.'] });
    expect(await namesIn(ground().inside)).not.toContain('none.json');
  });

  it.each([
    ['a file that exists', { save_as: 'there.json' }, {}, 'conflict'],
    ['a path outside', { save_as: '../x.json' }, {}, 'not_allowed'],
    ['no text', { save_as: 5 }, {}, 'invalid_input'],
    ['no folder', { save_as: 'x.json' }, { files: null }, 'not_configured'],
  ])('is refused before anything is sent: %s', async (_, args, options, kind) => {
    await writeFile(join(ground().inside, 'there.json'), 'mine');
    const error = await callErrorOf(call(ASK, { id: 1, ...args }, options));
    expect(error.kind).toBe(kind);
    expect(platform.received).toEqual([]);
    expect(await readFile(join(ground().inside, 'there.json'), 'utf8')).toBe('mine');
  });

  it.each([
    ['--read-only', 'civis_credentials_list', { save_as: 'x.json' }, { readOnly: true }],
    [
      'operations_read',
      'operations_read',
      { name: 'civis_credentials_list', save_as: 'x.json' },
      { compact: true },
    ],
  ])('is refused by %s, since it writes a file', async (_, name, args, options) => {
    const error = await callErrorOf(call(name, args, options));
    expect([error.kind, platform.received]).toEqual(['not_allowed', []]);
  });

  it('leaves nothing behind a call that fails', async () => {
    const before = await namesIn(ground().inside);
    expect((await callErrorOf(call('civis_jobs_get', { id: 9, save_as: 'x.json' }))).kind).toBe('not_found');
    expect(await namesIn(ground().inside)).toEqual(before);
  });
});
