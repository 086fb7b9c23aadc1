import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changes, flipped, REVOKE, REVOKED, respond, stageWith, tokenOf } from '../support/confirmation.ts';
import { type HostWithPlatform, platformEnv } from '../support/host-with-platform.ts';
import { type Answered, type Host, WAYS } from '../support/hosts.ts';
import { startPlatform } from '../support/platform.ts';
import { runProgram } from '../support/program.ts';
import { dataOf, errorOf, textOf } from '../support/results.ts';

describe('a host that can ask', () => {
  let stages: readonly HostWithPlatform[];
  let word: Answered = { action: 'accept', content: {} };
  let fails = false;
  const asked: string[] = [];
  const elicit = ({ message }: { readonly message: string }) => {
    asked.push(message);
    if (fails) throw new Error('no window to ask in');
    return word;
  };
  beforeAll(async () => {
    stages = await Promise.all(WAYS.map((way) => stageWith({ ...way, elicit })));
  });
  afterAll(() => Promise.all(stages.map((stage) => stage.close())));

  describe.each(WAYS.map((way, at) => ({ ...way, at })))('$era client over $transport', ({ at }) => {
    let stage: HostWithPlatform;
    beforeAll(() => {
      stage = stages[at] ?? expect.fail('no stage');
    });

    /** Calls with that answer at hand. */
    async function call(answered: Answered, name: string, args: Record<string, unknown>) {
      stage.respondWith(respond);
      asked.length = 0;
      word = answered;
      return stage.host.call(name, args);
    }

    it('asks by name before anything is sent, and goes ahead on a yes', async () => {
      const result = await call({ action: 'accept', content: {} }, REVOKE.name, REVOKE.args);
      expect(result.isError).not.toBe(true);
      expect(asked).toEqual([
        `Revoke a user's permission on the job: "Nightly orders" (id=5), "Grace Hopper" (user_id=9). ` +
          'Continue with civis_jobs_delete_shares_users?',
      ]);
      expect(changes(stage.platform)).toEqual([REVOKED]);
    });

    it.each([
      ['decline', 'declined'],
      ['cancel', 'dismissed the question'],
    ] as const)('sends nothing on %s', async (action, says) => {
      const result = await call({ action }, REVOKE.name, REVOKE.args);
      expect(errorOf(result)).toMatchObject({ kind: 'cancelled', retryable: false });
      expect(textOf(result)).toContain(`the person ${says}. Nothing was sent.`);
      expect(asked).toHaveLength(1);
      expect(changes(stage.platform)).toEqual([]);
    });

    it.each([
      [
        'civis_imports_put',
        { id: 6, name: 'N', sync_type: 'Dbsync', is_outbound: false },
        'This clears parent_id: "Import of leads" (id=6). To keep them, send them. Continue with',
      ],
      [
        'civis_jobs_put_shares_users',
        { id: 5, user_ids: [9], permission_level: 'read' },
        'This lowers the permission of "Grace Hopper" (id 9) from write to read: "Nightly orders" (id=5)',
      ],
      ['aiod_contacts_delete', { identifier: 'con_1' }, '"Ada Lovelace" (identifier="con_1")'],
      [
        'aiod_contacts_replace',
        { identifier: 'con_1', metadata: { telephone: ['1'] } },
        'This clears name: "Ada Lovelace" (identifier="con_1")',
      ],
      [
        'civis_imports_post_files',
        {
          schema: 'staging',
          name: 'leads',
          remote_host_id: 1,
          credential_id: 2,
          existing_table_rows: 'truncate',
        },
        'delete all existing rows of the table: schema="staging", name="leads"',
      ],
      // What cannot be read goes by its id.
      ['civis_models_delete_projects', { id: 7, project_id: 8 }, ': id=7, project_id=8'],
    ])('asks before %s', async (name, args, says) => {
      await call({ action: 'decline' }, name, args);
      expect(asked).toEqual([expect.stringContaining(says)]);
      expect(changes(stage.platform)).toEqual([]);
    });

    it.each([
      ['civis_imports_put_archive', { id: 6, status: false }],
      ['civis_imports_put_archive', { id: 6, status: true }],
      ['civis_imports_post_cancel', { id: 6 }],
      ['civis_imports_post_runs', { id: 6 }],
      ['civis_jobs_post_runs', { id: 5 }],
      ['aiod_contacts_update', { identifier: 'con_1', metadata: { name: 'A' } }],
      [
        'civis_imports_post_files',
        { schema: 's', name: 't', remote_host_id: 1, credential_id: 2, existing_table_rows: 'append' },
      ],
    ])('does not ask before %s that takes nothing away', async (name, args) => {
      dataOf(await call({ action: 'decline' }, name, args));
      expect(asked).toEqual([]);
      expect(changes(stage.platform)).toHaveLength(1);
    });

    it('asks about nothing that would be refused anyway', async () => {
      const result = await call({ action: 'accept' }, REVOKE.name, { id: 5 });
      expect(errorOf(result).kind).toBe('invalid_input');
      expect(asked).toEqual([]);
    });

    it('sends nothing where the host fails to ask', async () => {
      fails = true;
      const outcome = await call({ action: 'accept' }, REVOKE.name, REVOKE.args).catch(() => ({
        isError: true,
      }));
      fails = false;
      expect(outcome.isError).toBe(true);
      expect(changes(stage.platform)).toEqual([]);
    });

    it('asks whatever token comes along', async () => {
      const result = await call({ action: 'decline' }, REVOKE.name, { ...REVOKE.args, confirm_token: 'x' });
      expect(errorOf(result).kind).toBe('cancelled');
      expect(asked).toHaveLength(1);
    });
  });
});

describe.concurrent.each(WAYS)('a host that cannot ask, $era client over $transport', (way) => {
  it('--confirm auto goes ahead with what can be undone, and requires a token for what cannot', async () => {
    const { host, platform, close } = await stageWith(way);
    dataOf(await host.call('civis_imports_put_archive', { id: 6, status: true }));
    // Where nobody is asked, no name is read.
    const received = () => platform.received.map(({ verb, target }) => `${verb} ${target}`);
    expect(received()).toEqual(['PUT /imports/6/archive']);
    const refused = await host.call(REVOKE.name, REVOKE.args);
    expect(errorOf(refused)).toMatchObject({ kind: 'confirmation_required', retryable: false });
    expect(changes(platform)).toEqual(['PUT /imports/6/archive']);
    dataOf(await host.call(REVOKE.name, { ...REVOKE.args, confirm_token: tokenOf(refused) }));
    expect(changes(platform)).toEqual(['PUT /imports/6/archive', REVOKED]);
    await close();
  });

  it('--confirm always takes a token that stands for this call, once', async () => {
    const stage = await stageWith({ ...way, flags: ['--confirm', 'always'] });
    const { host, platform } = stage;
    const first = await host.call(REVOKE.name, REVOKE.args);
    expect(errorOf(first)).toMatchObject({ kind: 'confirmation_required', retryable: false });
    expect(textOf(first)).toContain('"Nightly orders" (id=5), "Grace Hopper" (user_id=9)');
    const token = tokenOf(first);
    expect(textOf(first)).toContain(`confirm_token="${token}"`);

    for (const args of [
      { ...REVOKE.args, confirm_token: flipped(token) },
      { ...REVOKE.args, confirm_token: token.toUpperCase() },
      { ...REVOKE.args, user_id: 10, confirm_token: token },
      { id: 6, user_id: 9, confirm_token: token },
    ]) {
      await refusedWithNewToken(host, REVOKE.name, args, token);
    }
    await refusedWithNewToken(
      host,
      'civis_jobs_delete_shares_groups',
      { id: 5, group_id: 9, confirm_token: token },
      token,
    );
    expect(changes(platform)).toEqual([]);

    // The same arguments in another spelling and order are the same arguments.
    dataOf(await host.call(REVOKE.name, { user_id: '9', id: 5, confirm_token: token }));
    expect(changes(platform)).toEqual([REVOKED]);
    await refusedWithNewToken(host, REVOKE.name, { ...REVOKE.args, confirm_token: token }, token);
    expect(changes(platform)).toEqual([REVOKED]);
    await stage.close();
  });
});

async function refusedWithNewToken(host: Host, name: string, args: Record<string, unknown>, token: string) {
  const result = await host.call(name, args);
  expect(errorOf(result).kind).toBe('confirmation_required');
  expect(tokenOf(result)).not.toBe(token);
}

it('--confirm never asks nobody, though the host can', async () => {
  const stage = await stageWith({
    flags: ['--confirm', 'never'],
    elicit: () => expect.fail('a question where none is due'),
  });
  dataOf(await stage.host.call(REVOKE.name, REVOKE.args));
  expect(changes(stage.platform)).toEqual([REVOKED]);
  await stage.close();
});

it('--confirm always asks before what can be undone, too', async () => {
  const asked: string[] = [];
  const stage = await stageWith({
    flags: ['--confirm', 'always'],
    elicit: ({ message }) => {
      asked.push(message);
      return { action: 'decline' };
    },
  });
  await stage.host.call('civis_imports_put_archive', { id: 6, status: true });
  await stage.host.call('civis_imports_post_cancel', { id: 6 });
  expect(asked).toEqual([
    expect.stringContaining('"Import of leads" (id=6)'),
    expect.stringContaining('"Import of leads" (id=6)'),
  ]);
  expect(changes(stage.platform)).toEqual([]);
  await stage.close();
});

describe('a token', () => {
  let stage: HostWithPlatform;
  beforeAll(async () => {
    stage = await stageWith({ flags: ['--confirm', 'always'] });
  });
  afterAll(() => stage.close());

  it.each([
    ['civis_jobs_get', { id: 5 }],
    ['civis_imports_put_archive', { id: 6, status: false }],
  ])('is no parameter of %s that needs none', async (name, args) => {
    const result = await stage.host.call(name, { ...args, confirm_token: 'x' });
    expect(errorOf(result).kind).toBe('invalid_input');
    expect(textOf(result)).toContain('unknown parameter confirm_token');
  });

  it.each([null, '', 5, {}])('%j confirms nothing', async (confirm_token) => {
    const result = await stage.host.call(REVOKE.name, { ...REVOKE.args, confirm_token });
    expect(errorOf(result).kind).toBe('confirmation_required');
  });

  it('comes from the environment twin too, and ends with the process', async () => {
    const other = await stageWith({ env: { CIVIS_AIOD_MCP_CONFIRM: 'always' } });
    const token = tokenOf(await stage.host.call(REVOKE.name, REVOKE.args));
    await refusedWithNewToken(other.host, REVOKE.name, { ...REVOKE.args, confirm_token: token }, token);
    expect(changes(other.platform)).toEqual([]);
    await other.close();
  });
});

describe.concurrent('the command line', () => {
  const CALL = ['call', REVOKE.name, '--json', JSON.stringify(REVOKE.args)];

  it.each([
    { mode: 'auto', code: 2, sent: [] },
    { mode: 'never', code: 0, sent: [REVOKED] },
    { mode: 'always', code: 2, sent: [] },
  ])('without a terminal nobody can be asked: --confirm $mode', async ({ mode, code, sent }) => {
    const platform = await startPlatform(respond);
    const ended = await runProgram([...CALL, '--confirm', mode], platformEnv(platform.url));
    await platform.close();
    expect(ended.code).toBe(code);
    expect(changes(platform)).toEqual(sent);
    // A token could not outlive the program.
    if (code === 2) expect(ended.stderr).toMatch(/requires confirmation.* --yes/s);
    expect(ended.stdout + ended.stderr).not.toContain('confirm_token');
  });

  it('refuses a mode that is none', async () => {
    const { code, stderr } = await runProgram(['serve', '--confirm', 'sometimes']);
    expect(code).toBe(2);
    expect(stderr).toContain('--confirm must be one of auto, always, never; got "sometimes"');
  });
});
