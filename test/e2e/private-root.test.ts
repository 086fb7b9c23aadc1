import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platformEnv } from '../support/host-with-platform.ts';
import { runProgram } from '../support/program.ts';

const FIXTURES = 'test/fixtures/tls';

describe('a platform behind a private root', () => {
  const server = createServer(
    { key: readFileSync(`${FIXTURES}/server.key`), cert: readFileSync(`${FIXTURES}/server.pem`) },
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"id":5}');
    },
  );
  let env: Record<string, string>;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    env = platformEnv(`https://localhost:${(server.address() as AddressInfo).port}/`);
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is trusted through NODE_EXTRA_CA_CERTS', async () => {
    const args = ['call', 'civis_jobs_get', '--arg', 'id=5'];
    const { code, stdout } = await runProgram(args, { ...env, NODE_EXTRA_CA_CERTS: `${FIXTURES}/ca.pem` });
    expect(JSON.parse(stdout)).toEqual({ id: 5 });
    expect(code).toBe(0);
  });

  it('is not trusted without it, and the error says why', async () => {
    const args = ['call', 'civis_jobs_get', '--arg', 'id=5', '--format', 'json'];
    const { code, stderr } = await runProgram(args, env);
    expect(JSON.parse(stderr)).toMatchObject({
      error: { kind: 'network', message: expect.stringContaining('certificate') },
    });
    expect(code).toBe(1);
  });
});
