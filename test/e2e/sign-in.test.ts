import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answer, type FakePlatform, type Received, startPlatform } from '../support/platform.ts';
import { runProgram } from '../support/program.ts';
import { formOf, isTokenRequest } from '../support/sign-in.ts';

let home: string;
let platform: FakePlatform;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'sign-in-'));
  platform = await startPlatform((received, response) => {
    if (received.target.endsWith('/auth/device')) {
      answer(response, 200, {
        device_code: 'device',
        user_code: 'ABCD-EFGH',
        verification_uri: 'http://127.0.0.1/device',
        expires_in: 60,
        interval: 0.05,
      });
    } else if (isTokenRequest(received)) {
      const { refresh_token = 'refreshed-by-device', client_secret } = formOf(received);
      const from = client_secret ?? refresh_token;
      answer(response, 200, {
        access_token: `access-for-${from}`,
        token_type: 'Bearer',
        expires_in: 300,
        refresh_token: refresh_token === 'rotated' ? 'next-refresh-token' : refresh_token,
      });
    } else if (received.verb === 'GET') {
      answer(response, 200, { name: `said ${String(bearerOf(received))}`, notes: ['next-refresh-token'] });
    } else answer(response, 200, null);
  });
});

afterEach(async () => {
  await platform.close();
  rmSync(home, { recursive: true });
});

const env = (more: Record<string, string> = {}) => ({
  HOME: home,
  XDG_CONFIG_HOME: join(home, '.config'),
  AIOD_API_SERVER: platform.url,
  AIOD_AUTH_SERVER: `${platform.url}aiod-auth/`,
  ...more,
});
const deleteContact = ['call', 'aiod_contacts_delete', '--arg', 'identifier=con_1', '--confirm', 'never'];
const deletions = () => platform.received.filter(({ verb }) => verb === 'DELETE');
const bearerOf = (received: Received | undefined) => received?.headers['authorization'];

describe('login aiod', () => {
  it('shows where to sign in, keeps the token for its owner alone, and later calls use it', async () => {
    const { code, stdout } = await runProgram(['login', 'aiod'], env());
    expect(code).toBe(0);
    expect(stdout).toContain('http://127.0.0.1/device');
    expect(stdout).toContain('ABCD-EFGH');
    expect(stdout).not.toContain('refreshed-by-device');

    const folder = join(home, '.config', 'civis-aiod-mcp');
    expect(readdirSync(folder)).toEqual(['aiod.json']);
    expect(statSync(join(folder, 'aiod.json')).mode & 0o777).toBe(0o600);

    const call = await runProgram(deleteContact, env());
    expect(call.code).toBe(0);
    expect(bearerOf(deletions()[0])).toBe('Bearer access-for-refreshed-by-device');
  });

  it('keeps a renewed token, and the refresh token behind it, out of what a platform says of them', async () => {
    const read = ['call', 'aiod_contacts_update', '--arg', 'identifier=con_1', '--json', '{"metadata":{}}'];
    const shown = ['call', 'aiod_contacts_get_asset', '--arg', 'identifier=con_1'];
    for (const args of [read, shown]) {
      const { stdout, stderr } = await runProgram(
        [...args, '--log-level', 'debug'],
        env({ AIOD_REFRESH_TOKEN: 'rotated' }),
      );
      expect(platform.received.map(bearerOf)).toContain('Bearer access-for-rotated');
      expect(stdout + stderr).not.toMatch(/access-for-rotated|next-refresh-token/);
    }
  });

  it('takes no other platform', async () => {
    const { code, stderr } = await runProgram(['login', 'civis'], env());
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('CIVIS_API_KEY') });
  });
});

describe('the files of the Python SDK', () => {
  beforeEach(() => {
    mkdirSync(join(home, '.aiod'));
    writeFileSync(
      join(home, '.aiod', 'token.toml'),
      'refresh_token = "from-sdk"\nexpiration_date = "2020-01-01"\n',
    );
  });

  it('sign the user in', async () => {
    await runProgram(deleteContact, env());
    expect(bearerOf(deletions()[0])).toBe('Bearer access-for-from-sdk');
  });

  it('give way to the environment', async () => {
    await runProgram(deleteContact, env({ AIOD_CLIENT_SECRET: 'from-env' }));
    expect(bearerOf(deletions()[0])).toBe('Bearer access-for-from-env');
  });

  it('name the servers too', async () => {
    writeFileSync(
      join(home, '.aiod', 'config.toml'),
      `api_server = "${platform.url}elsewhere/"\nversion = "v3"\nrequest_timeout_seconds = 10\n`,
    );
    const { AIOD_API_SERVER: _, ...rest } = env();
    await runProgram(deleteContact, rest);
    expect(deletions()[0]?.target).toBe('/elsewhere/v3/contacts/con_1');
  });

  it('that are broken are named in a notice, and in the error of a call that lacks them', async () => {
    const file = join(home, '.aiod', 'token.toml');
    writeFileSync(file, 'refresh_token = ');
    const { code, stdout, stderr } = await runProgram(deleteContact, env());
    expect([code, deletions()]).toEqual([1, []]);
    expect(stdout).toBe('');
    const [notice, error] = stderr.trim().split('\n');
    expect(notice).toContain(file);
    expect(error).toContain(
      `aiod_contacts_delete (identifier=con_1): No credential is set for AI-on-Demand. ${file} is not valid TOML; correct it or move it away.`,
    );
    expect(readFileSync(file, 'utf8')).toBe('refresh_token = ');
  });

  it('with a value that cannot be used are left out, with a notice', async () => {
    const { AIOD_API_SERVER: _, ...rest } = env();
    writeFileSync(join(home, '.aiod', 'config.toml'), 'api_server = "nonsense"\n');
    const { code, stderr } = await runProgram(['tools', '--tools', 'civis.endpoints'], rest);
    expect(code).toBe(0);
    expect(stderr).toContain('AIOD_API_SERVER must be a URL');
  });
});

/** Makes Node.js behave as for a user without a home folder, and without the rights to create such a user. */
const NO_HOME = `--import=data:text/javascript,${encodeURIComponent(
  `import os from 'node:os';
   import { syncBuiltinESMExports } from 'node:module';
   os.homedir = () => { throw new Error('uv_os_homedir returned ENOENT'); };
   syncBuiltinESMExports();`,
)}`;

describe('a user without a home folder', () => {
  it('can do everything but store a sign-in', async () => {
    const more = { NODE_OPTIONS: NO_HOME, AIOD_CLIENT_SECRET: 'from-env' };
    const { code, stderr } = await runProgram(deleteContact, env(more));
    expect([code, stderr, bearerOf(deletions()[0])]).toEqual([0, '', 'Bearer access-for-from-env']);
    const login = await runProgram(['login', 'aiod'], env({ NODE_OPTIONS: NO_HOME }));
    expect(login.code).toBe(2);
    expect(login.stderr).toBe(
      'civis-aiod-mcp: there is no home folder to store the token in; set HOME to an existing folder\n',
    );
  });
});
