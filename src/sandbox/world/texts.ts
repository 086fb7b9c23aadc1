/** What the platform has told its users lately, the newest first: days ago, subject, body. */
export const ANNOUNCEMENTS = [
  [
    2,
    'Maintenance on Saturday',
    'Jobs that are due between 22:00 and 23:00 UTC will be queued and start afterwards.',
  ],
  [6, 'Python images updated', 'New runs of Python scripts use 3.12 unless the job pins a version.'],
  [
    9,
    'Slow exports resolved',
    'Exports to object storage took longer than usual this morning. The cause is fixed.',
  ],
  [
    15,
    'Share with groups by default',
    'Projects can now share whatever is added to them with the groups of the project.',
  ],
  [
    21,
    'Link lifetimes',
    'Download links for files are good for 30 minutes unless a longer time is asked for.',
  ],
  [27, 'Credential expiry warnings', 'Owners receive an e-mail seven days before a credential expires.'],
  [34, 'Model builds keep their logs', 'Logs of model builds are now kept for 90 days instead of 30.'],
  [
    41,
    'Address data refreshed',
    'The postal reference data for address standardization is that of this quarter.',
  ],
  [55, 'Larger containers', 'Container scripts may ask for up to 64 GB of memory.'],
  [
    63,
    'Notebook idle timeout',
    'Notebooks now stop after 60 minutes without activity; each can set its own time.',
  ],
  [
    78,
    'Retirement of the old importer',
    'Imports that still run on the old engine move to the new one at the end of the month.',
  ],
  [92, 'Search by job id', 'The search over jobs now finds ids as well as names and types.'],
] as const;

/** Shared snippets of code: name, type, body, readme, whether it is featured. */
export const CODES = [
  [
    'Top stores by week',
    'Code::Sql',
    "select store_id, date_trunc('week', sold_on) as week, sum(net_amount) as net\nfrom sales.daily_sales\ngroup by 1, 2\norder by 2 desc, 3 desc;",
    '# Top stores by week\n\nNet sales by store and week, for the Monday report.',
    true,
  ],
  [
    'Null rate check',
    'Code::Python',
    'def null_rates(frame):\n    return frame.isna().mean().sort_values(ascending=False)\n',
    '# Null rate check\n\nShare of missing values by column, the worst first.',
    true,
  ],
  [
    'Seasonal naive forecast',
    'Code::R',
    'seasonal_naive <- function(x, period = 7) tail(x, period)[seq_len(period)]\n',
    '# Seasonal naive forecast\n\nThe baseline that every demand model has to beat.',
    false,
  ],
  [
    'Metric card',
    'Code::FrontEnd',
    '<div class="metric"><span class="value"></span><span class="label"></span></div>\n',
    '# Metric card\n\nOne number with its label, as dashboards show it.',
    false,
  ],
  [
    'Churn label',
    'Code::Sql',
    'select customer_id, max(sold_on) < current_date - 90 as churned\nfrom sales.transactions\ngroup by 1;',
    '# Churn label\n\nA customer without a purchase in 90 days counts as lost.',
    false,
  ],
] as const;

/** Databases with their schemas, and the addresses that may connect: mask, days ago, still active. */
export const DATABASES = [
  {
    name: 'Harbor Redshift',
    schemas: [
      'customers',
      'landing',
      'loyalty',
      'marketing',
      'models',
      'products',
      'public',
      'sales',
      'staging',
    ],
    addresses: [
      ['203.0.113.16/28', 310, true],
      ['198.51.100.7/32', 122, true],
      ['192.0.2.44/32', 65, false],
    ],
  },
  {
    name: 'Pine Postgres',
    schemas: ['audit', 'public', 'reporting', 'stores'],
    addresses: [['203.0.113.16/28', 288, true]],
  },
] as const;

/** Projects and the jobs that they hold. */
export const PROJECTS = [
  {
    name: 'Daily sales pipeline',
    description: 'From the tills to the dashboard.',
    jobs: ['Import POS transactions', 'Stage transactions', 'Build sales mart', 'Publish sales dashboard'],
    hidden: false,
  },
  {
    name: 'Churn',
    description: 'Who is about to leave, and whom to write to.',
    jobs: ['Train churn model', 'Score churn risk', 'Export audience for email'],
    hidden: false,
  },
  {
    name: 'Demand forecast',
    description: 'What each store will need.',
    jobs: ['Train demand forecast', 'Score demand by store', 'Export replenishment orders'],
    hidden: false,
  },
  {
    name: 'Scratch',
    description: 'Trials.',
    jobs: ['Build sales mart', 'Backfill returns 2023'],
    hidden: true,
  },
] as const;
