import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdRequest, platformEnv } from '../support/host-with-platform.ts';
import { type HttpProgram, startHttp } from '../support/hosts.ts';
import { answer, type FakePlatform, type Respond, startPlatform } from '../support/platform.ts';
import { ACCEPT, type Exchange, messageOf, openRawSession, rpc, sendRaw } from '../support/raw-http.ts';

const BODY_CAP = 4 * 1024 * 1024;

let respond: Respond = (_, response) => answer(response, 200, { id: 1 });
let platform: FakePlatform;
let program: HttpProgram;
beforeAll(async () => {
  platform = await startPlatform((received, response) => respond(received, response));
  program = await startHttp([], platformEnv(platform.url));
});
afterAll(async () => {
  await program.stop();
  await platform.close();
});

function send(
  verb: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
  ends = true,
): Promise<Exchange> {
  return sendRaw(new URL(path, program.url), { verb, headers, body, ends });
}

describe('what guards the door', () => {
  it('says that it is well', async () => {
    const { status, body } = await send('GET', '/healthz');
    expect([status, JSON.parse(body)]).toEqual([200, { status: 'ok' }]);
  });

  const LIST = rpc(1, 'tools/list');
  it.each([
    ['a foreign Host', { host: 'evil.example' }, 403],
    ['a foreign Host that begins like loopback', { host: 'localhost.evil.example:8808' }, 403],
    ['a foreign Origin', { origin: 'https://evil.example' }, 403],
    ['an Origin that begins like loopback', { origin: 'http://127.0.0.1.evil.example' }, 403],
    ['an Origin that hides itself', { origin: 'null' }, 403],
    ['a local Host', { host: 'localhost' }, 200],
    ['a local Origin', { origin: 'http://localhost:5173' }, 200],
    ['no Origin at all', {}, 200],
  ])('%s on every path', async (_, headers, status) => {
    expect((await send('POST', '/mcp', { ...ACCEPT, ...headers }, LIST)).status).toBe(status);
    expect((await send('GET', '/healthz', headers)).status).toBe(status);
  });

  it.each([
    ['declared', { 'content-length': `${BODY_CAP + 1}` }, ''],
    ['not declared', { 'transfer-encoding': 'chunked' }, rpc(1, 'x'.repeat(BODY_CAP))],
  ])('refuses a body of more than 4 MB: %s', async (_, headers, body) => {
    expect((await send('POST', '/mcp', { ...ACCEPT, ...headers }, body, false)).status).toBe(413);
    expect((await send('GET', '/healthz')).status).toBe(200);
  });

  it('takes a body of less', async () => {
    const body = rpc(1, 'tools/call', { name: 'civis_jobs_list', arguments: { q: 'x'.repeat(3_900_000) } });
    expect((await send('POST', '/mcp', ACCEPT, body)).status).toBe(200);
  });

  it.each([
    ['broken JSON', '{"jsonrpc":', 400, -32700],
    ['no JSON at all', 'hello', 400, -32700],
    ['nothing', '', 400, -32700],
    ['JSON that is no message', '{"hello":1}', 400, expect.any(Number)],
  ])('%s is an error of the protocol', async (_, body, status, code) => {
    const exchange = await send('POST', '/mcp', ACCEPT, body);
    expect(exchange.status).toBe(status);
    expect(JSON.parse(exchange.body)).toMatchObject({ jsonrpc: '2.0', error: { code } });
  });

  it('has nothing elsewhere', async () => {
    expect((await send('GET', '/')).status).toBe(404);
    expect((await send('POST', '/mcp/admin', ACCEPT, LIST)).status).toBe(404);
  });
});

describe('sessions', () => {
  const openSession = () => openRawSession(program.url);

  it('has an identifier that nobody guesses', async () => {
    const [one, other] = await Promise.all([openSession(), openSession()]);
    expect(one.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(other.id).not.toBe(one.id);
  });

  it.each(['POST', 'GET', 'DELETE'])('an unknown one is 404: %s', async (verb) => {
    const headers = { ...ACCEPT, 'mcp-session-id': '11111111-1111-4111-8111-111111111111' };
    const exchange = await send(verb, '/mcp', headers, verb === 'POST' ? rpc(1, 'tools/list') : undefined);
    expect(exchange.status).toBe(404);
    expect(JSON.parse(exchange.body)).toMatchObject({ jsonrpc: '2.0', error: { code: -32001 } });
  });

  it('one that was ended is 404, and others go on', async () => {
    const [one, other] = await Promise.all([openSession(), openSession()]);
    expect((await send('DELETE', '/mcp', one.headers)).status).toBe(200);
    expect((await one.post(rpc(1, 'tools/list'))).status).toBe(404);
    expect((await other.post(rpc(1, 'tools/list'))).status).toBe(200);
  });

  it('do not mix: one cancels, and the other’s call of the same id goes on', async () => {
    const [first, second] = [holdRequest(), holdRequest()];
    respond = (received, response) =>
      (received.target === '/jobs/1' ? first : second).respond(received, response);
    const [one, other] = await Promise.all([openSession(), openSession()]);
    const given = one.call(7, 1);
    const kept = other.call(7, 2);
    const [, answering] = await Promise.all([first.arrived, second.arrived]);

    await one.cancel(7);
    await first.closed;
    expect(answering.destroyed).toBe(false);
    answer(answering, 200, { id: 2 });

    expect(messageOf(await kept)).toMatchObject({ id: 7, result: { structuredContent: { id: 2 } } });
    // Its stream ends without a response.
    expect((await given).body).not.toContain('data:');
  });

  it('do not mix: each gets the answer to its own call of the same id', async () => {
    respond = ({ target }, response) => answer(response, 200, { id: Number(target.split('/').at(-1)) });
    const sessions = await Promise.all(Array.from({ length: 8 }, openSession));
    const answers = await Promise.all(sessions.map((session, at) => session.call(1, at + 100)));
    expect(answers.map((exchange) => messageOf(exchange).result?.['structuredContent'])).toEqual(
      sessions.map((_, at) => ({ id: at + 100 })),
    );
  });
});
