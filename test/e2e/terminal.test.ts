import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platformEnv } from '../support/host-with-platform.ts';
import { answer, type FakePlatform, startPlatform } from '../support/platform.ts';
import { runProgram } from '../support/program.ts';

/** Sets the title, clears the screen, turns the text around, and breaks the line where no one expects it. */
const HOSTILE = 'x\u001b]0;title\u0007\u001b[2J\u009b2J\u202ey\u200bz\u2800\u2028$ rm\r';
const UNPRINTABLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]|[^\P{Cc}\n]/u;

let platform: FakePlatform;

beforeAll(async () => {
  platform = await startPlatform(({ target }, response) => {
    if (target.endsWith('/auth/device')) {
      answer(response, 200, {
        device_code: 'device',
        user_code: HOSTILE,
        verification_uri: `https://auth.test/${HOSTILE}`,
        expires_in: 60,
        interval: 0.05,
      });
    } else answer(response, 400, { error: 'no', error_description: HOSTILE, errorDescription: HOSTILE });
  });
});
afterAll(() => platform.close());

const run = (...args: string[]) =>
  runProgram(args, { ...platformEnv(platform.url), AIOD_AUTH_SERVER: `${platform.url}aiod-auth/` });

describe('what a server says reaches the terminal as plain text', () => {
  it('in the error of a call, and in the log', async () => {
    const { stdout, stderr } = await run('call', 'civis_jobs_get', '--arg', 'id=1', '--log-level', 'debug');
    expect(stderr).toContain('civis_jobs_get (id=1): Civis returned 400: "xyz".');
    expect(stderr).toContain('civis_jobs_get: arguments {"id":"1"}');
    expect(stdout + stderr).not.toMatch(UNPRINTABLE);
  });

  it('in a sign-in: the page, the code and the error', async () => {
    const { code, stdout, stderr } = await run('login', 'aiod');
    expect([code, stdout]).toEqual([
      1,
      `Sign in to AI-on-Demand at\n  ${new URL(`https://auth.test/${HOSTILE}`).href}\nand confirm the code xyz $ rm. Waiting…\n`,
    ]);
    expect(stderr).toMatch(/^civis-aiod-mcp: AI-on-Demand refused the sign-in: "xyz"\. Sign in again .*\n$/);
    expect(stdout + stderr).not.toMatch(UNPRINTABLE);
  });
});
