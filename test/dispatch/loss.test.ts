import { expect, it } from 'vitest';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { recorder } from '../support/recorder.ts';

const TABLE = { schema: 's', name: 't', remote_host_id: 1, credential_id: 2 };

it.each([
  ['civis_imports_post_files', { ...TABLE, existing_table_rows: 'truncate' }],
  ['civis_imports_post_files', { ...TABLE, existing_table_rows: 'drop' }],
  [
    'civis_imports_post_syncs',
    { id: 1, source: {}, destination: {}, advanced_options: { existing_table_rows: 'drop' } },
  ],
  ['civis_share', { object: 'job', id: 1, users: ['1'], level: 'none' }],
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
