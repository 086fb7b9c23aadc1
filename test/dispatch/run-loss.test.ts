import { beforeAll, describe, expect, it } from 'vitest';
import { confirmed, useConfirmingSandbox } from '../support/confirming-sandbox.ts';
import { operationOf } from '../support/refusals.ts';
import { findJobId } from '../support/tool-caller.ts';
import { argumentsFor } from '../support/world.ts';

const sandbox = useConfirmingSandbox();
const NIGHTLY = 'Import paid search spend';

describe('a run of an import whose options truncate or drop its table', () => {
  let imported: number;
  let plain: number;
  let fileImport: number;
  beforeAll(async () => {
    const find = (name: string) => findJobId(async (tool, args) => sandbox.value(tool, args) as never, name);
    imported = await find(NIGHTLY);
    plain = await find('Build sales mart');
    const prepare = operationOf('civis_imports_post_files');
    const args = { ...(await argumentsFor(prepare, sandbox.value)), existing_table_rows: 'drop' };
    const { id, upload_uri } = (await sandbox.value(prepare.name, args)) as {
      id: number;
      upload_uri: string;
    };
    await fetch(upload_uri, { method: 'PUT', body: 'a,b\n1,2\n' });
    fileImport = id;
  });

  it.each([
    ['civis_imports_post_runs', 'imported', {}],
    ['civis_jobs_post_runs', 'imported', {}],
    ['civis_run_and_wait', 'imported', { wait_seconds: 0 }],
    ['civis_run_and_wait', 'imported', { kind: 'import', wait_seconds: 0 }],
    ['civis_imports_post_files_runs', 'fileImport', {}],
    ['civis_run_and_wait', 'fileImport', { kind: 'file_import', wait_seconds: 0 }],
  ] as const)('%s of the %s %j is asked about, and starts once it is confirmed', async (tool, what, more) => {
    const args = { id: what === 'imported' ? imported : fileImport, ...more };
    const says = what === 'imported' ? 'delete all existing rows of the table' : 'drop the existing table';
    const refused = await sandbox.refusal('auto', tool, args);
    expect(refused.message).toMatch(new RegExp(`Its effect: Import, and ${says}.* "\\w+\\.\\w+"`));
    const bound = await sandbox.refusal('no-destructive', tool, args);
    expect([bound.kind, bound.details.hint]).toEqual([
      'not_allowed',
      expect.stringContaining('--no-destructive'),
    ]);
    const changes = await sandbox.changes(() => sandbox.call('auto', tool, confirmed(args, refused)));
    expect(changes).toContain(`jobs ${args.id} last_run`);
    // The run ends before the next test.
    sandbox.clock.forward(10_000);
    await sandbox.value('civis_jobs_get', { id: args.id });
  });

  it('is not one of a job that is no import, nor of an import that appends', async () => {
    await sandbox.call('auto', 'civis_jobs_post_runs', { id: plain });
    const { id, sync_id } = await argumentsFor(operationOf('civis_imports_put_syncs'), sandbox.value);
    const destination = { database_table: { schema: 'landing', table: 'leads' } };
    const advanced_options = { existing_table_rows: 'append' };
    const sync = { id, sync_id, source: destination, destination, advanced_options };
    await sandbox.value('civis_imports_put_syncs', sync);
    await sandbox.call('auto', 'civis_imports_post_runs', { id });
  });
});

it('stopping a notebook is asked about, since it deletes the deployment', async () => {
  const name = 'Loss of a session';
  const { id } = (await sandbox.value('civis_notebooks_post', { name })) as { id: number };
  await sandbox.value('civis_notebooks_post_deployments', { notebook_id: id });
  for (const args of [{ id: name }, { id: String(id), kind: 'notebook' }]) {
    const refused = await sandbox.refusal('auto', 'civis_cancel_run', args);
    expect([refused.kind, refused.message]).toEqual([
      'confirmation_required',
      expect.stringContaining('lose what is only in its memory'),
    ]);
  }
  const unknown = await sandbox.refusal('auto', 'civis_cancel_run', { id: String(id) });
  expect(unknown.kind, 'an id alone is that of a job').toBe('not_found');
});
