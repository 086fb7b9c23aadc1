import { describe, expect, it } from 'vitest';
import type { ConfirmMode } from '../../../src/dispatch/confirmation.ts';
import { REDACTED } from '../../../src/dispatch/redact.ts';
import { ALL_TOOLS } from '../../../src/dispatch/tool-filter.ts';
import { extraOperations } from '../../../src/tools/catalogue/catalogue.ts';
import type { Arguments } from '../../../src/tools/operation.ts';
import { createSearch } from '../../../src/tools/search/operation-search.ts';
import { neverAborted } from '../../support/connect.ts';
import { dispatchOver } from '../../support/dispatch.ts';
import { recorder } from '../../support/recorder.ts';
import { callErrorOf, useSandboxTools } from '../../support/tool-caller.ts';

const SCRIPT = {
  id: 5,
  name: 'Net sales',
  sql: 'select 1',
  remoteHostId: 326,
  credentialId: 8841,
  params: [{ name: 'DAYS', type: 'integer', default: '7' }],
  schedule: { scheduled: true, scheduledDays: [1], scheduledHours: [6], scheduledMinutes: [0] },
  csvSettings: { includeHeader: true, compression: 'gzip', columnDelimiter: 'comma', unquoted: false },
  nextRunAt: '2026-06-01T06:00:00.000Z',
  timeZone: 'America/Chicago',
};
const WORKFLOW = { id: 7, name: 'Nightly', definition: 'version: "2.0"', description: 'Loads sales.' };

/** One call on platforms that answer every request with this body. */
async function call(body: unknown, name: string, args: Arguments, confirm: ConfirmMode = 'auto') {
  const { clients, requests } = recorder(body);
  const dispatch = dispatchOver(clients, ALL_TOOLS, { confirm, hidden: [] });
  const made = dispatch({ name, args, signal: neverAborted, report: () => undefined });
  return { result: made.then(({ outcome }) => outcome.value), requests };
}

describe('what is replaced loses nothing in silence', () => {
  const whole = { name: 'Net sales', sql: 'select 2', remote_host_id: 326, credential_id: 8841 };

  it.each([
    [
      'civis_scripts_put_sql',
      SCRIPT,
      { id: 5, ...whole },
      'schedule, time_zone, params',
      'civis_scripts_patch_sql',
    ],
    [
      'civis_workflows_put',
      WORKFLOW,
      { id: 7, name: 'Nightly' },
      'description, definition',
      'civis_workflows_patch',
    ],
    [
      'civis_remote_hosts_put',
      { id: 1, name: 'A', type: 'RemoteHostTypes::JDBC', url: 'jdbc:a', description: 'Prod' },
      { id: 1, name: 'A', type: 'RemoteHostTypes::JDBC', url: 'jdbc:a', description: 'Prod' },
      null,
      '',
    ],
    ['civis_projects_put', { id: 1, name: 'A', note: 'x' }, { project_id: 1, name: 'B' }, 'note', ''],
    [
      'civis_groups_put',
      { id: 1, name: 'A', roleIds: [3] },
      { id: 1, name: 'A' },
      'role_ids',
      'civis_groups_patch',
    ],
  ])('%s', async (name, current, args, cleared, instead) => {
    const { result, requests } = await call(current, name, args);
    if (cleared === null) {
      await result;
      return;
    }
    const error = await callErrorOf(result);
    expect(error.kind).toBe('confirmation_required');
    expect(error.message).toContain(`This clears ${cleared}`);
    expect(`${error.message} ${error.details.hint}`).toContain(instead);
    expect(requests.map(({ verb }) => verb)).not.toContain('PUT');
  });

  it('does not count what Civis computes, or resets to what it is', async () => {
    const { params: _, schedule: __, timeZone: ___, ...rest } = SCRIPT;
    const { result, requests } = await call(rest, 'civis_scripts_put_sql', { id: 5, ...whole });
    await result;
    expect(requests.map(({ verb }) => verb)).toEqual(['GET', 'PUT']);
  });

  it('refuses a masked value', async () => {
    const args = { id: 5, arguments: { TOKEN: REDACTED } };
    const { result } = await call(SCRIPT, 'civis_scripts_patch_sql', args);
    expect((await callErrorOf(result)).message).toContain('arguments.TOKEN');
  });
});

describe('what cannot be undone is confirmed', () => {
  it.each([
    [
      'civis_scripts_put_sql_transfer',
      { id: 5, user_id: 1, include_dependencies: false },
      'Make another user the owner',
    ],
    [
      'civis_workflows_put_transfer',
      { id: 5, user_id: 1, include_dependencies: true },
      'Make another user the owner',
    ],
    ['civis_scripts_post_python3_git_checkout', { id: 5 }, 'Replace the content of the Python script'],
    ['civis_workflows_post_git_checkout_latest', { id: 5 }, 'Replace the content of the workflow'],
    ['civis_users_delete_api_keys', { id: 'me', key_id: 5 }, 'Revoke an API key'],
    ['civis_groups_delete_members', { id: 5, user_id: 1 }, 'Remove a user from a group'],
    ['civis_queries_delete', { id: 5 }, 'Hide a query from lists'],
  ])('%s', async (name, args, says) => {
    const { result, requests } = await call({}, name, args);
    const error = await callErrorOf(result);
    expect([error.kind, error.message]).toEqual(['confirmation_required', expect.stringContaining(says)]);
    expect(requests.filter(({ verb }) => verb !== 'GET')).toEqual([]);
  });

  it('--no-destructive refuses a transfer', async () => {
    const { clients } = recorder({});
    const dispatch = dispatchOver(clients, { ...ALL_TOOLS, noDestructive: true });
    const args = { id: 5, user_id: 1, include_dependencies: true };
    const made = dispatch({
      name: 'civis_projects_put_transfer',
      args,
      signal: neverAborted,
      report: () => undefined,
    });
    expect((await callErrorOf(made)).kind).toBe('not_allowed');
  });
});

describe('effects', () => {
  const effectOf = (name: string) => extraOperations.find((operation) => operation.name === name)?.effect;

  it.each([
    ['civis_queries_post', 'run'],
    ['civis_scripts_post_containers_runs', 'run'],
    ['civis_scripts_delete_r_runs', 'cancel'],
    ['civis_scripts_post_cancel', 'cancel'],
    ['civis_scripts_put_dbt_archive', 'archive'],
    ['civis_scripts_put_custom', 'replace'],
    ['civis_scripts_patch_custom', 'update'],
    ['civis_workflows_post_executions', 'run'],
    ['civis_workflows_post_executions_retry', 'run'],
    ['civis_workflows_post_executions_resume', 'run'],
    ['civis_workflows_post_executions_cancel', 'cancel'],
    ['civis_workflows_put_transfer', 'share'],
    ['civis_groups_put_members', 'share'],
    ['civis_projects_put_auto_share', 'share'],
    ['civis_projects_put_parent_projects', 'update'],
    ['civis_reports_post_grants', 'share'],
    ['civis_reports_post_refresh', 'run'],
    ['civis_tables_post_scan', 'run'],
    ['civis_tables_put_tags', 'update'],
  ])('%s: %s', (name, effect) => {
    expect(effectOf(name)).toBe(effect);
  });
});

describe('secrets in answers', () => {
  it.each([
    [
      'civis_users_post_api_keys',
      { id: 'me', name: 'a', expires_in: 60 },
      { id: 1, token: 'k3y' },
      { id: 1, token: REDACTED },
    ],
    ['civis_reports_get', { id: 1 }, { id: 1, apiKey: 'k3y' }, { id: 1, api_key: REDACTED }],
    [
      'civis_scripts_get_custom',
      { id: 1 },
      { id: 1, arguments: { API_TOKEN: 'k3y', store_id: 5 } },
      { id: 1, arguments: { API_TOKEN: REDACTED, store_id: 5 } },
    ],
    [
      'civis_remote_hosts_get',
      { id: 1 },
      { id: 1, url: 'https://user:k3y@files.example.com/' },
      { id: 1, url: `https://${REDACTED}@files.example.com/` },
    ],
  ])('%s', async (name, args, body, value) => {
    const { result } = await call(body, name, args);
    expect(await result).toEqual(value);
  });
});

describe('names on the wire', () => {
  it.each([
    ['civis_reports_post', { name: 'a', provide_api_key: true }, { name: 'a', provideAPIKey: true }],
    [
      'civis_scripts_post_custom',
      { from_template_id: 3, arguments: { store_id: 5 } },
      { fromTemplateId: 3, arguments: { store_id: 5 } },
    ],
    [
      'civis_workflows_post_executions',
      { id: 7, input: { day_of_run: 'x' } },
      { input: { day_of_run: 'x' } },
    ],
  ])('%s', async (name, args, body) => {
    const { result, requests } = await call({}, name, args);
    await result;
    expect(requests.at(-1)).toMatchObject({ body });
  });

  it('refuses a chain of jobs together with a definition', async () => {
    const args = { name: 'a', from_job_chain: 3, definition: 'version: "2.0"' };
    const { result } = await call({}, 'civis_workflows_post', args);
    expect((await callErrorOf(result)).message).toContain(
      'only one of from_job_chain and definition may be set',
    );
  });
});

describe('a search of what Civis has today', () => {
  const search = createSearch(extraOperations);

  it.each([
    ['run a sql query', 'civis_queries_post'],
    ['execute a workflow', 'civis_workflows_post_executions'],
    ['who am I in civis', 'civis_users_list_me'],
    ['create a python script', 'civis_scripts_post_python3'],
    ['columns of a table', 'civis_tables_list_columns'],
    ['retry a failed workflow execution', 'civis_workflows_post_executions_retry'],
    ['get a civis project', 'civis_projects_get'],
  ])('%s: %s', (asked, name) => {
    expect(search.find(asked, 5).operations.map((found) => found.name)).toContain(name);
  });
});

describe('the sandbox', () => {
  const sandbox = useSandboxTools();

  it('lists users, and says of the rest that it takes an account', async () => {
    expect(await sandbox.call('civis_users_list', { limit: 1 })).toHaveLength(1);
    const error = await callErrorOf(sandbox.call('civis_scripts_list', {}));
    expect([error.kind, error.message]).toEqual([
      'platform_error',
      'civis_scripts_list: Civis returned 501: "This is not in the sandbox. It works with a Civis account".',
    ]);
    expect(error.details.hint).toContain('use another one');
    const change = await callErrorOf(
      sandbox.call('civis_queries_post', { database: 1, sql: 'select 1', preview_rows: 1 }),
    );
    expect(change.details.uncertain).toBe(false);
  });
});
