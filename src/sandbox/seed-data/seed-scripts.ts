import { createGrants } from '../civis/access-control.ts';
import { type CivisPlatform, isoTime } from '../civis/civis-platform.ts';
import { insertRow } from '../civis/collections.ts';
import { addRun } from '../civis/runs.ts';
import type { Job } from '../state/entities.ts';
import { findByName } from './seed-rows.ts';
import type { SeedUsers, Username } from './seed-users.ts';

interface ScriptSeed {
  readonly name: string;
  readonly collection: string;
  readonly author: Username;
  /** Days since its last run; null: it never ran. */
  readonly ranDaysAgo: number | null;
  /** The error of its last run and of those to come; null: they succeed. */
  readonly error: string | null;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** One script of each kind that the pipeline does not have. */
const SCRIPTS: readonly ScriptSeed[] = [
  {
    name: 'Check store hours',
    collection: 'scripts/javascript',
    author: 'ldoyle',
    ranDaysAgo: 47,
    error: null,
    settings: { source: 'console.log("6 stores read")\n' },
  },
  {
    name: 'Model finance tables',
    collection: 'scripts/dbt',
    author: 'dweiss',
    ranDaysAgo: 9,
    error: 'Compilation Error in model fct_margin: depends on a node named stg_costs which was not found',
    settings: {
      repo_http_uri: 'https://github.com/harbor-pine/dbt-finance.git',
      repo_ref: 'main',
      dbt_project: { dbt_version: '1.8', dbt_command: 'build', generate_profiles: true },
    },
  },
  {
    name: 'Send supplier summary',
    collection: 'scripts/custom',
    author: 'cmoreno',
    ranDaysAgo: null,
    error: null,
    settings: { from_template_id: 12, arguments: { SUPPLIER: 'Northwind' } },
  },
];

const DAY = 24 * 60 * 60_000;
const RUN_MINUTES = 6;

/** Adds scripts beside the pipeline. They draw no random numbers, so that all other rows stay as they are. */
export function seedScripts(civis: CivisPlatform, users: SeedUsers): void {
  for (const { name, collection, author: username, ranDaysAgo, error, settings } of SCRIPTS) {
    const author = users.user(username);
    const created = isoTime(civis.now() - 120 * DAY);
    const database =
      collection === 'scripts/javascript'
        ? {
            remote_host_id: findByName(civis, 'databases', 'Harbor Redshift').id,
            credential_id: findByName(civis, 'credentials', 'redshift-analyst').id,
          }
        : {};
    const job = insertRow(civis, collection, '', author, {
      name,
      ...settings,
      ...database,
      created_at: created,
      updated_at: created,
      trouble: error === null ? null : { error, chance: 1 },
      grants: createGrants(author, [[users.group('Analytics').id, 'manage']]),
    }) as Job;
    if (ranDaysAgo !== null) addPastRun(civis, job, civis.now() - ranDaysAgo * DAY, error);
  }
}

function addPastRun(civis: CivisPlatform, job: Job, start: number, error: string | null): void {
  const finished_at = isoTime(start + RUN_MINUTES * 60_000);
  const state = error === null ? 'succeeded' : 'failed';
  const times = { created_at: isoTime(start), started_at: isoTime(start), finished_at };
  addRun(civis, job, { state, ...times, error, is_cancel_requested: false, plan: null });
  job.state = state;
  job.updated_at = finished_at;
}
