import { describe, expect, it } from 'vitest';
import { confirmed, useConfirmingSandbox } from '../../support/confirming-sandbox.ts';
import { answer } from '../../support/platform.ts';
import { callErrorOf, HANDLED, type ToolResult, withFakePlatform } from '../../support/tool-caller.ts';

const SECRET = 'n3w-Secret-of-the-loader';

describe('in the sandbox', () => {
  const sandbox = useConfirmingSandbox();
  const call = async (name: string, args: ToolResult) => (await sandbox.value(name, args)) as ToolResult;
  const usage = async (id: string | number) =>
    ((await call('civis_credentials_usage', { id }))['uses'] as ToolResult[]).map(
      ({ kind, name, where }) => `${String(kind)} ${String(name)}: ${String(where)}`,
    );

  it('what uses a credential is told with the place', async () => {
    const found = await usage('redshift-analyst');
    expect(found).toContain('model Train churn model: credential_id');
    expect(found).toContain('cass_ncoa Standardize customer addresses: source.database_table.credential_id');
    expect(await usage('pine-reader')).toEqual(['import Import store directory: source.credential_id']);
  });

  it('uses are moved to a copy with the new secret, which is never shown; then the old one is deleted', async () => {
    const before = await usage('redshift-analyst');
    const first = await call('civis_rotate_credential', { id: 'redshift-analyst', password: SECRET });
    expect(JSON.stringify(first)).not.toContain(SECRET);
    expect(first['failed']).toEqual([]);
    expect(first['moved']).toHaveLength(before.length);
    expect(await usage(Number(first['was']))).toEqual([]);
    expect((await usage(Number(first['now']))).toSorted()).toEqual(before.toSorted());
    const again = await call('civis_rotate_credential', { id: String(first['was']) });
    expect(again).toMatchObject({ now: first['now'], moved: [] });
    const shares = (id: unknown) => sandbox.value('civis_credentials_list_shares', { id });
    expect(await shares(first['now'])).toEqual(await shares(first['was']));

    const last = { id: String(first['was']), delete_old: true };
    const refused = await sandbox.refusal('auto', 'civis_rotate_credential', last);
    expect(refused.message).toContain('Delete the old credential');
    await sandbox.call('auto', 'civis_rotate_credential', confirmed(last, refused));
    const kept = await call('civis_credentials_get', { id: first['now'] });
    expect(kept).toMatchObject({ name: 'redshift-analyst', description: 'Reads all, writes the marts' });
    expect((await callErrorOf(call('civis_credentials_get', { id: first['was'] }))).kind).toBe('not_found');
  });

  it('neither a question nor an error repeats the secret', async () => {
    const args = { id: 'till-gateway', password: SECRET, delete_old: true };
    for (const server of ['auto', 'always', 'never', 'no-destructive'] as const) {
      const refused = await sandbox.refusal(server, 'civis_rotate_credential', args);
      expect(JSON.stringify([refused.message, refused.details])).not.toContain(SECRET);
    }
    const wrong = { id: 'till-gateway', password: { secret: SECRET } };
    const refused = await sandbox.refusal('never', 'civis_rotate_credential', wrong);
    expect(JSON.stringify([refused.message, refused.details])).not.toContain(SECRET);
  });

  it.each([
    [{ id: 'till-gateway' }, 'password is required'],
    [{ id: 'till-gateway', delete_old: true }, 'nothing replaces credential'],
    [{ id: 'no such credential', password: SECRET }, 'Credential not found'],
  ])('%j is refused', async (args, message) => {
    expect((await sandbox.refusal('never', 'civis_rotate_credential', args)).message).toContain(message);
  });
});

describe('a move that fails in part', () => {
  const side = (credential: number) => ({ remoteHostId: 1, credentialId: credential });
  const record = (id: number) => ({ id, name: `Import ${id}`, syncType: 'Dbsync', isOutbound: false });
  const credential = { id: 5, name: 'loader', type: 'Database', username: 'l', description: null };
  const none = { users: [], groups: [] };
  const shares = { readers: none, writers: none, owners: none };

  it('says what was moved, what was not and how to go on', async () => {
    const imports = new Map([
      [7, { ...record(7), source: side(5), destination: side(6) }],
      [8, { ...record(8), source: side(6), destination: side(5) }],
    ]);
    const routes = {
      'GET /credentials': [credential],
      'GET /credentials/5': credential,
      'GET /credentials/5/shares': [shares],
      'GET /credentials/9/shares': [shares],
      'POST /credentials': { ...credential, id: 9 },
      'GET /imports': () => [...imports.values()],
      'GET /imports/7': () => imports.get(7),
      'GET /imports/8': () => imports.get(8),
      'PUT /imports/7': () => {
        imports.set(7, { ...record(7), source: side(9), destination: side(6) });
        return imports.get(7);
      },
      'PUT /imports/8': (_: unknown, response: Parameters<typeof answer>[0]) => {
        answer(response, 403, { error: 'forbidden', errorDescription: 'Not yours.' });
        return HANDLED;
      },
    };
    await withFakePlatform(routes, async ({ call, platform }) => {
      const value = await call('civis_rotate_credential', { id: '5', password: SECRET });
      expect(value).toMatchObject({
        was: 5,
        now: 9,
        moved: [{ kind: 'import', id: 7, where: ['source.credential_id'] }],
        failed: [{ kind: 'import', id: 8, error: expect.stringContaining('Not yours') }],
        next: 'Correct what failed, then call civis_rotate_credential {"id":"5"} to move the rest.',
      });
      expect(value['note']).toContain('scripts (cannot be listed)');
      const put = platform.received.find(({ verb, target }) => verb === 'PUT' && target === '/imports/7');
      expect(put?.body).toMatchObject({ source: side(9), destination: side(6), name: 'Import 7' });
    });
  });
});
