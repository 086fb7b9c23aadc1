import { describe, expect, it } from 'vitest';
import { createToolSuggester, didYouMeanTools } from '../../src/dispatch/suggest-tools.ts';
import { callableTools } from '../../src/dispatch/tool-catalogue.ts';
import { defineResource } from '../../src/tools/define-operation.ts';
import { isDestructive } from '../../src/tools/effect.ts';

const clone = (language: string) =>
  ({ request: `POST /robots/${language}/{id}/clone`, description: 'Clone a robot.' }) as const;
const robots = defineResource('civis', 'robots', [
  { request: 'GET /robots', description: 'List robots.' },
  clone('containers'),
  clone('python3'),
  clone('r'),
  clone('sql'),
  { request: 'DELETE /robots/sql/{id}', description: 'Delete a robot.' },
]);
const documented = createToolSuggester(callableTools([]));
const live = createToolSuggester(callableTools(robots));

describe('the tools that an unknown name may mean', () => {
  it.each([
    ['civis_jobs_run', ['civis_run_and_wait', 'civis_jobs_post_runs']],
    ['run_job', ['civis_run_and_wait', 'civis_jobs_post_runs']],
    ['POST /jobs/{id}/runs', ['civis_jobs_post_runs']],
    ['POST /jobs/5/runs', ['civis_jobs_post_runs']],
    ['civis_job_list', ['civis_jobs_list']],
    ['civis_jbos_list', ['civis_jobs_list']],
    ['civis_jobs_gett', ['civis_jobs_get']],
    ['civis_jobs_cancel', ['civis_cancel_run']],
    ['civis_files_upload', ['civis_upload_file', 'civis_files_post']],
    ['aiod_datasets_create', ['aiod_datasets_register']],
    ['list_contacts', ['aiod_contacts_get_list']],
    ['civis_import_run', ['civis_run_and_wait', 'civis_imports_post_runs']],
    ['share_job', ['civis_share', 'civis_jobs_put_shares_groups', 'civis_jobs_put_shares_users']],
    ['civis_projects_delete', ['civis_projects_put_archive']],
    ['civis_jobs_clone', ['civis_clone']],
    ['civis_diagnose', ['civis_diagnose_run']],
    ['delete_codes', ['civis_codes_delete']],
  ])('%s: %j', async (name, due) => {
    expect(await documented(name)).toEqual(due);
  });

  it.each([
    'civis_jobs_delete',
    'civis_files_delete',
    'civis_databases_drop',
    'make_coffee',
    'constructor',
    '',
    'x'.repeat(100_000),
  ])('%.40s: none, rather than something done to another object', async (name) => {
    expect(await documented(name)).toEqual([]);
  });

  it('include those that a platform describes', async () => {
    expect(await documented('civis_robots_post_clone')).toEqual([]);
    expect(await live('civis_robots_post_clone')).toEqual([
      'civis_robots_post_containers_clone',
      'civis_robots_post_python3_clone',
      'civis_robots_post_r_clone',
      'civis_robots_post_sql_clone',
    ]);
  });

  it('are never destructive unless the name is', async () => {
    const tools = callableTools(robots);
    const reading = [...tools.keys()].map((name) =>
      name.replace(/_(delete|remove|cancel|put|archive|replace|patch)(?=_|$)/g, '_get'),
    );
    const unknown = [...tools.values()].map(({ platform, resource }) => `${platform}_${resource}_frobnicate`);
    for (const asked of new Set([...reading, ...unknown].filter((name) => !tools.has(name)))) {
      const near = (await live(asked)).filter((name) => isDestructive(tools.get(name)?.effect ?? 'delete'));
      expect([asked, near]).toEqual([asked, []]);
    }
  });

  it('are put into a question', () => {
    expect(didYouMeanTools([])).toBeUndefined();
    expect(didYouMeanTools(['a'])).toBe('Did you mean a?');
    expect(didYouMeanTools(['a', 'b', 'c'])).toBe('Did you mean a, b or c?');
  });
});
