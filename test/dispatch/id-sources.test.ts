import { describe, expect, it } from 'vitest';
import { addErrorHint } from '../../src/dispatch/error-hints.ts';
import { idSourcesOf } from '../../src/dispatch/id-sources.ts';
import { CallError } from '../../src/errors.ts';
import { operations, operationsByName } from '../../src/tools/catalogue/catalogue.ts';
import type { Operation } from '../../src/tools/operation.ts';
import { pathTokens } from '../../src/tools/path-template.ts';
import { useSandboxTools } from '../support/tool-caller.ts';

/** Where the values of each path parameter are to be found; null where no operation shows them. */
const SOURCES: Readonly<Record<string, string | null>> = {
  '/clusters/kubernetes/{id}': 'civis_clusters_list_kubernetes',
  '/credentials/{id}': 'civis_credentials_list',
  '/databases/{id}': 'civis_databases_list',
  '/databases/{id}/whitelist-ips/{whitelisted_ip_id}': 'civis_databases_list_whitelist_ips',
  '/enhancements/cass-ncoa/{id}': 'civis_enhancements_list',
  '/enhancements/cass-ncoa/{id}/runs/{run_id}': 'civis_enhancements_list_cass_ncoa_runs',
  '/files/{id}': null,
  '/files/multipart/{id}': null,
  '/imports/{id}': 'civis_imports_list',
  '/imports/{id}/runs/{run_id}': 'civis_imports_list_runs',
  '/imports/{id}/syncs/{sync_id}': 'civis_imports_get, whose syncs',
  '/imports/batches/{id}': 'civis_imports_list_batches',
  '/imports/files/{id}': 'civis_imports_list',
  '/imports/files/{id}/runs/{run_id}': 'civis_imports_list_files_runs',
  '/jobs/{id}': 'civis_jobs_list',
  '/jobs/{id}/runs/{run_id}': 'civis_jobs_get, whose runs',
  '/media/optimizations/{id}': 'civis_media_list_optimizations',
  '/media/optimizations/{id}/runs/{run_id}': 'civis_media_list_optimizations_runs',
  '/media/spot_orders/{id}': 'civis_media_list_spot_orders',
  '/models/{id}': 'civis_models_list',
  '/models/{id}/builds/{build_id}': 'civis_models_list_builds',
  '/notebooks/{id}': 'civis_notebooks_list',
  '/notebooks/{notebook_id}': 'civis_notebooks_list',
  '/notebooks/{notebook_id}/deployments/{deployment_id}': 'civis_notebooks_list_deployments',
  '/contacts/{identifier}': 'aiod_contacts_get_list',
  '/platforms/{platform}/contacts/{platform_identifier}': 'aiod_contacts_get_list',
};

/** The path up to its last parameter. */
const toLastToken = (path: string) => path.slice(0, path.lastIndexOf('}') + 1);

/** What repeats for every object: who has a permission on it, and the projects that contain it. */
function expectedSource({ name, path }: Operation): string | null | undefined {
  const end = toLastToken(path);
  if (end.endsWith('/shares/users/{user_id}')) return name.replace('delete', 'list').replace(/_users$/, '');
  if (end.endsWith('/shares/groups/{group_id}'))
    return name.replace('delete', 'list').replace(/_groups$/, '');
  if (!end.endsWith('/projects/{project_id}')) return SOURCES[end];
  return name.includes('_delete_') ? name.replace('delete', 'list') : null;
}

function hintOf(operation: Operation, args: Record<string, unknown> = {}): string | undefined {
  const error = new CallError('not_found', 'Civis returned 404.');
  return addErrorHint(error, operation, args, operationsByName, operation.name).details.hint;
}

const served = operations.filter(({ path, retired }) => retired === null && pathTokens(path).length > 0);

describe('what is not found is looked for where it is listed', () => {
  it.each(served.map((operation) => [operation.name, operation] as const))('%s', (_, operation) => {
    const source = expectedSource(operation);
    expect(source, toLastToken(operation.path)).toBeDefined();
    const hint = hintOf(operation);
    expect(hint).toMatch(source === null ? /^No available tool lists all / : `Call ${source} `);
  });

  it('nothing is advised for a call without an id', () => {
    const list = operationsByName.get('civis_jobs_list');
    expect(list && hintOf(list)).toBeUndefined();
  });

  it('what is unknown is said to be unknown, and what can be checked is said', () => {
    const put = operationsByName.get('civis_jobs_put_projects');
    expect(put && hintOf(put)).toBe(
      'No available tool lists all values of project_id; civis_jobs_list_projects lists those of this object: ask the person for the right one. Check id with civis_jobs_list.',
    );
    const content = operationsByName.get('aiod_contacts_get_content');
    expect(content && hintOf(content, { distribution_idx: 2 })).toBe(
      'No available tool lists all values of distribution_idx: ask the person for the right one. Check identifier with aiod_contacts_get_list.',
    );
  });

  it('all projects are listed where the platform itself describes the operation', () => {
    const put = operationsByName.get('civis_jobs_put_projects');
    const jobs = operationsByName.get('civis_jobs_list');
    if (put === undefined || jobs === undefined) return expect.fail('not in the catalogue');
    const projects = { ...jobs, name: 'civis_projects_list', resource: 'projects', path: '/projects' };
    const [last] = idSourcesOf(put, {}, new Map([...operationsByName, [projects.name, projects]]));
    expect(last).toEqual({ token: 'project_id', list: projects });
  });
});

describe('the advice leads on', () => {
  const tools = useSandboxTools();

  it.each([
    ['civis_jobs_get_runs', { run_id: 1 }, 'civis_jobs_get_runs', 'civis_jobs_get'],
    // It reads through an operation that the caller does not have, and whose name would mislead.
    ['civis_read_log', { run_id: 1 }, 'civis_read_log', 'civis_jobs_get'],
    ['civis_diagnose_run', { run_id: 1 }, 'civis_jobs_get_runs', 'civis_jobs_get'],
    [
      'civis_jobs_delete_shares_users',
      { user_id: 1 },
      'civis_jobs_delete_shares_users',
      'civis_jobs_list_shares',
    ],
  ])('of %s %j, which fails as %s, to %s, which answers', async (name, bad, failed, advised) => {
    const jobs = (await tools.call('civis_jobs_list', { limit: 1 })) as unknown as readonly { id: number }[];
    const id = jobs[0]?.id;
    const error: unknown = await tools.call(name, { id, ...bad }).catch((cause: unknown) => cause);
    if (!(error instanceof CallError)) return expect.fail(`${name} did not fail`);
    expect(error.details.hint).toContain(`Call ${advised}`);
    expect(error.message).toMatch(new RegExp(`^${failed} \\(id=${id}, `));
    expect(await tools.call(advised, { id })).toBeDefined();
  });
});
