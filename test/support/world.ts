import type { Operation } from '../../src/tools/operation.ts';

/** Calls a tool and brings its value. */
export type CallTool = (name: string, args?: Record<string, unknown>) => Promise<unknown>;

type Arguments = Record<string, unknown>;
type Item = Readonly<Record<string, unknown>> & { readonly id: number };
type Find = (call: CallTool) => Promise<Arguments>;

const named = async (call: CallTool, tool: string, name: string, args: Arguments = {}): Promise<Item> => {
  const items = (await call(tool, { limit: 50, ...args })) as Item[];
  const item = items.find((each) => (each['name'] ?? each['model_name']) === name);
  if (item === undefined) throw new Error(`${tool} lists no ${name}`);
  return item;
};

const first = async (call: CallTool, tool: string, args: Arguments = {}): Promise<Item> => {
  const [item] = (await call(tool, args)) as Item[];
  if (item === undefined) throw new Error(`${tool} lists nothing`);
  return item;
};

const idOf =
  (tool: string, name: string): Find =>
  async (call) => ({ id: (await named(call, tool, name)).id });
const firstId =
  (tool: string): Find =>
  async (call) => ({ id: (await first(call, tool)).id });

/** A run that is over, or one that was just started. */
const run = (mount: Find, listing: string, starting: string, token = 'run_id') => ({
  past: async (call: CallTool) => {
    const { id } = await mount(call);
    return { id, [token]: (await first(call, listing, { id })).id };
  },
  started: async (call: CallTool) => {
    const { id } = await mount(call);
    const { id: own, run_id } = (await call(starting, { id })) as { id?: number; run_id?: number };
    return { id, [token]: run_id ?? own };
  },
});

const database = async (call: CallTool) =>
  (await named(call, 'civis_databases_list', 'Harbor Redshift', { limit: undefined })).id;
const credential = async (call: CallTool) =>
  (await named(call, 'civis_credentials_list', 'redshift-analyst')).id;
const app = async (call: CallTool) => String((await first(call, 'civis_apps_list'))['slug']);

const JOB: Find = idOf('civis_jobs_list', 'Build sales mart');
const IMPORT: Find = idOf('civis_imports_list', 'Import weather history');
const ENHANCEMENT: Find = idOf('civis_enhancements_list', 'Standardize customer addresses');
const OPTIMIZATION: Find = idOf('civis_media_list_optimizations', 'Spring garden launch');
const MODEL: Find = idOf('civis_models_list', 'Train churn model');
const NOTEBOOK: Find = idOf('civis_notebooks_list', 'Churn features');
const FILE: Find = async (call) => ({
  id:
    (await named(call, 'civis_notebooks_list', 'Churn features')) &&
    ((await call('civis_notebooks_get', await NOTEBOOK(call))) as { file_id: number }).file_id,
});

const PROJECT: Find = idOf('civis_projects_list', 'Churn');
const TABLEAU: Find = idOf('civis_reports_list', 'Store dashboard');
const TABLE: Find = async (call) => ({
  id: (await named(call, 'civis_tables_list', 'daily_sales', { schema: 'sales' })).id,
});

/** A file import with its file in place. */
const FILE_IMPORT: Find = async (call) => {
  const prepared = (await call('civis_imports_post_files', await fileImportBody(call))) as {
    id: number;
    upload_uri: string;
  };
  await fetch(prepared.upload_uri, { method: 'PUT', body: 'a,b\n1,2\n' });
  return { id: prepared.id };
};

const fileImportBody = async (call: CallTool) => ({
  schema: 'trials',
  name: 'uploaded',
  remote_host_id: await database(call),
  credential_id: await credential(call),
  existing_table_rows: 'drop',
});

const DEPLOYMENT: Find = async (call) => {
  const { id } = await named(call, 'civis_notebooks_list', 'Basket pairs');
  const { id: _, deployment_id } = await first(call, 'civis_notebooks_list_deployments', { notebook_id: id });
  return { notebook_id: id, deployment_id };
};

const IMPORT_RUN = run(IMPORT, 'civis_imports_list_runs', 'civis_imports_post_runs');
const FILE_RUN = run(FILE_IMPORT, 'civis_imports_list_files_runs', 'civis_imports_post_files_runs');
const ENHANCEMENT_RUN = run(
  ENHANCEMENT,
  'civis_enhancements_list_cass_ncoa_runs',
  'civis_enhancements_post_cass_ncoa_runs',
);
const OPTIMIZATION_RUN = run(
  OPTIMIZATION,
  'civis_media_list_optimizations_runs',
  'civis_media_post_optimizations_runs',
);
const BUILD = run(MODEL, 'civis_models_list_builds', 'civis_models_post_builds', 'build_id');

/** Where the path values of an operation come from: the longest path that the operation's begins with. */
const MOUNTS: Readonly<Record<string, Find>> = {
  '/apps/{slug}': async (call) => ({ slug: await app(call) }),
  '/apps/{slug}/instances/{id}': async (call) => {
    const slug = await app(call);
    return { slug, id: (await first(call, 'civis_apps_list_instances', { slug })).id };
  },
  '/clusters/kubernetes/{id}': firstId('civis_clusters_list_kubernetes'),
  '/clusters/workers/{id}': firstId('civis_clusters_list_workers'),
  '/codes/{id}': firstId('civis_codes_list'),
  '/credentials/{id}': idOf('civis_credentials_list', 'model-artifacts'),
  '/databases/{id}': async (call) => ({ id: await database(call) }),
  '/databases/{id}/whitelist-ips/{whitelisted_ip_id}': async (call) => {
    const id = await database(call);
    return { id, whitelisted_ip_id: (await first(call, 'civis_databases_list_whitelist_ips', { id })).id };
  },
  '/enhancements/cass-ncoa/{id}': ENHANCEMENT,
  '/enhancements/cass-ncoa/{id}/runs/{run_id}': ENHANCEMENT_RUN.past,
  '/files/{id}': FILE,
  '/imports/{id}': IMPORT,
  '/imports/{id}/runs/{run_id}': IMPORT_RUN.past,
  '/imports/{id}/syncs/{sync_id}': async (call) => {
    const { id } = await IMPORT(call);
    const { syncs } = (await call('civis_imports_get', { id })) as { syncs: [Item] };
    return { id, sync_id: syncs[0].id };
  },
  '/imports/batches/{id}': firstId('civis_imports_list_batches'),
  '/imports/files/{id}': FILE_IMPORT,
  '/imports/files/{id}/runs/{run_id}': FILE_RUN.started,
  '/jobs/{id}': JOB,
  '/jobs/{id}/runs/{run_id}': async (call) => {
    const { id, last_run } = (await call('civis_jobs_get', await JOB(call))) as Item & { last_run: Item };
    return { id, run_id: last_run.id };
  },
  '/media/optimizations/{id}': OPTIMIZATION,
  '/media/optimizations/{id}/runs/{run_id}': OPTIMIZATION_RUN.past,
  '/media/spot_orders/{id}': firstId('civis_media_list_spot_orders'),
  '/models/{id}': MODEL,
  '/models/{id}/builds/{build_id}': BUILD.past,
  '/notebooks/{id}': NOTEBOOK,
  '/projects/{id}': PROJECT,
  '/projects/{project_id}': async (call) => ({ project_id: (await PROJECT(call))['id'] }),
  '/reports/{id}': idOf('civis_reports_list', 'Weekly sales'),
  '/reports/{id}/refresh': TABLEAU,
  '/reports/sql/{id}': idOf('civis_reports_list', 'Donations by channel'),
  '/table_tags/{id}': idOf('civis_table_tags_list', 'certified'),
  '/tables/{id}': TABLE,
  '/notebooks/{notebook_id}': async (call) => ({ notebook_id: (await NOTEBOOK(call))['id'] }),
  '/notebooks/{notebook_id}/deployments': async (call) => ({
    notebook_id: (await named(call, 'civis_notebooks_list', 'Basket pairs')).id,
  }),
  '/notebooks/{notebook_id}/deployments/{deployment_id}': DEPLOYMENT,
};

/** Operations whose object has to be made for them. */
const PREPARED: Readonly<Record<string, Find>> = {
  civis_clusters_list_workers_queued_jobs: async (call) => {
    await call('civis_jobs_post_runs', await JOB(call));
    return { id: (await first(call, 'civis_clusters_list_workers')).id };
  },
  civis_enhancements_delete_cass_ncoa_runs: ENHANCEMENT_RUN.started,
  civis_enhancements_post_cass_ncoa_cancel: async (call) => {
    const { id } = await ENHANCEMENT_RUN.started(call);
    return { id };
  },
  civis_files_post_multipart_complete: async (call) => {
    const body = { name: 'parts.bin', num_parts: 1 };
    const file = (await call('civis_files_post_multipart', body)) as { id: number; upload_urls: [string] };
    await fetch(file.upload_urls[0], { method: 'PUT', body: 'part' });
    return { id: file.id };
  },
  civis_imports_list_files_runs: async (call) => ({ id: (await FILE_RUN.started(call)).id }),
  civis_imports_post_cancel: async (call) => ({ id: (await IMPORT_RUN.started(call)).id }),
  civis_media_delete_optimizations_runs: OPTIMIZATION_RUN.started,
  civis_reports_get_refresh: async (call) => {
    const { id } = await TABLEAU(call);
    const started = (await call('civis_reports_post_refresh', { id })) as { tableau_refresh_job_id: string };
    return { id, job_id: started.tableau_refresh_job_id };
  },
  civis_models_delete_builds: BUILD.started,
  civis_notebooks_post_deployments: async (call) => ({ notebook_id: (await NOTEBOOK(call))['id'] }),
};

const table = { schema: 'customers', table: 'addresses' };

const enhancementBody: Find = async (call) => ({
  name: 'Standardize customer addresses',
  source: {
    database_table: { ...table, remote_host_id: await database(call), credential_id: await credential(call) },
  },
});
const hosts = async (call: CallTool) => ({
  remote_host_id: await database(call),
  credential_id: await credential(call),
});
const importBody: Find = async (call) => ({
  name: 'Import weather history',
  sync_type: 'Dbsync',
  is_outbound: false,
  source: await hosts(call),
  destination: await hosts(call),
});
const sync: Find = async () => ({
  source: { database_table: { schema: 'public', table: 'leads' } },
  destination: { database_table: { schema: 'landing', table: 'leads' } },
});
const snippet: Find = async () => ({
  name: 'Mode',
  type: 'Code::R',
  body: 'mode(x)',
  readme: '# Mode',
  score: 3,
  auth_s3_url: 's3://harbor-codes/mode.R',
});
const login: Find = async () => ({
  name: 'model-artifacts',
  type: 'Amazon Web Services S3',
  username: 'mail',
  password: 'pass',
});
const optimization: Find = async () => ({
  name: 'Spring garden launch',
  runs: [
    {
      market_id: 820,
      start_date: '2026-09-01',
      end_date: '2026-09-28',
      syscodes: [4410],
      rate_cards: ['portland_2026_q2.xlsx'],
      constraints: [{ targets: ['A2554'], budget: 20_000 }],
    },
  ],
});
const someQuery = async (call: CallTool) => ({
  query_id: (
    (await call('civis_queries_post', {
      database: await database(call),
      sql: 'SELECT 1',
      preview_rows: 1,
    })) as Item
  ).id,
});
const contact: Find = async () => ({ metadata: { name: 'Ora Lab', email: ['ora@lab.example'] } });
const anyContact: Find = async (call) => {
  const contacts = (await call('aiod_contacts_get_list', { limit: 9 })) as Item[];
  // Ordinary users may change what they registered, which has no other platform of origin.
  const own = contacts.find(({ platform = 'aiod' }) => platform === 'aiod');
  return { identifier: own?.['identifier'] };
};
const merged =
  (...finds: Find[]): Find =>
  async (call) =>
    Object.assign({}, ...(await Promise.all(finds.map((find) => find(call)))));

/** What an operation is given beyond its path. */
const GIVEN: Readonly<Record<string, Find>> = {
  civis_apps_patch_instances: async () => ({ name: 'Renamed' }),
  civis_codes_patch: async () => ({ name: 'Renamed' }),
  civis_codes_post: snippet,
  civis_codes_put: snippet,
  civis_credentials_post: async (call) => ({ ...(await login(call)), name: 'mail' }),
  civis_credentials_put: login,
  civis_credentials_post_authenticate: async () => ({
    url: 'jdbc:postgresql://db.example/sales',
    remote_host_type: 'RemoteHostTypes::JDBC',
    username: 'sales',
    password: 'pass',
  }),
  civis_databases_post_whitelist_ips: async () => ({ subnet_mask: '203.0.113.99' }),
  civis_enhancements_post_cass_ncoa: async (call) => ({ ...(await enhancementBody(call)), name: 'Leads' }),
  civis_enhancements_put_cass_ncoa: enhancementBody,
  civis_enhancements_patch_cass_ncoa: async () => ({ limiting_sql: "state = 'OR'" }),
  civis_files_post: async () => ({ name: 'notes.txt' }),
  civis_files_post_multipart: async () => ({ name: 'large.bin', num_parts: 3 }),
  civis_imports_post: async (call) => ({ ...(await importBody(call)), name: 'Import leads' }),
  civis_imports_put: importBody,
  civis_imports_post_batches: async (call) => ({
    ...(await hosts(call)),
    file_ids: [(await FILE(call))['id']],
    schema: 'landing',
    table: 'coupons',
  }),
  civis_imports_post_files: fileImportBody,
  civis_imports_post_syncs: sync,
  civis_imports_put_syncs: sync,
  civis_media_post_optimizations: async (call) => ({ ...(await optimization(call)), name: 'Autumn' }),
  civis_media_patch_optimizations: optimization,
  civis_media_post_spot_orders: async () => ({ body: 'station,date\nKPDX,2026-09-01\n' }),
  civis_media_put_spot_orders: async () => ({ body: 'station,date\nKPDX,2026-09-02\n' }),
  civis_models_post: async (call) => ({
    model_name: 'Returns',
    table_name: 'sales.daily_sales',
    database_id: await database(call),
    credential_id: await credential(call),
    dependent_variable: 'transactions',
  }),
  civis_models_patch: async () => ({ description: 'Changed' }),
  civis_models_put_predictions: async () => ({ table_name: 'customers.leads', primary_key: ['lead_id'] }),
  civis_models_put_schedules: async () => ({
    schedule: { scheduled: true, scheduled_days: [1], scheduled_hours: [6] },
  }),
  civis_notebooks_post: async () => ({ name: 'Trial' }),
  civis_notebooks_put: async () => ({ name: 'Churn features' }),
  civis_notebooks_patch: async () => ({ description: 'Changed' }),
  civis_projects_post: async () => ({ name: 'Autumn', description: 'Plans for autumn.' }),
  civis_projects_put: async () => ({ name: 'Churn', description: 'Changed' }),
  civis_projects_put_auto_share: async () => ({ auto_share: true }),
  civis_reports_post: async () => ({ name: 'Trial', code_body: '<p>Trial</p>' }),
  civis_reports_patch: async () => ({ description: 'Changed' }),
  civis_reports_post_sql: async (call) => ({ ...(await someQuery(call)), name: 'Trial', config: '{}' }),
  civis_reports_patch_sql: async () => ({ description: 'Changed' }),
  civis_search_list: async () => ({ query: 'sales' }),
  civis_search_list_queries: async (call) => {
    await someQuery(call);
    return { search_string: 'select' };
  },
  civis_table_tags_post: async () => ({ name: 'trial' }),
  civis_tables_patch: async () => ({ description: 'Changed' }),
  civis_tables_post_scan: async (call) => ({
    database_id: await database(call),
    schema: 'sales',
    table_name: 'daily_sales',
  }),
  aiod_contacts_delete: anyContact,
  aiod_contacts_get_asset: anyContact,
  aiod_contacts_get_asset_from_platform: async () => ({
    platform: 'zenodo',
    platform_identifier: 'crops-2024',
  }),
  aiod_contacts_get_assets_async: async (call) => ({ identifiers: [(await anyContact(call))['identifier']] }),
  aiod_contacts_get_content: anyContact,
  aiod_contacts_register: contact,
  aiod_contacts_replace: merged(anyContact, contact),
  aiod_contacts_update: merged(anyContact, contact),
};

/** What the templates are given beyond their path: by how the operation's path ends. */
const OF_FAMILIES: readonly (readonly [RegExp, Find])[] = [
  [/^PUT .+\/shares\/users$/, async () => ({ user_ids: [2103], permission_level: 'read' })],
  [/^PUT .+\/shares\/groups$/, async () => ({ group_ids: [303], permission_level: 'read' })],
  [/\/archive$/, async () => ({ status: false })],
  [/\}\/projects\/\{project_id\}$/, async () => ({ project_id: 90402 })],
  [/\/parent_projects\/\{parent_project_id\}$/, async () => ({ parent_project_id: 90401 })],
  [
    /^\w+ \/tables\/\{id\}\/tags/,
    async (call) => ({ table_tag_id: (await named(call, 'civis_table_tags_list', 'certified')).id }),
  ],
  [/^DELETE .+\/shares\/users\/\{user_id\}$/, async () => ({ user_id: 2103 })],
  [/^DELETE .+\/shares\/groups\/\{group_id\}$/, async () => ({ group_id: 303 })],
];

/** Valid arguments of an operation, out of what the sandbox itself lists. */
export async function argumentsFor({ name, verb, path }: Operation, call: CallTool): Promise<Arguments> {
  const mount = Object.keys(MOUNTS)
    .filter((each) => path === each || path.startsWith(`${each}/`))
    .reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  const inPath = (await (PREPARED[name] ?? MOUNTS[mount])?.(call)) ?? {};
  const family = OF_FAMILIES.find(([pattern]) => pattern.test(`${verb} ${path}`))?.[1];
  return { ...inPath, ...(await family?.(call)), ...(await GIVEN[name]?.(call)) };
}
