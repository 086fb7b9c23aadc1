import { describe, expect, it } from 'vitest';
import { findJobId, useSandboxTools } from '../../support/tool-caller.ts';

const HARBOR = 20700001;
const CREDENTIAL = 21100001;
const ON_DATABASE = { remote_host_id: HARBOR, credential_id: CREDENTIAL };
const RESOURCES = { cpu: 512, memory: 1024, disk_space: 2 };
const TYPES = {
  sql: 'JobTypes::SqlRunner',
  python3: 'JobTypes::PythonDocker',
  r: 'JobTypes::RDocker',
  javascript: 'JobTypes::JavascriptRunner',
  containers: 'JobTypes::ContainerDocker',
  dbt: 'JobTypes::Dbt',
  custom: 'JobTypes::ContainerDocker',
};

/** Segment, kind, settings, settings that make runs fail and the error, where the sandbox reads the code. */
const KINDS = [
  ['sql', 'sql_script', { sql: 'SELECT 1', ...ON_DATABASE }, { sql: 'SELECT nope' }, 'does not exist'],
  [
    'python3',
    'python_script',
    { source: 'print("hi")' },
    { source: 'raise ValueError("bad")' },
    'ValueError: bad',
  ],
  ['r', 'r_script', { source: 'cat("hi")' }, { source: 'stop("bad")' }, 'Error: bad'],
  [
    'javascript',
    'javascript_script',
    { source: 'console.log("hi")', ...ON_DATABASE },
    { source: 'throw new TypeError("bad")' },
    'TypeError: bad',
  ],
  [
    'containers',
    'container_script',
    { required_resources: RESOURCES, docker_command: 'echo "hi"', docker_image_name: 'python' },
    { docker_command: 'exit 3' },
    'code 3',
  ],
  ['dbt', 'dbt_script', { repo_http_uri: 'https://github.com/harbor-pine/dbt.git' }, null, null],
  ['custom', 'custom_script', { from_template_id: 12 }, null, null],
] as const;

const tools = useSandboxTools();

describe.each(KINDS)('a script of the kind %s', (segment, kind, settings, broken, error) => {
  const name = `Trial of ${segment}`;

  it('is created, listed and read', async () => {
    const { id } = await tools.call(`civis_scripts_post_${segment}`, { name, ...settings });
    expect(await tools.call(`civis_scripts_get_${segment}`, { id })).toMatchObject({ name, ...settings });
    expect(await tools.call('civis_jobs_get', { id })).toMatchObject({ name, type: TYPES[segment] });
    const type = segment === 'custom' ? {} : { type: segment };
    const listed = await tools.call('civis_scripts_list', type);
    expect(JSON.stringify(listed)).toContain(name);
  });

  it('is run by its name, and its log is read without a run', async () => {
    const run = await tools.call('civis_run_and_wait', { id: name });
    expect(run).toMatchObject({ done: true, state: 'succeeded' });
    const log = await tools.call('civis_read_log', { id: name });
    expect(log).toMatchObject({ run_id: run['run_id'] });
    expect(JSON.stringify(log['lines'])).toContain('"level":"info"');
  });

  it('is changed, shared, copied and archived by its name', async () => {
    expect(
      await tools.call('civis_update', { id: name, kind, set: { time_zone: 'Europe/Paris' } }),
    ).toMatchObject({
      was: { time_zone: 'UTC' },
      now: { time_zone: 'Europe/Paris' },
    });
    const shared = await tools.call('civis_share', { id: name, users: ['gnakamura'], level: 'read' });
    expect(shared['changes']).toMatchObject([{ now: 'read' }]);
    const copy = await tools.call('civis_clone', { id: name, name: `Copy of ${segment}` });
    expect(copy).toMatchObject({ kind, name: `Copy of ${segment}` });
    const { id } = copy;
    expect(await tools.call(`civis_scripts_get_${segment}`, { id })).toMatchObject(settings);
    await tools.call(`civis_scripts_put_${segment}_archive`, { id, status: true });
    const listed = await tools.call('civis_scripts_list', {});
    expect(JSON.stringify(listed)).not.toContain(`Copy of ${segment}`);
  });

  if (broken === null) return;
  it('that fails is diagnosed', async () => {
    const id = await findJobId(tools.call, name);
    await tools.call(`civis_scripts_patch_${segment}`, { id, ...broken });
    expect(await tools.call('civis_run_and_wait', { id: name })).toMatchObject({ state: 'failed' });
    const diagnosis = await tools.call('civis_diagnose_run', { id: name });
    expect(JSON.stringify(diagnosis)).toContain(error);
  });
});

describe('seeded scripts', () => {
  it.each([
    ['Build sales mart', 'sql', 'sql_script'],
    ['Check row counts', 'python3', 'python_script'],
    ['Publish Monday report', 'r', 'r_script'],
    ['Publish sales dashboard', 'containers', 'container_script'],
    ['Check store hours', 'javascript', 'javascript_script'],
    ['Model finance tables', 'dbt', 'dbt_script'],
    ['Send supplier summary', 'custom', 'custom_script'],
  ])('%s is found as %s', async (name, segment, kind) => {
    const id = await findJobId(tools.call, name);
    expect(await tools.call(`civis_scripts_get_${segment}`, { id })).toMatchObject({ id, name });
    const { items } = await tools.call('civis_find', { query: name });
    expect(items).toMatchObject([{ id, kind, name }]);
  });

  it('a dbt script that fails is diagnosed by its name', async () => {
    expect(await tools.call('civis_run_and_wait', { id: 'Model finance tables' })).toMatchObject({
      state: 'failed',
    });
    const diagnosis = await tools.call('civis_diagnose_run', { id: 'Model finance tables' });
    expect(JSON.stringify(diagnosis)).toContain('stg_costs');
  });
});

describe('runs of scripts', () => {
  it('have settings, outputs and an error that the code can set', async () => {
    const { id } = await tools.call('civis_scripts_post_containers', {
      name: 'Writes outputs',
      required_resources: RESOURCES,
    });
    const { run_id } = await tools.call('civis_run_and_wait', { id: String(id) });
    const run = { id, run_id };
    const added = { object_type: 'Table', object_id: 5 };
    expect(
      await tools.call('civis_scripts_post_containers_runs_outputs', { ...run, ...added }),
    ).toMatchObject(added);
    expect(await tools.call('civis_scripts_list_containers_runs_outputs', run)).toMatchObject([added]);
    expect(await tools.call('civis_scripts_list_containers_runs_inputs', run)).toMatchObject({
      required_resources: RESOURCES,
    });
    await tools.call('civis_scripts_patch_container_runs', { ...run, error: 'no rows' });
    expect(await tools.call('civis_scripts_get_containers_runs', run)).toMatchObject({ error: 'no rows' });
  });
});
