import type { TeamName, Username } from './people.ts';

/** What makes some of a job's runs fail. */
export interface Failing {
  readonly error: string;
  /** Every run since so many days ago. */
  readonly since?: number;
  /** The runs of these days, counted back from today. */
  readonly on?: readonly number[];
  /** How likely a run is to fail that is started from now on; left out: as `since` says. */
  readonly chance?: number;
}

export interface JobPlan {
  readonly name: string;
  readonly type: keyof typeof JOB_TYPES;
  readonly author: Username;
  readonly team: TeamName;
  /** `05:30` every day, `Mon 06:00` once a week, the name of the job before it, or null: by hand. */
  readonly starts: { readonly at: string } | { readonly after: string } | null;
  /** How long a run usually takes. */
  readonly minutes: number;
  readonly failing?: Failing;
  readonly hidden?: true;
  readonly archived?: true;
  /** The analysts may read it, and no more. */
  readonly guarded?: true;
}

/** The platform's names of the types, and the collection where a job of the type is at home. */
export const JOB_TYPES = {
  import: { type: 'JobTypes::Import', kind: 'imports' },
  sql: { type: 'JobTypes::SqlRunner', kind: 'jobs' },
  python: { type: 'JobTypes::PythonDocker', kind: 'jobs' },
  r: { type: 'JobTypes::RDocker', kind: 'jobs' },
  container: { type: 'JobTypes::ContainerDocker', kind: 'jobs' },
  export: { type: 'JobTypes::Export', kind: 'jobs' },
  cass: { type: 'JobTypes::CassNcoa', kind: 'enhancements/cass-ncoa' },
  model: { type: 'JobTypes::Build', kind: 'models' },
} as const;

const ENGINEERING = 'Data Engineering';
const ANALYTICS = 'Analytics';
const MARKETING = 'Marketing Science';

const at = (moment: string) => ({ at: moment });
const after = (name: string) => ({ after: name });

/** The daily pipeline of a retailer, from the shops' tills to the Monday report. */
export const JOBS: readonly JobPlan[] = [
  // Sources
  {
    name: 'Import POS transactions',
    type: 'import',
    author: 'bokafor',
    team: ENGINEERING,
    starts: at('04:00'),
    minutes: 18,
  },
  {
    name: 'Import web orders',
    type: 'import',
    author: 'bokafor',
    team: ENGINEERING,
    starts: at('04:10'),
    minutes: 9,
  },
  {
    name: 'Import customer master',
    type: 'import',
    author: 'jbrandt',
    team: ENGINEERING,
    starts: at('04:20'),
    minutes: 12,
    guarded: true,
  },
  {
    name: 'Import product catalog',
    type: 'import',
    author: 'jbrandt',
    team: ENGINEERING,
    starts: at('04:30'),
    minutes: 4,
  },
  {
    name: 'Import store directory',
    type: 'import',
    author: 'dweiss',
    team: ENGINEERING,
    starts: at('Mon 04:40'),
    minutes: 1,
  },
  {
    name: 'Import loyalty events',
    type: 'import',
    author: 'fhaddad',
    team: ENGINEERING,
    starts: at('04:45'),
    minutes: 26,
    failing: {
      error: 'Timeout: no answer from loyalty-db.internal:5432 within 1800 seconds',
      on: [4, 11, 19],
      chance: 0.2,
    },
  },
  {
    name: 'Import email engagement',
    type: 'import',
    author: 'epetrova',
    team: MARKETING,
    starts: at('05:00'),
    minutes: 7,
    failing: {
      error: 'Authentication failed: the credential "mailer-api" expired; renew it and run the import again',
      since: 3,
    },
  },
  {
    name: 'Import paid search spend',
    type: 'import',
    author: 'hdahl',
    team: MARKETING,
    starts: at('05:10'),
    minutes: 5,
  },
  {
    name: 'Import social ad spend',
    type: 'import',
    author: 'hdahl',
    team: MARKETING,
    starts: at('05:15'),
    minutes: 5,
  },
  {
    name: 'Import weather history',
    type: 'import',
    author: 'icarvalho',
    team: ANALYTICS,
    starts: at('05:20'),
    minutes: 3,
  },
  // Staging
  {
    name: 'Stage transactions',
    type: 'sql',
    author: 'dweiss',
    team: ENGINEERING,
    starts: after('Import POS transactions'),
    minutes: 14,
  },
  {
    name: 'Stage web orders',
    type: 'sql',
    author: 'dweiss',
    team: ENGINEERING,
    starts: after('Import web orders'),
    minutes: 6,
  },
  {
    name: 'Stage customers',
    type: 'sql',
    author: 'dweiss',
    team: ENGINEERING,
    starts: after('Import customer master'),
    minutes: 8,
  },
  {
    name: 'Stage products',
    type: 'sql',
    author: 'dweiss',
    team: ENGINEERING,
    starts: after('Import product catalog'),
    minutes: 2,
  },
  {
    name: 'Stage loyalty events',
    type: 'sql',
    author: 'fhaddad',
    team: ENGINEERING,
    starts: after('Import loyalty events'),
    minutes: 11,
  },
  {
    name: 'Check row counts',
    type: 'python',
    author: 'jbrandt',
    team: ENGINEERING,
    starts: after('Stage transactions'),
    minutes: 2,
  },
  {
    name: 'Standardize customer addresses',
    type: 'cass',
    author: 'jbrandt',
    team: ENGINEERING,
    starts: at('Sun 03:00'),
    minutes: 95,
  },
  // Marts
  {
    name: 'Build sales mart',
    type: 'sql',
    author: 'alindqvist',
    team: ANALYTICS,
    starts: after('Stage transactions'),
    minutes: 21,
  },
  {
    name: 'Build customer mart',
    type: 'sql',
    author: 'alindqvist',
    team: ANALYTICS,
    starts: after('Stage customers'),
    minutes: 16,
  },
  {
    name: 'Build channel attribution',
    type: 'sql',
    author: 'krao',
    team: MARKETING,
    starts: after('Import paid search spend'),
    minutes: 13,
    failing: {
      error: 'ERROR: column "campaign_group" does not exist in marketing.paid_search_spend (line 42)',
      since: 1,
    },
  },
  {
    name: 'Build inventory snapshot',
    type: 'sql',
    author: 'gnakamura',
    team: ANALYTICS,
    starts: after('Stage products'),
    minutes: 6,
  },
  {
    name: 'Build loyalty cohorts',
    type: 'sql',
    author: 'gnakamura',
    team: ANALYTICS,
    starts: after('Stage loyalty events'),
    minutes: 9,
  },
  {
    name: 'Refresh store performance',
    type: 'sql',
    author: 'ldoyle',
    team: ANALYTICS,
    starts: after('Build sales mart'),
    minutes: 5,
  },
  {
    name: 'Refresh basket pairs',
    type: 'python',
    author: 'icarvalho',
    team: ANALYTICS,
    starts: after('Build sales mart'),
    minutes: 34,
  },
  {
    name: 'Refresh price elasticity',
    type: 'r',
    author: 'krao',
    team: MARKETING,
    starts: at('Tue 06:00'),
    minutes: 48,
  },
  // Models
  {
    name: 'Train churn model',
    type: 'model',
    author: 'alindqvist',
    team: ANALYTICS,
    starts: at('Sun 06:00'),
    minutes: 72,
  },
  {
    name: 'Score churn risk',
    type: 'python',
    author: 'alindqvist',
    team: ANALYTICS,
    starts: after('Build customer mart'),
    minutes: 19,
  },
  {
    name: 'Train demand forecast',
    type: 'model',
    author: 'gnakamura',
    team: ANALYTICS,
    starts: at('Sat 02:00'),
    minutes: 140,
    failing: {
      error: 'Out of memory: the container was killed at 16384 MB while fitting fold 4 of 5',
      since: 8,
    },
  },
  {
    name: 'Score demand by store',
    type: 'python',
    author: 'gnakamura',
    team: ANALYTICS,
    starts: after('Build inventory snapshot'),
    minutes: 23,
  },
  {
    name: 'Train next purchase model',
    type: 'model',
    author: 'krao',
    team: MARKETING,
    starts: null,
    minutes: 55,
  },
  // Delivery
  {
    name: 'Export audience for email',
    type: 'export',
    author: 'epetrova',
    team: MARKETING,
    starts: after('Score churn risk'),
    minutes: 4,
  },
  {
    name: 'Export replenishment orders',
    type: 'export',
    author: 'fhaddad',
    team: ENGINEERING,
    starts: after('Score demand by store'),
    minutes: 3,
  },
  {
    name: 'Publish sales dashboard',
    type: 'container',
    author: 'ldoyle',
    team: ANALYTICS,
    starts: after('Refresh store performance'),
    minutes: 3,
  },
  {
    name: 'Publish Monday report',
    type: 'r',
    author: 'cmoreno',
    team: ANALYTICS,
    starts: at('Mon 07:30'),
    minutes: 12,
  },
  {
    name: 'Send anomaly digest',
    type: 'python',
    author: 'cmoreno',
    team: ANALYTICS,
    starts: after('Check row counts'),
    minutes: 1,
  },
  // Upkeep
  {
    name: 'Vacuum analytics schemas',
    type: 'sql',
    author: 'bokafor',
    team: ENGINEERING,
    starts: at('Sat 22:00'),
    minutes: 37,
    guarded: true,
  },
  {
    name: 'Archive raw landing files',
    type: 'container',
    author: 'bokafor',
    team: ENGINEERING,
    starts: at('23:30'),
    minutes: 15,
    guarded: true,
    hidden: true,
  },
  {
    name: 'Backfill returns 2023',
    type: 'python',
    author: 'cmoreno',
    team: ANALYTICS,
    starts: null,
    minutes: 64,
  },
  { name: 'Reconcile gift cards', type: 'sql', author: 'hdahl', team: MARKETING, starts: null, minutes: 8 },
  {
    name: 'Import legacy coupons',
    type: 'import',
    author: 'hdahl',
    team: MARKETING,
    starts: null,
    minutes: 6,
    archived: true,
  },
];

/** Jobs that are at work when the sandbox starts. */
export const UNDER_WAY = ['Backfill returns 2023'] as const;
