import { describe, expect, it } from 'vitest';
import { servedOperations } from '../../../src/sandbox/served-operations.ts';
import { extraOperations } from '../../../src/tools/catalogue/catalogue.ts';
import { misfits } from '../../support/shapes.ts';
import { callErrorOf, type ToolResult, useSandboxTools } from '../../support/tool-caller.ts';
import { argumentsFor } from '../../support/world.ts';

const RESOURCES = ['reports', 'projects', 'tables', 'table_tags', 'search'];
/** Reads after writes, so that there is something to take back. */
const ORDER = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'];
const served = servedOperations('civis');
const extra = extraOperations.filter(({ platform }) => platform === 'civis');
const tested = extra
  .filter((operation) => served.includes(operation) && RESOURCES.includes(operation.resource))
  // Owners and what objects depend on are of people, and have tests there.
  .filter(({ name }) => !/_(?:transfer|dependencies)$/.test(name))
  .toSorted(
    (one, other) =>
      ORDER.indexOf(one.verb) - ORDER.indexOf(other.verb) || other.path.length - one.path.length,
  );

const tools = useSandboxTools();
const call = async (name: string, args: Record<string, unknown>) =>
  (await tools.call(name, args)) as ToolResult & readonly ToolResult[];

describe('reports, projects, tables and tags', () => {
  it.each(tested.map((operation) => [operation.name, operation] as const))(
    '%s has its shape',
    async (name, operation) => {
      const args = await argumentsFor(operation, (tool, given = {}) => tools.call(tool, given));
      const value: unknown = await tools.call(name, args);
      if (operation.returns === 'none') return;
      expect(misfits(operation.returns, value)).toEqual([]);
      if (Array.isArray(value)) expect(value).not.toEqual([]);
    },
  );
});

describe('a project', () => {
  const contentsOf = async (project_id: number) => {
    const project = await call('civis_projects_get', { project_id });
    return (project['all_objects'] as ToolResult[]).map(
      ({ object_type: type, name }) => `${String(type)} ${String(name)}`,
    );
  };

  it('contains what its objects say, by kind', async () => {
    const [created] = [await call('civis_projects_post', { name: 'Trial', description: 'A trial.' })];
    const project_id = Number(created['id']);
    const [table] = await call('civis_tables_list', { schema: 'stores' });
    const [report] = await call('civis_reports_list', { order: 'name', order_dir: 'asc' });
    await call('civis_tables_put_projects', { id: table?.['id'], project_id });
    await call('civis_reports_put_projects', { id: report?.['id'], project_id });
    expect(await contentsOf(project_id)).toEqual(
      expect.arrayContaining([`table ${String(table?.['name'])}`, `report ${String(report?.['name'])}`]),
    );
    await call('civis_tables_delete_projects', { id: table?.['id'], project_id });
    expect(await contentsOf(project_id)).toEqual([`report ${String(report?.['name'])}`]);
  });

  it('can be in another one', async () => {
    const [outer, inner] = await call('civis_projects_list', { order: 'name', order_dir: 'asc' });
    await call('civis_projects_put_parent_projects', {
      id: inner?.['id'],
      parent_project_id: outer?.['id'],
    });
    expect(await contentsOf(Number(outer?.['id']))).toContain(`project ${String(inner?.['name'])}`);
  });

  it('is seen by those whom it is shared with', async () => {
    const [project] = await call('civis_projects_list', {});
    const id = Number(project?.['id']);
    await call('civis_projects_put_shares_users', { id, user_ids: [2104], permission_level: 'read' });
    const { users } = await call('civis_projects_get', { project_id: id });
    expect((users as ToolResult[]).map((user) => user['id'])).toContain(2104);
  });
});

describe('a report', () => {
  it('shows its HTML under its link', async () => {
    const { id } = await call('civis_reports_post', { name: 'Page', code_body: '<p>one</p>' });
    const { auth_code_url } = await call('civis_reports_patch', { id, code_body: '<p>two</p>' });
    expect(await (await fetch(String(auth_code_url))).text()).toBe('<p>two</p>');
  });

  it('of SQL shows the result of its query', async () => {
    const reports = await call('civis_reports_list', { limit: 50 });
    const id = reports.find(({ name }) => name === 'Donations by channel')?.['id'];
    await call('civis_reports_post_sql_refresh', { id }).catch(() => undefined);
    const { query } = await call('civis_reports_get_sql', { id });
    expect(query).toMatchObject({ sql: expect.stringContaining('public.donations') });
  });
});

it('a tag is on the tables that were given it', async () => {
  const { id: table_tag_id } = await call('civis_table_tags_post', { name: 'fresh' });
  const [table] = await call('civis_tables_list', { schema: 'stores' });
  const id = table?.['id'];
  await call('civis_tables_put_tags', { id, table_tag_id });
  expect(await call('civis_tables_list', { table_tag_ids: [table_tag_id] })).toMatchObject([{ id }]);
  expect(await call('civis_table_tags_get', { id: table_tag_id })).toMatchObject({ table_count: 1 });
  await call('civis_tables_delete_tags', { id, table_tag_id });
  expect(await call('civis_table_tags_get', { id: table_tag_id })).toMatchObject({ table_count: 0 });
});

describe('what the sandbox does not have', () => {
  const absent = extra.filter((operation) => !served.includes(operation));

  it.each(
    absent.filter(({ params }) => params.every(({ in: where }) => where !== 'body')).map(({ name }) => name),
  )('%s says so', async (name) => {
    const operation = absent.find((each) => each.name === name) ?? expect.fail();
    const args = Object.fromEntries(
      operation.params
        .filter((param) => param.in === 'path')
        .map((param) => [param.name, param.schema.safeParse(1).success ? 1 : 'x']),
    );
    const error = await callErrorOf(tools.call(name, args));
    expect(error.message).toContain('not in the sandbox');
  });
});
