import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changes, flipped, REVOKE, REVOKED, respond, stageWith, tokenOf } from '../support/confirmation.ts';
import { type HostWithPlatform, platformEnv } from '../support/host-with-platform.ts';
import { type Host, type HttpProgram, startHttp } from '../support/hosts.ts';
import { type FakePlatform, startPlatform } from '../support/platform.ts';
import { INITIALIZE, openProgram } from '../support/program.ts';
import { dataOf, errorOf } from '../support/results.ts';

describe('revision 2026-07-28 on the wire', () => {
  /** A host that answers questions as it likes, without an SDK that would keep it honest. */
  const META = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 'test-host', version: '1.0.0' },
    'io.modelcontextprotocol/clientCapabilities': { elicitation: {} },
  };
  const YES = { confirmation: { action: 'accept', content: {} } };

  let stage: HostWithPlatform;
  let program: ReturnType<typeof openProgram>;
  let id = 0;
  beforeAll(async () => {
    stage = await stageWith({});
    program = openProgram(['serve'], platformEnv(stage.platform.url));
  });
  afterAll(async () => {
    program.child.stdin.end();
    await program.ended;
    await stage.close();
  });

  async function call(args: Record<string, unknown>, more: Record<string, unknown> = {}) {
    id += 1;
    const { result } = await program.request(id, 'tools/call', {
      name: REVOKE.name,
      arguments: args,
      _meta: META,
      ...more,
    });
    return result as Record<string, unknown> & { readonly requestState: string };
  }
  const kindOf = (result: Record<string, unknown>) =>
    (result['structuredContent'] as { error?: { kind: string } } | undefined)?.error?.kind;

  it('takes an answer only with the state of its own question, once', async () => {
    const question = await call(REVOKE.args);
    expect(question).toMatchObject({
      resultType: 'input_required',
      inputRequests: { confirmation: expect.any(Object) },
    });
    const answered = { inputResponses: YES, requestState: question.requestState };

    // Other arguments than the person was asked about.
    expect(kindOf(await call({ id: 5, user_id: 10 }, answered))).toBe('confirmation_required');
    expect(
      kindOf(await call(REVOKE.args, { ...answered, requestState: flipped(question.requestState) })),
    ).toBe('confirmation_required');
    // An answer to no question, and an answer that is none.
    expect(kindOf(await call(REVOKE.args, { inputResponses: YES }))).toBe('confirmation_required');
    const silent = { ...answered, inputResponses: {} };
    expect(await call(REVOKE.args, silent)).toMatchObject({ resultType: 'input_required' });
    expect(changes(stage.platform)).toEqual([]);

    expect(kindOf(await call(REVOKE.args, answered))).toBeUndefined();
    expect(changes(stage.platform)).toEqual([REVOKED]);
    expect(kindOf(await call(REVOKE.args, answered))).toBe('confirmation_required');
    expect(changes(stage.platform)).toEqual([REVOKED]);
  });

  it('does not take the state of a question for a token', async () => {
    const { requestState } = await call(REVOKE.args);
    stage.respondWith(respond);
    const result = await call({ ...REVOKE.args, confirm_token: requestState });
    expect(result).toMatchObject({ resultType: 'input_required' });
    expect(changes(stage.platform)).toEqual([]);
  });
});

describe('earlier revisions over HTTP', () => {
  let platform: FakePlatform;
  let program: HttpProgram;
  beforeAll(async () => {
    platform = await startPlatform(respond);
    program = await startHttp(['--confirm', 'always'], platformEnv(platform.url));
  });
  afterAll(async () => {
    await program.stop();
    await platform.close();
  });

  async function post(method: string, params: object, session?: string) {
    const response = await fetch(program.url, {
      method: 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        ...(session === undefined ? {} : { 'mcp-session-id': session }),
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    const [, message = ''] = /^data: (\{.*)$/m.exec(await response.text()) ?? [];
    const { result } = JSON.parse(message) as { result: Awaited<ReturnType<Host['call']>> };
    return { result, session: response.headers.get('mcp-session-id') ?? undefined };
  }
  const call = async (args: Record<string, unknown>, session?: string) =>
    (await post('tools/call', { name: REVOKE.name, arguments: args }, session)).result;

  it('nobody can be asked without a session, even by a host that could', async () => {
    const result = await call(REVOKE.args);
    expect(errorOf(result).kind).toBe('confirmation_required');
    dataOf(await call({ ...REVOKE.args, confirm_token: tokenOf(result) }));
    expect(changes(platform)).toEqual([REVOKED]);
  });

  it('what one caller has confirmed counts for no other', async () => {
    platform.received.length = 0;
    const [{ session: one }, { session: other }] = await Promise.all([
      post('initialize', INITIALIZE),
      post('initialize', INITIALIZE),
    ]);
    const confirm_token = tokenOf(await call(REVOKE.args, one));
    for (const session of [other, undefined]) {
      const refused = await call({ ...REVOKE.args, confirm_token }, session);
      expect(errorOf(refused).kind).toBe('confirmation_required');
    }
    expect(changes(platform)).toEqual([]);
    dataOf(await call({ ...REVOKE.args, confirm_token }, one));
    expect(changes(platform)).toEqual([REVOKED]);
  });
});
