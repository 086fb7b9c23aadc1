import { writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staticCredential } from '../../../src/client/credential.ts';
import type { Dispatch } from '../../../src/dispatch/tool-call.ts';
import { ALL_TOOLS } from '../../../src/dispatch/tool-filter.ts';
import { connectTo, neverAborted } from '../../support/connect.ts';
import { dispatchOver } from '../../support/dispatch.ts';
import { useGround } from '../../support/folder.ts';
import type { Received } from '../../support/platform.ts';
import { asCallError } from '../../support/refusals.ts';
import { useSandbox } from '../../support/sandbox.ts';
import { callErrorOf, HANDLED, withFakePlatform } from '../../support/tool-caller.ts';

const STORES = 1520001;
/** A database with one credential of the user's, and one with two. */
const PINE = 20700002;
const HARBOR = 20700001;
const LOADER = 21100002;

const under = useSandbox({ speed: 20 });
const ground = useGround();
let invoke: Dispatch;
let close: () => Promise<unknown>;

beforeAll(() => {
  const { civisEndpoint, civisApiKey } = under.sandbox;
  const civis = connectTo(civisEndpoint, { credential: staticCredential(civisApiKey) });
  invoke = dispatchOver({ civis, aiod: civis }, ALL_TOOLS, { confirm: 'never', files: ground().folders });
  close = () => civis.close();
});
afterAll(() => close());

async function call(name: string, args: Record<string, unknown>): Promise<unknown> {
  const { outcome } = await invoke({ name, args, signal: neverAborted, report: () => undefined });
  return outcome.value;
}

const importing = (args: Record<string, unknown>) =>
  call('civis_import_file', { schema: 'public', database_id: PINE, ...args });
const importErrorOf = (args: Record<string, unknown>) =>
  importing(args).then((value) => expect.fail(`no failure: ${JSON.stringify(value)}`), asCallError);

async function importsThereAre(): Promise<unknown> {
  return call('civis_imports_list', { fields: ['id'], hidden: true });
}

describe('civis_import_file', () => {
  it('imports a file of this machine and waits for the end', async () => {
    await writeFile(join(ground().inside, 'new.csv'), 'id,name\n1,one\n2,two\n');
    expect(await importing({ path: 'new.csv', table: 'fresh', first_row_is_header: true })).toMatchObject({
      done: true,
      state: 'succeeded',
      import_id: expect.any(Number),
      run_id: expect.any(Number),
    });
  });

  it('imports a file of Civis', async () => {
    const args = { file_id: STORES, table: 'stores_copy', database_id: HARBOR, credential_id: LOADER };
    expect(await importing(args)).toMatchObject({ done: true, state: 'succeeded' });
  });

  it('takes the credential by its name', async () => {
    const args = { file_id: STORES, table: 'public.by_name', database: 'Harbor Redshift' };
    const imported = call('civis_import_file', { ...args, credential: 'redshift-loader' });
    expect(await imported).toMatchObject({ state: 'succeeded', rows: 6 });
    const twice = call('civis_import_file', { ...args, credential: 'redshift-loader', credential_id: 1 });
    expect(await twice.catch(asCallError)).toMatchObject({ kind: 'invalid_input' });
  });

  it('fails where the table is there already, says why, and appends or replaces when told', async () => {
    const args = { file_id: STORES, table: 'twice' };
    expect(await importing(args)).toMatchObject({ state: 'succeeded' });
    expect(await importing(args)).toMatchObject({
      done: true,
      state: 'failed',
      error: expect.stringMatching(/exists/i),
      next: expect.stringContaining('civis_diagnose_run'),
    });
    for (const existing_table_rows of ['append', 'truncate', 'drop']) {
      expect(await importing({ ...args, existing_table_rows })).toMatchObject({ state: 'succeeded' });
    }
  });

  it('says how to go on where the time is over', async () => {
    const answer = (await importing({ file_id: STORES, table: 'slow', wait_seconds: 0 })) as {
      done: boolean;
      next: string;
    };
    expect(answer.done).toBe(false);
    const [, args = ''] = /civis_wait_for_run (\{.*\})/.exec(answer.next) ?? [];
    expect(await call('civis_wait_for_run', JSON.parse(args))).toMatchObject({ state: 'succeeded' });
  });

  it.each<[what: string, args: Record<string, unknown>, content: string, says: string]>([
    ['is empty', {}, '', 'is empty'],
    ['has semicolons', {}, 'a;b\n1;2\n', 'semicolons'],
    ['is claimed to have tabs', { column_delimiter: 'tab' }, 'a,b\n1,2\n', 'set column_delimiter to comma'],
  ])('sends nothing of a file that %s', async (_, args, content, says) => {
    await writeFile(join(ground().inside, 'bad.csv'), content);
    const before = await importsThereAre();
    const refusal = await importErrorOf({ path: 'bad.csv', table: 'bad', ...args });
    expect(refusal.kind).toBe('invalid_input');
    expect(refusal.message).toContain(says);
    expect(refusal.details.hint).toContain('call again');
    expect(await importsThereAre()).toEqual(before);
  });

  it('asks which credential is meant, by name, if none is the default', async () => {
    const credentials = [
      { id: 1, name: 'analyst', type: 'Database' },
      { id: 2, name: 'loader', type: 'Database' },
    ];
    const routes = {
      'GET /databases': [{ id: 5, name: 'Warehouse' }],
      'GET /files/9': ({ headers }: Received) => ({
        id: 9,
        name: 'a.csv',
        file_url: `http://${String(headers['host'])}/content`,
      }),
      'GET /content': (_: Received, response: ServerResponse) => {
        response.end('a,b\n1,2\n');
        return HANDLED;
      },
      'GET /credentials': ({ target }: Received) => (target.includes('default=true') ? [] : credentials),
    };
    await withFakePlatform(routes, async (fake) => {
      const { kind, message } = await callErrorOf(
        fake.call('civis_import_file', { file_id: 9, table: 'public.x', database: 'Warehouse' }),
      );
      expect(kind).toBe('invalid_input');
      expect(message).toMatch(/1 \(analyst\), 2 \(loader\)/);
    });
  });

  it.each([{}, { path: 'new.csv', file_id: STORES }])(
    'takes either path or file_id, not %o',
    async (args) => {
      expect((await importErrorOf({ table: 'x', ...args })).message).toContain(
        'exactly one of path and file_id is required',
      );
    },
  );

  it('does not import from outside the folders', async () => {
    expect((await importErrorOf({ path: '/etc/passwd', table: 'x' })).kind).toBe('not_allowed');
  });
});
