import type { Username } from './seed-users.ts';

/** Hosts that imports read from and exports write to, beside the databases. */
export const REMOTE_HOSTS = [
  {
    name: 'Till gateway',
    type: 'RemoteHostTypes::JDBC',
    url: 'jdbc:postgresql://tills.harborpine.example/pos',
  },
  { name: 'Web shop', type: 'RemoteHostTypes::Postgres', url: 'shop.harborpine.example' },
  { name: 'Loyalty database', type: 'RemoteHostTypes::Postgres', url: 'loyalty.harborpine.example' },
  { name: 'Mailer', type: 'RemoteHostTypes::JDBC', url: 'jdbc:mailer://mail.harborpine.example' },
  { name: 'Search ads', type: 'RemoteHostTypes::GoogleDoc', url: 'https://ads.search.example' },
  { name: 'Social ads', type: 'RemoteHostTypes::JDBC', url: 'jdbc:social://ads.social.example' },
  { name: 'Weather service', type: 'RemoteHostTypes::S3Storage', url: 's3://weather-history' },
] as const;

/** Git repositories that the sandbox's user has bookmarked. */
export const GIT_REPOS = [
  'https://github.com/harbor-pine/marts.git',
  'https://github.com/harbor-pine/notebooks.git',
] as const;

export type RemoteHost = (typeof REMOTE_HOSTS)[number]['name'];
export type HostName = RemoteHost | 'Harbor Redshift' | 'Pine Postgres';

export interface CredentialSeed {
  readonly name: string;
  readonly type: string;
  readonly username: string;
  readonly owner: Username;
  readonly host: HostName | null;
  readonly description: string | null;
  readonly daysAgo: number;
  readonly isDefault?: true;
}

/** Credentials that the team shares: of the databases, of the sources, of address data. */
export const CREDENTIALS: readonly CredentialSeed[] = [
  {
    name: 'redshift-analyst',
    type: 'Database',
    username: 'analyst',
    owner: 'alindqvist',
    host: 'Harbor Redshift',
    description: 'Reads all, writes the marts',
    daysAgo: 210,
    isDefault: true,
  },
  {
    name: 'redshift-loader',
    type: 'Database',
    username: 'loader',
    owner: 'bokafor',
    host: 'Harbor Redshift',
    description: 'Writes landing and staging',
    daysAgo: 380,
  },
  {
    name: 'pine-reader',
    type: 'Database',
    username: 'reader',
    owner: 'alindqvist',
    host: 'Pine Postgres',
    description: null,
    daysAgo: 160,
  },
  {
    name: 'till-gateway',
    type: 'Custom',
    username: 'harbor-tills',
    owner: 'bokafor',
    host: 'Till gateway',
    description: null,
    daysAgo: 350,
  },
  {
    name: 'web-shop',
    type: 'Custom',
    username: 'reporting',
    owner: 'bokafor',
    host: 'Web shop',
    description: null,
    daysAgo: 330,
  },
  {
    name: 'loyalty-replica',
    type: 'Database',
    username: 'replica',
    owner: 'fhaddad',
    host: 'Loyalty database',
    description: 'Read replica; slow before 05:00',
    daysAgo: 290,
  },
  {
    name: 'mailer-api',
    type: 'Custom',
    username: 'harbor-mail',
    owner: 'epetrova',
    host: 'Mailer',
    description: 'Expired; renewal is asked for',
    daysAgo: 93,
  },
  {
    name: 'ads-reader',
    type: 'Google',
    username: 'ads@harbor-pine.example',
    owner: 'hdahl',
    host: 'Search ads',
    description: null,
    daysAgo: 120,
  },
  {
    name: 'model-artifacts',
    type: 'Amazon Web Services S3',
    username: 'harbor-models',
    owner: 'alindqvist',
    host: null,
    description: 'Bucket harbor-models',
    daysAgo: 140,
  },
  {
    name: 'address-data',
    type: 'CASS/NCOA PAF',
    username: 'harbor-pine',
    owner: 'alindqvist',
    host: null,
    description: 'Processing agreement of this year',
    daysAgo: 75,
  },
];

/** Tables of Harbor Redshift: columns as `name type`, and rows. */
export const TABLES: readonly (readonly [schema: string, table: string, columns: string, rows: number])[] = [
  [
    'landing',
    'pos_transactions',
    'transaction_id integer, store_id text, sold_at timestamp, net_amount decimal',
    4_200,
  ],
  [
    'landing',
    'web_orders',
    'order_id integer, customer_id integer, ordered_at timestamp, net_amount decimal',
    2_400,
  ],
  ['landing', 'coupons', 'coupon_id integer, code text, percent_off integer, valid_until date', 420],
  ['products', 'price_list', 'product_id integer, price decimal, valid_from date', 1_200],
  [
    'customers',
    'addresses',
    'customer_id integer, address1 text, address2 text, city text, state text, zip text',
    1_215,
  ],
  [
    'customers',
    'customers',
    'customer_id integer, joined_on date, lifetime_value decimal, churned boolean',
    1_842,
  ],
  ['models', 'demand_training', 'store_id text, product_id integer, week date, units integer', 3_900],
  ['models', 'purchase_training', 'customer_id integer, days_since_last integer, next_category text', 1_842],
  ['sales', 'daily_sales', 'sold_on date, store_id text, transactions integer, net_amount decimal', 1_460],
  [
    'public',
    'donations',
    'donation_id integer, donor_id integer, donated_at timestamp, amount decimal, channel text, campaign text',
    2_600,
  ],
  ['public', 'donors', 'donor_id integer, full_name text, email text, state text, joined_on date', 900],
  [
    'salesforce_prod',
    'accounts',
    'account_id integer, account_name text, industry text, state text, created_at timestamp',
    240,
  ],
  [
    'salesforce_prod',
    'contacts',
    'contact_id integer, account_id integer, full_name text, email text, created_at timestamp',
    620,
  ],
  [
    'salesforce_prod',
    'opportunities',
    'opportunity_id integer, account_id integer, stage text, amount decimal, closes_on date, is_won boolean',
    410,
  ],
  ['stores', 'stores', 'store_id text, name text, state text, square_meters integer', 6],
];

/** Import batches: target table, days ago, and the error of one that failed. */
export const BATCHES = [
  { schema: 'landing', table: 'coupons', daysAgo: 12, error: null },
  {
    schema: 'landing',
    table: 'returns_2023',
    daysAgo: 9,
    error: 'Table landing.returns_2023 does not exist',
  },
  { schema: 'products', table: 'price_list', daysAgo: 3, error: null },
] as const;
