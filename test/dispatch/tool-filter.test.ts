import { describe, expect, it } from 'vitest';
import { tools as listedByDefault } from '../../src/dispatch/tool-catalogue.ts';
import {
  ALL_TOOLS,
  excludedBy,
  isRequestedByName,
  knownPatterns,
  unknownPatterns,
} from '../../src/dispatch/tool-filter.ts';
import { extraOperations } from '../../src/tools/catalogue/catalogue.ts';
import { TOOLSETS } from '../../src/tools/catalogue/toolsets.ts';

const tools = [...listedByDefault, ...extraOperations];
const offered = (...patterns: string[]) =>
  [...listedByDefault, ...extraOperations.filter((tool) => isRequestedByName(tool, patterns))].filter(
    (tool) => excludedBy(tool, { ...ALL_TOOLS, patterns }) === null,
  );
const names = (...patterns: string[]) => offered(...patterns).map(({ name }) => name);

describe.each(Object.keys(TOOLSETS))('the preset %s', (preset) => {
  it('has fewer tools than any host takes, and nothing retired', () => {
    expect(offered(preset).length).toBeGreaterThan(10);
    expect(offered(preset).length).toBeLessThan(40);
    expect(offered(preset).filter(({ retired }) => retired !== null)).toEqual([]);
  });

  it('is made of patterns that match something', () => {
    const { include = [], exclude = [] } = TOOLSETS[preset] ?? {};
    expect(unknownPatterns([...include, ...exclude], tools)).toEqual([]);
  });

  it('can be left out, and what is retired of it too', () => {
    const left = new Set(names('*', `-${preset}`));
    expect(names(preset).filter((name) => left.has(name))).toEqual([]);
  });
});

it('offers for its kind of work what that takes', () => {
  expect(names('jobs')).toEqual(
    expect.arrayContaining(['civis_run_and_wait', 'civis_jobs_post_runs', 'civis_imports_list_runs_logs']),
  );
  expect(names('data')).toEqual(
    expect.arrayContaining(['civis_imports_post_files', 'civis_files_get', 'civis_databases_list']),
  );
  expect(names('models')).toEqual(expect.arrayContaining(['civis_models_list_builds_logs']));
  expect(names('admin')).toEqual(
    expect.arrayContaining(['civis_credentials_post', 'civis_groups_list', 'civis_share']),
  );
  expect(names('sql')).toEqual(
    expect.arrayContaining([
      'civis_queries_post',
      'civis_tables_list_columns',
      'civis_scripts_post_sql_runs',
    ]),
  );
  expect(names('automation')).toEqual(
    expect.arrayContaining(['civis_run_and_wait', 'civis_workflows_post_executions', 'civis_scripts_list']),
  );
  expect(names('people')).toEqual(
    expect.arrayContaining(['civis_users_list_me', 'civis_groups_put_members', 'civis_share']),
  );
  expect(names('admin', '-civis.credentials')).not.toContain('civis_credentials_post');
  expect(names('*', '-admin')).not.toContain('civis_databases_post_whitelist_ips');
});

describe('patterns', () => {
  it('name effects', () => {
    expect(offered('effect:read').every(({ effect }) => effect === 'read')).toBe(true);
    expect(offered('civis.jobs', '-effect:delete').filter(({ effect }) => effect === 'delete')).toEqual([]);
  });

  it('name workflows', () => {
    expect(offered('workflows').every(({ kind }) => kind === 'workflow')).toBe(true);
    expect(offered('-workflows').every(({ kind }) => kind === 'operation')).toBe(true);
    expect(names('workflows')).toContain('aiod_publish');
  });

  it('tell the workflows of Civis from the tools of that name', () => {
    expect(offered('civis.workflows').every(({ kind }) => kind === 'operation')).toBe(true);
    expect(names('civis.workflows')).toContain('civis_workflows_post_executions');
    expect(names('civis.workflows', '-workflows')).toEqual(names('civis.workflows'));
  });

  it('list what is beyond the documentation where it is asked for as such', () => {
    for (const pattern of ['*', 'civis', 'effect:read', 'civis_*'])
      expect(names(pattern)).not.toContain('civis_scripts_list');
    expect(names('civis_scripts_list')).toEqual(['civis_scripts_list']);
    expect(names('civis.scripts')).toContain('civis_scripts_post_sql');
    expect(names('-civis.jobs')).not.toContain('civis_scripts_list');
  });

  it('take a star for any letters', () => {
    expect(names('civis_jobs_*')).toEqual(names('civis.jobs'));
    expect(names('*')).toHaveLength(listedByDefault.length);
    expect(names('*_list_shares', '-civis_f*s')).toContain('civis_jobs_list_shares');
    expect(names('*_list_shares', '-civis_f*s')).not.toContain('civis_files_list_shares');
    expect(names('civis_jobs_get*civis_jobs_get')).toEqual([]);
  });

  it.each([
    'effect:reed',
    'effect:',
    'job',
    'Jobs',
    'civis.Jobs',
    'xyz*',
    'constructor',
    '__proto__',
    'сivis',
  ])('%s is unknown', (pattern) => {
    expect(unknownPatterns([pattern, `-${pattern}`], tools)).toEqual([pattern, `-${pattern}`]);
  });

  it('are known by all their words', () => {
    expect(knownPatterns(tools)).toEqual(
      expect.arrayContaining(['jobs', 'data', 'models', 'admin', 'workflows', 'effect:read', 'civis.jobs']),
    );
  });
});

describe('with bounds for data', () => {
  const selection = { ...ALL_TOOLS, dataBoundBy: '--schema' } as const;
  const left = new Set(tools.filter((tool) => excludedBy(tool, selection) === null).map(({ name }) => name));

  it.each([
    'civis_queries_post',
    'civis_queries_get',
    'civis_scripts_post_sql',
    'civis_scripts_patch_sql',
    'civis_scripts_post_sql_runs',
    'civis_imports_post_files',
    'civis_imports_post_syncs',
    'civis_enhancements_post_cass_ncoa',
    'civis_tables_list_columns',
    'civis_jobs_post_runs',
    'civis_create_workflow',
    'civis_run_and_wait',
    'civis_rerun',
    'civis_clone',
    'civis_update',
  ])('leaves out %s, which could get around them', (name) => {
    expect(tools.map((tool) => tool.name)).toContain(name);
    expect(left).not.toContain(name);
  });

  it.each([
    'civis_query',
    'civis_tables',
    'civis_table',
    'civis_import_file',
    'civis_find',
    'civis_files_get',
  ])('offers %s', (name) => {
    expect(left).toContain(name);
  });
});
