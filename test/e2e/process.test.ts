import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { holdRequest, platformEnv, queryOf, respondAlways } from '../support/host-with-platform.ts';
import { startHttp } from '../support/hosts.ts';
import { answer, startPlatform } from '../support/platform.ts';
import { endPrograms, INITIALIZE, openProgram, runProgram } from '../support/program.ts';

afterAll(endPrograms);

/** Nowhere: what these programs must not reach. */
const NOWHERE = platformEnv('http://127.0.0.1:9/');

interface Mistake {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What the line on stderr must name. */
  readonly words: readonly string[];
}

describe.concurrent('a command line that cannot be acted on', () => {
  it.each<Mistake>([
    { args: ['serve', '--sandbx'], env: {}, words: ['--sandbx', '--sandbox'] },
    { args: ['--no-such-flag'], env: {}, words: ['--no-such-flag'] },
    { args: ['sevre'], env: {}, words: ['unknown command "sevre"; did you mean serve?', 'login'] },
    { args: ['--sandbox', 'frobnicate'], env: {}, words: ['unknown command "frobnicate"; allowed: serve'] },
    { args: ['serve', '--timeout'], env: {}, words: ['--timeout', 'argument missing'] },
    { args: ['serve', '--timeout', 'soon'], env: {}, words: ['--timeout', 'soon'] },
    { args: ['serve', '--max-result-chars', '10'], env: {}, words: ['--max-result-chars', '10'] },
    { args: ['serve', '--http', 'nowhere'], env: {}, words: ['--http', 'HOST:PORT'] },
    { args: ['serve', '--http', '0.0.0.0:1'], env: {}, words: ['--http', 'authentication'] },
    { args: ['serve', '--http', '192.0.2.7:8808'], env: {}, words: ['--http', 'authentication'] },
    { args: ['serve', '--tools', 'civis.job'], env: {}, words: ['--tools', 'civis.job', 'civis.jobs'] },
    { args: ['serve', '--tools', '-civis_jobs_lst'], env: {}, words: ['--tools', 'civis_jobs_list'] },
    { args: ['serve'], env: { CIVIS_AIOD_MCP_TIMEOUT: 'soon' }, words: ['CIVIS_AIOD_MCP_TIMEOUT', 'soon'] },
    { args: ['serve'], env: { CIVIS_AIOD_MCP_HTTP: '0.0.0.0:1' }, words: ['CIVIS_AIOD_MCP_HTTP'] },
    { args: ['serve'], env: { CIVIS_AIOD_MCP_TOOLS: 'civis.job' }, words: ['civis.job', 'civis.jobs'] },
    { args: ['serve'], env: { CIVIS_API_ENDPOINT: 'http://civis.example/' }, words: ['CIVIS_API_ENDPOINT'] },
    { args: ['serve'], env: { AIOD_API_SERVER: 'nonsense' }, words: ['AIOD_API_SERVER'] },
    { args: ['serve'], env: { CIVIS_API_KEY: 'a key' }, words: ['CIVIS_API_KEY'] },
    { args: ['serve', '--sandbox', '--live-spec', 'no.json'], env: {}, words: ['--live-spec', 'ENOENT'] },
    { args: ['tools', '--jsn'], env: {}, words: ['--jsn', '--json'] },
    { args: ['call'], env: {}, words: ['TOOL'] },
    { args: ['call', 'civis_jobs_get', '--arg', 'id'], env: {}, words: ['--arg', 'NAME=VALUE'] },
    { args: ['call', 'civis_jobs_get', '--json', '[1]'], env: {}, words: ['--json', 'object'] },
    { args: ['call', 'civis_jobs_get', '--json', '{"id":'], env: {}, words: ['--json', 'object'] },
    { args: ['call', 'civis_jobs_get', '--json', '@no.json'], env: {}, words: ['--json no.json', 'ENOENT'] },
    {
      args: ['call', 'x', '--json', '{"id":1}', '--arg', 'id=2'],
      env: {},
      words: ['argument id is given twice'],
    },
    { args: ['call', 'x', '--format', 'xml'], env: {}, words: ['--format', 'ndjson'] },
    { args: ['describe', 'civis_jobs_gt', '--sandbox'], env: {}, words: ['did you mean civis_jobs_get?'] },
    { args: ['completion', 'tcsh'], env: {}, words: ['bash, zsh, fish'] },
  ])('$args $env: exit code 2 and one line', async ({ args, env, words }) => {
    const { code, stdout, stderr } = await runProgram(args, { ...NOWHERE, ...env });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^civis-aiod-mcp: [^\n]+\n$/);
    for (const word of words) expect(stderr).toContain(word);
  });

  it.each([['--help'], ['serve', '--help'], ['--version']])('%s is no mistake', async (...args) => {
    const { code, stdout, stderr } = await runProgram(args);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(args.includes('--version') ? /^\d+\.\d+\.\d+\n$/ : /^Usage: civis-aiod-mcp/);
  });
});

describe.concurrent('tools', () => {
  it('prints what a host would see', async () => {
    const { code, stdout, stderr } = await runProgram(['tools', '--json', '--tools', 'aiod', '--read-only']);
    const { tools } = JSON.parse(stdout) as { tools: { name: string; inputSchema: { type: string } }[] };
    expect([code, stderr]).toEqual([0, '']);
    expect(tools.map(({ name }) => name)).toContain('aiod_contacts_get_list');
    expect(tools.map(({ name }) => name)).not.toContain('aiod_contacts_delete');
    expect(tools.every(({ inputSchema }) => inputSchema.type === 'object')).toBe(true);
  });

  it('prints a line for each tool, and how many there are', async () => {
    const { stdout, stderr } = await runProgram(['tools', '--tools', 'civis.endpoints']);
    expect(stdout).toMatch(/^civis_endpoints_list {2}read {2}\S.*\n$/);
    expect(stderr).toBe('1 tool\n');
  });
});

describe.concurrent('call', () => {
  it.each([
    { what: 'pairs', args: ['--arg', 'limit=3', '--arg', 'q=a=b'] },
    { what: 'JSON', args: ['--json', '{"limit":3,"q":"a=b"}'] },
    { what: 'both', args: ['--json', '{"q":"a=b"}', '--arg', 'limit=3'] },
  ])('takes its arguments as $what', async ({ args }) => {
    const platform = await startPlatform(respondAlways(200, [{ id: 1, lastRun: null }]));
    const { code, stdout, stderr } = await runProgram(
      ['call', 'civis_jobs_list', ...args],
      platformEnv(platform.url),
    );
    await platform.close();
    const [received] = platform.received;
    expect(received && Object.fromEntries(queryOf(received))).toEqual({ limit: '3', q: 'a=b' });
    expect(JSON.parse(stdout)).toEqual({ items: [{ id: 1, last_run: null }] });
    expect([code, stderr]).toEqual([0, '']);
  });

  it.each([
    ['a tool that fails', 'civis_jobs_get', 'id=1', 'not_found', 1],
    ['a wrong argument', 'civis_jobs_get', 'id=x', 'invalid_input', 2],
    ['an unknown tool', 'civis_jobs_fetch', 'id=1', 'unknown_tool', 2],
  ])('tells %s by its exit code, with the error on stderr', async (_, tool, pair, kind, code) => {
    const platform = await startPlatform(respondAlways(404, { errorDescription: 'Not here' }));
    const args = ['call', tool, '--arg', pair];
    const asLine = await runProgram(args, platformEnv(platform.url));
    const asJson = await runProgram([...args, '--format', 'json'], platformEnv(platform.url));
    await platform.close();
    expect([asLine.code, asLine.stdout, asJson.code, asJson.stdout]).toEqual([code, '', code, '']);
    expect(asLine.stderr).toMatch(/^civis-aiod-mcp: [^\n]+\n$/);
    expect(JSON.parse(asJson.stderr)).toMatchObject({ error: { kind } });
  });

  it('goes by the same rules as a server', async () => {
    const { code, stderr } = await runProgram(
      ['call', 'civis_codes_delete', '--arg', 'id=1', '--read-only'],
      NOWHERE,
    );
    expect(code).toBe(2);
    expect(stderr).toContain('this server was started with --read-only');
  });

  it('takes a flag over its environment twin', async () => {
    const env = { ...NOWHERE, CIVIS_AIOD_MCP_TOOLS: 'aiod' };
    const twin = await runProgram(['tools'], env);
    const flag = await runProgram(['tools', '--tools', 'civis.endpoints'], env);
    expect(twin.stdout).toMatch(/^aiod_/);
    expect(flag.stdout).toMatch(/^civis_endpoints_list/);
  });
});

describe.concurrent('over stdio', () => {
  it('stdout carries messages of the protocol and nothing else, whatever happens', async () => {
    const platform = await startPlatform((_, response) => response.destroy());
    const program = openProgram(['serve'], platformEnv(platform.url));
    await program.request(1, 'initialize', INITIALIZE);
    program.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    program.write('this is no JSON\n\n{"jsonrpc":"2.0","id":90}\n[]\n');
    await Promise.all([
      program.request(2, 'tools/call', { name: 'civis_jobs_get', arguments: { id: 1 } }),
      program.request(3, 'tools/call', { name: 'civis_jobs_get' }),
      program.request(4, 'tools/call', { name: 'no_such_tool', arguments: {} }),
      program.request(5, 'no/such/method', {}),
      program.request(6, 'tools/list', {}),
      program.request(7, 'tools/call', { name: 'aiod_contacts_get_list', arguments: { limit: 3 } }),
    ]);
    program.child.stdin.end();
    const { code, stdout } = await program.ended;
    await platform.close();
    expect(code).toBe(0);
    const messages = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(messages.length).toBeGreaterThanOrEqual(7);
    for (const message of messages) expect(message).toMatchObject({ jsonrpc: '2.0' });
  });

  it.each([
    { when: 'at once', handshake: false, flags: [] },
    { when: 'after a handshake', handshake: true, flags: [] },
    { when: 'with embedded platforms', handshake: true, flags: ['--sandbox'] },
  ])('the program ends with code 0 when its stdin ends $when', async ({ handshake, flags }) => {
    const program = openProgram(['serve', ...flags], NOWHERE);
    if (handshake) await program.request(1, 'initialize', INITIALIZE);
    program.child.stdin.end();
    expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('the program ends with code 0 when its stdin ends with a call under way, and gives the call up', async () => {
    const held = holdRequest();
    const platform = await startPlatform(held.respond);
    const program = openProgram(['serve'], platformEnv(platform.url));
    await program.request(1, 'initialize', INITIALIZE);
    program.write(
      '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"civis_jobs_get","arguments":{"id":1}}}\n',
    );
    await held.arrived;
    program.child.stdin.end();
    const { code, stderr } = await program.ended;
    await held.closed;
    await platform.close();
    expect([code, stderr]).toEqual([0, '']);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'on %s, what is under way is answered and the program ends with code 0',
    async (signal) => {
      const held = holdRequest();
      const platform = await startPlatform(held.respond);
      const program = openProgram(['serve', '--confirm', 'never'], platformEnv(platform.url));
      await program.request(1, 'initialize', INITIALIZE);
      const params = { name: 'civis_jobs_post_runs', arguments: { id: 1 } };
      const response = program.request(2, 'tools/call', params);
      await held.arrived;
      program.child.kill(signal);
      const { isError, content } = (await response).result ?? {};
      expect(isError).toBe(true);
      expect(JSON.stringify(content)).toMatch(/the server is stopping\. The change may have taken effect/);
      expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
      await platform.close();
    },
  );
});

describe('call, when it is stopped', () => {
  it('prints what is known, leaves no part of a file, and ends as after any error', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stopped-'));
    const platform = await startPlatform(({ target }, response) => {
      if (target.startsWith('/files/'))
        answer(response, 200, { name: 'a', fileUrl: `${platform.url}content` });
      else response.write('the first bytes');
    });
    const args = ['--arg', 'id=1', '--arg', 'path=a.bin', '--files', folder];
    const program = openProgram(['call', 'civis_download_file', ...args], platformEnv(platform.url));
    await expect.poll(() => readdir(folder)).toHaveLength(1);
    program.child.kill('SIGTERM');
    const { code, stdout, stderr } = await program.ended;
    await platform.close();
    expect(stderr).toMatch(/^civis-aiod-mcp: .*cancelled.*\n$/);
    expect([code, stdout, await readdir(folder)]).toEqual([1, '', []]);
    await rm(folder, { recursive: true });
  });
});

describe('over HTTP', () => {
  it('SIGTERM ends the program with code 0', async () => {
    const program = await startHttp([], NOWHERE);
    expect((await fetch(new URL('/healthz', program.url))).status).toBe(200);
    expect(await program.stop()).toBe(0);
    await expect(fetch(new URL('/healthz', program.url))).rejects.toThrow();
  });

  it('a port that is taken ends the program, with the sandbox that it had started', async () => {
    const other = await startHttp();
    const { host } = new URL(other.url);
    const { code, stderr } = await runProgram(['--http', host, '--sandbox']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/port \d+ is already in use/);
    await other.stop();
  });

  it('is chosen by the environment twin too', async () => {
    const program = openProgram(['serve'], { ...NOWHERE, CIVIS_AIOD_MCP_HTTP: '127.0.0.1:0' });
    const [chunk] = (await new Promise((resolve) =>
      program.child.stderr.on('data', (data: string) => data.includes('/mcp') && resolve([data])),
    )) as [string];
    program.child.kill('SIGTERM');
    expect(chunk).toMatch(/http:\/\/127\.0\.0\.1:\d+\/mcp/);
    expect(await program.ended).toMatchObject({ code: 0, stdout: '' });
  });
});
