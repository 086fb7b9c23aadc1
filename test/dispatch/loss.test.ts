import { describe, expect, it } from 'vitest';
import { lossInArguments } from '../../src/dispatch/loss.ts';
import { toolsByName } from '../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { neverAborted } from '../support/connect.ts';
import { operationsIn, swagger } from '../support/descriptions.ts';
import { type DispatchChoices, dispatchOver } from '../support/dispatch.ts';
import { recorder } from '../support/recorder.ts';

const TABLE = { schema: 's', name: 't', remote_host_id: 1, credential_id: 2 };

it.each([
  ['civis_imports_post_files', { ...TABLE, existing_table_rows: 'truncate' }],
  ['civis_imports_post_files', { ...TABLE, existing_table_rows: 'drop' }],
  [
    'civis_imports_post_syncs',
    { id: 1, source: {}, destination: {}, advanced_options: { existing_table_rows: 'drop' } },
  ],
  ['civis_share', { kind: 'job', id: '1', users: ['1'], level: 'none' }],
])('--no-destructive refuses %s where its arguments take something away', async (name, args) => {
  const { clients, requests } = recorder({ id: 1 });
  const dispatch = dispatchOver(clients, { ...ALL_TOOLS, noDestructive: true });
  const call = { name, args, signal: neverAborted, report: () => undefined };
  await expect(dispatch(call)).rejects.toMatchObject({
    kind: 'not_allowed',
    details: { hint: expect.stringContaining('--no-destructive') },
  });
  expect(requests).toEqual([]);
});

it('--no-destructive lets an import through that only adds', async () => {
  const { clients, requests } = recorder({ id: 1 });
  const dispatch = dispatchOver(clients, { ...ALL_TOOLS, noDestructive: true });
  const args = { ...TABLE, existing_table_rows: 'append' };
  await dispatch({ name: 'civis_imports_post_files', args, signal: neverAborted, report: () => undefined });
  expect(requests).toHaveLength(1);
});

const SYNC = { id: 1, source: {}, destination: {} };

describe('what the arguments tell', () => {
  it.each([
    [
      'civis_imports_post_syncs',
      { ...SYNC, advanced_options: { wipe_destination_table: true } },
      'delete all existing rows',
    ],
    [
      'civis_imports_put_syncs',
      { ...SYNC, sync_id: 2, advanced_options: { export_action: 'updatewksht' } },
      'overwrite the existing worksheet',
    ],
    ['civis_databases_post_whitelist_ips', { id: 1, subnet_mask: '0.0.0.0/0' }, 'every computer'],
    ['civis_databases_post_whitelist_ips', { id: 1, subnet_mask: ' ::/0 ' }, 'every computer'],
    ['civis_databases_post_whitelist_ips', { id: 1, subnet_mask: '10.1.2.3/00' }, 'every computer'],
    ['civis_databases_post_whitelist_ips', { id: 1, subnet_mask: '0.0.0.0' }, 'every computer'],
    ['civis_databases_post_whitelist_ips', { id: 1, subnet_mask: '::' }, 'every computer'],
    ['civis_share', { kind: 'job', id: '1', users: ['1'], level: 'none' }, 'Revoke the permission'],
    ['civis_import_file', { path: 'a', schema: 's', table: 't', existing_table_rows: 'drop' }, 'drop the'],
  ])('%s %j cannot be undone', (name, args, says) => {
    const tool = toolsByName.get(name) ?? expect.fail(`no ${name}`);
    const complete = name === 'civis_import_file' ? { ...args, database_id: 1 } : args;
    expect(lossInArguments(tool, complete)).toMatchObject({
      grade: 'irreversible',
      says: expect.stringContaining(says),
    });
  });

  it.each([
    ['civis_imports_put_archive', { id: 1, status: true }],
    ['civis_imports_put_syncs_archive', { id: 1, sync_id: 2, status: true }],
    // Without a status it is archived.
    ['civis_imports_put_syncs_archive', { id: 1, sync_id: 2 }],
    ['civis_imports_post_cancel', { id: 1 }],
    ['civis_cancel_run', { id: 1 }],
  ])('%s %j can be undone', (name, args) => {
    expect(lossInArguments(toolsByName.get(name) ?? expect.fail(`no ${name}`), args)?.grade).toBe('undoable');
  });

  it.each([
    ['civis_imports_put_syncs_archive', { id: 1, sync_id: 2, status: false }],
    ['civis_imports_post_syncs', { ...SYNC, advanced_options: { wipe_destination_table: false } }],
    ['civis_imports_post_syncs', { ...SYNC, advanced_options: { export_action: 'appendwksht' } }],
    ['civis_databases_post_whitelist_ips', { id: 1, subnet_mask: '203.0.113.0/24' }],
    ['civis_databases_post_whitelist_ips', { id: 1, subnet_mask: '10.0.0.0' }],
    ['civis_share', { kind: 'job', id: '1', users: ['1'], level: 'read' }],
  ])('%s %j takes nothing away', (name, args) => {
    expect(lossInArguments(toolsByName.get(name) ?? expect.fail(`no ${name}`), args)).toBeNull();
  });
});

describe('a described operation', () => {
  const id = { name: 'id', in: 'path', required: true, type: 'integer' };
  const body = { name: 'body', in: 'body', required: true, schema: { type: 'object' } };
  const change = { parameters: [id, body], responses: {} };
  const described = Object.values(
    operationsIn(
      swagger({
        '/things/{id}/transfer': { put: change },
        '/things/{id}/permissions': { post: change },
        '/things/{id}/bulkDelete': { post: change },
        '/things/{id}/deleteForever': { put: change },
        '/purge/all': { get: { responses: {} } },
        '/things/{id}/load': { post: change },
      }),
    ),
  );

  function stage(options: DispatchChoices = { confirm: 'auto' }, filter = ALL_TOOLS) {
    const { clients, requests } = recorder({ id: 1 });
    const dispatch = dispatchOver(clients, filter, { ...options, described });
    const call = (path: string, args: Record<string, unknown>) => {
      const { name } = described.find((operation) => operation.path === path) ?? expect.fail(`no ${path}`);
      return dispatch({ name, args, signal: neverAborted, report: () => undefined });
    };
    return { call, changes: () => requests.filter(({ verb }) => verb !== 'GET') };
  }

  it.each([
    ['/things/{id}/transfer', { id: 1, user_id: 2 }],
    ['/things/{id}/permissions', { id: 1, user_id: 2 }],
    ['/things/{id}/bulkDelete', { id: 1, ids: [2] }],
    ['/things/{id}/deleteForever', { id: 1 }],
    ['/purge/all', {}],
    ['/things/{id}/load', { id: 1, body: { options: [{ existingTableRows: 'Truncate' }] } }],
    ['/things/{id}/load', { id: 1, body: { advancedOptions: { wipeDestinationTable: true } } }],
  ])('%s %j is asked about, and refused by --no-destructive', async (path, given) => {
    const args = path === '/purge/all' || 'body' in given ? given : { id: 1, body: given };
    const asking = stage();
    await expect(asking.call(path, args)).rejects.toMatchObject({ kind: 'confirmation_required' });
    expect(asking.changes()).toEqual([]);
    const bound = stage({}, { ...ALL_TOOLS, noDestructive: true });
    await expect(bound.call(path, args)).rejects.toMatchObject({ kind: 'not_allowed' });
    expect(bound.changes()).toEqual([]);
  });

  it('that only loads is called', async () => {
    const { call, changes } = stage();
    await call('/things/{id}/load', { id: 1, body: { existingTableRows: 'append' } });
    expect(changes()).toHaveLength(1);
  });
});
