import type { Username } from './seed-users.ts';

/** Makes some of a job's runs fail. */
export interface FailureSeed {
  readonly error: string;
  /** Every run since that many days ago. */
  readonly sinceDaysAgo?: number;
  /** The runs of these days, counted back from today. */
  readonly onDaysAgo?: readonly number[];
  /** Chance that a new run fails; 1 when left out. */
  readonly chance?: number;
}

export interface JobSeed {
  readonly name: string;
  readonly type: keyof typeof JOB_TYPES;
  readonly author: Username;
  /** `05:30` every day, `Mon 06:00` once a week, after a parent job's success, or null: manually. */
  readonly trigger: { readonly at: string } | { readonly after: string } | null;
  /** Usual duration of a run. */
  readonly durationMinutes: number;
  readonly failure?: FailureSeed;
  readonly hidden?: true;
  readonly archived?: true;
  /** Whether the group Analytics may only read it. */
  readonly isReadOnlyForAnalysts?: true;
}

/** The platform's names of the types, and the collection of the jobs of each type. */
export const JOB_TYPES = {
  import: { type: 'JobTypes::Import', kind: 'imports' },
  sql: { type: 'JobTypes::SqlRunner', kind: 'scripts/sql' },
  python: { type: 'JobTypes::PythonDocker', kind: 'scripts/python3' },
  r: { type: 'JobTypes::RDocker', kind: 'scripts/r' },
  container: { type: 'JobTypes::ContainerDocker', kind: 'scripts/containers' },
  export: { type: 'JobTypes::Export', kind: 'exports' },
  cass: { type: 'JobTypes::CassNcoa', kind: 'enhancements/cass-ncoa' },
  model: { type: 'JobTypes::Build', kind: 'models' },
} as const;

const at = (moment: string) => ({ at: moment });
const after = (name: string) => ({ after: name });

function job(
  name: string,
  type: JobSeed['type'],
  author: Username,
  trigger: JobSeed['trigger'],
  durationMinutes: number,
  more: Pick<JobSeed, 'failure' | 'hidden' | 'archived' | 'isReadOnlyForAnalysts'> = {},
): JobSeed {
  return { name, type, author, trigger, durationMinutes, ...more };
}

/** The daily pipeline of a retailer, from the shops' tills to the Monday report. */
export const JOBS: readonly JobSeed[] = [
  // Sources
  job('Import POS transactions', 'import', 'bokafor', at('04:00'), 18),
  job('Import web orders', 'import', 'bokafor', at('04:10'), 9),
  job('Import customer master', 'import', 'jbrandt', at('04:20'), 12, { isReadOnlyForAnalysts: true }),
  job('Import product catalog', 'import', 'jbrandt', at('04:30'), 4),
  job('Import store directory', 'import', 'dweiss', at('Mon 04:40'), 1),
  job('Import loyalty events', 'import', 'fhaddad', at('04:45'), 26, {
    failure: {
      error: 'Timeout: no answer from loyalty-db.internal:5432 within 1800 seconds',
      onDaysAgo: [4, 11, 19],
      chance: 0.2,
    },
  }),
  job('Import email engagement', 'import', 'epetrova', at('05:00'), 7, {
    failure: {
      error: 'Authentication failed: the credential "mailer-api" expired; renew it and run the import again',
      sinceDaysAgo: 3,
    },
  }),
  job('Import paid search spend', 'import', 'hdahl', at('05:10'), 5),
  job('Import social ad spend', 'import', 'hdahl', at('05:15'), 5),
  job('Import weather history', 'import', 'icarvalho', at('05:20'), 3),
  // Staging
  job('Stage transactions', 'sql', 'dweiss', after('Import POS transactions'), 14),
  job('Stage web orders', 'sql', 'dweiss', after('Import web orders'), 6),
  job('Stage customers', 'sql', 'dweiss', after('Import customer master'), 8),
  job('Stage products', 'sql', 'dweiss', after('Import product catalog'), 2),
  job('Stage loyalty events', 'sql', 'fhaddad', after('Import loyalty events'), 11),
  job('Check row counts', 'python', 'jbrandt', after('Stage transactions'), 2),
  job('Standardize customer addresses', 'cass', 'cmoreno', at('Sun 03:00'), 95),
  // Marts
  job('Build sales mart', 'sql', 'alindqvist', after('Stage transactions'), 21),
  job('Build customer mart', 'sql', 'alindqvist', after('Stage customers'), 16),
  job('Build channel attribution', 'sql', 'krao', after('Import paid search spend'), 13, {
    failure: {
      error: 'ERROR: column "campaign_group" does not exist in marketing.paid_search_spend (line 42)',
      sinceDaysAgo: 1,
    },
  }),
  job('Build inventory snapshot', 'sql', 'gnakamura', after('Stage products'), 6),
  job('Build loyalty cohorts', 'sql', 'gnakamura', after('Stage loyalty events'), 9),
  job('Refresh store performance', 'sql', 'ldoyle', after('Build sales mart'), 5),
  job('Refresh basket pairs', 'python', 'icarvalho', after('Build sales mart'), 34),
  job('Refresh price elasticity', 'r', 'krao', after('Build channel attribution'), 48),
  // Models
  job('Train churn model', 'model', 'alindqvist', at('Sun 06:00'), 72),
  job('Score churn risk', 'python', 'alindqvist', after('Build customer mart'), 19),
  job('Train demand forecast', 'model', 'gnakamura', at('Sat 02:00'), 140, {
    failure: {
      error: 'Out of memory: the container was killed at 16384 MB while fitting fold 4 of 5',
      sinceDaysAgo: 8,
    },
  }),
  job('Score demand by store', 'python', 'gnakamura', after('Build inventory snapshot'), 23),
  job('Train next purchase model', 'model', 'krao', null, 55),
  // Delivery
  job('Export audience for email', 'export', 'epetrova', after('Score churn risk'), 4),
  job('Export replenishment orders', 'export', 'fhaddad', after('Score demand by store'), 3),
  job('Publish sales dashboard', 'container', 'ldoyle', after('Refresh store performance'), 3),
  job('Publish Monday report', 'r', 'cmoreno', at('Mon 07:30'), 12),
  job('Send anomaly digest', 'python', 'cmoreno', after('Check row counts'), 1),
  // Upkeep
  job('Vacuum analytics schemas', 'sql', 'bokafor', at('Sat 22:00'), 37, { isReadOnlyForAnalysts: true }),
  job('Archive raw landing files', 'container', 'bokafor', at('23:30'), 15, {
    isReadOnlyForAnalysts: true,
    hidden: true,
  }),
  job('Backfill returns 2023', 'python', 'cmoreno', null, 64),
  job('Reconcile gift cards', 'sql', 'hdahl', null, 8),
  job('Import legacy coupons', 'import', 'hdahl', null, 6, { archived: true }),
];

/** The job with an active run when the sandbox starts. */
export const RUNNING_JOB = {
  name: 'Backfill returns 2023',
  startedMinutesAgo: 41,
  durationMinutes: 64,
} as const;
