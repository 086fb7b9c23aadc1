import { afterAll, describe, expect, it } from 'vitest';
import { kindsOfId } from '../../src/dispatch/name-given-for-id.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { extraOperations } from '../../src/tools/catalogue/catalogue.ts';
import { connectTo, neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { operationOf } from '../support/refusals.ts';
import { callErrorOf, createToolCaller } from '../support/tool-caller.ts';

const client = connectTo('http://127.0.0.1:9');
afterAll(() => client.close());
const clients = { civis: client, aiod: client };
const hintOf = async (name: string, args: Record<string, unknown>) =>
  (await callErrorOf(createToolCaller(clients)(name, args))).details.hint ?? '';

describe('a name given for an id', () => {
  it.each([
    ['civis_jobs_get', { id: 'Nightly load' }, 'id', { query: 'Nightly load', kinds: ['job'] }],
    ['civis_imports_get_files_runs', { id: 'Load', run_id: 1 }, 'id', { query: 'Load', kinds: ['import'] }],
    ['civis_scripts_get_sql', { id: 'Stage' }, 'id', { query: 'Stage', kinds: ['sql_script'] }],
    ['civis_enhancements_get_cass_ncoa', { id: 'A' }, 'id', { query: 'A', kinds: ['cass_ncoa'] }],
    ['civis_projects_get', { project_id: 'Churn' }, 'project_id', { query: 'Churn', kinds: ['project'] }],
    [
      'civis_queries_post',
      { database: 'Harbor', sql: 'SELECT 1', preview_rows: 1 },
      'database',
      { query: 'Harbor', kinds: ['database'] },
    ],
    [
      'civis_jobs_put_shares_users',
      { id: 1, user_ids: ['Ada Lindqvist'], permission_level: 'read' },
      'user_ids[0]',
      { query: 'Ada Lindqvist', kinds: ['user'] },
    ],
  ])('of %s is looked for', async (tool, args, place, call) => {
    expect(await hintOf(tool, args)).toContain(
      `If ${place} is a name, find the id with civis_find ${JSON.stringify(call)}.`,
    );
  });

  it.each([
    ['a run, which has no name', 'civis_jobs_get_runs', { id: 1, run_id: 'last' }],
    ['a number in the wrong form', 'civis_jobs_get', { id: '3.7' }],
    ['no value', 'civis_jobs_get', { id: 'null' }],
    ['a parameter that takes no id', 'civis_jobs_list', { limit: 'all of them' }],
    ['a batch of imports, which civis_find does not know', 'civis_imports_get_batches', { id: 'Load' }],
  ])('is not looked for in %s', async (_, tool, args) => {
    expect(await hintOf(tool, args)).not.toContain('civis_find');
  });

  it('is not looked for where civis_find is hidden', async () => {
    const invoke = dispatchOver(clients, { ...ALL_TOOLS, patterns: ['civis.jobs'] });
    const args = { id: 'Nightly load' };
    const call = invoke({ name: 'civis_jobs_get', args, signal: neverAborted, report: () => undefined });
    expect((await callErrorOf(call)).details.hint).not.toContain('civis_find');
  });
});

describe('the kinds of an id', () => {
  it('are every kind of script where the path says no more', () => {
    const history = extraOperations.find(({ path }) => path === '/scripts/{id}/history');
    expect(history && kindsOfId(history, 'id')).toContain('python_script');
  });

  it.each([
    ['civis_media_get_spot_orders', 'id', []],
    ['civis_models_get_builds', 'build_id', []],
    ['civis_enhancements_patch_cass_ncoa', 'parent_id', ['job']],
    ['civis_models_patch', 'database_id', ['database']],
    ['aiod_contacts_get_list', 'id', []],
  ])('of %s: %s', (name, parameter, kinds) => {
    const operation = extraOperations.find((each) => each.name === name) ?? operationOf(name);
    expect(kindsOfId(operation, parameter)).toEqual(kinds);
  });
});
