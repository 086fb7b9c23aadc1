import type { Username } from './people.ts';

export interface NotebookPlan {
  readonly name: string;
  readonly language: 'python3' | 'r';
  readonly author: Username;
  readonly description: string | null;
  readonly daysAgo: number;
  readonly cells: readonly string[];
  readonly requirements?: string;
  /** Minutes since it was deployed. */
  readonly deployed?: number;
}

export const NOTEBOOKS: readonly NotebookPlan[] = [
  {
    name: 'Basket pairs',
    language: 'python3',
    author: 'icarvalho',
    description: 'What is bought together',
    daysAgo: 46,
    cells: ["pairs = baskets.merge(baskets, on='transaction_id')", 'pairs.value_counts().head(20)'],
    requirements: 'pandas==2.2.3\npyarrow==18.1.0\n',
    deployed: 22,
  },
  {
    name: 'Churn features',
    language: 'python3',
    author: 'alindqvist',
    description: 'Trying out predictors for the churn model',
    daysAgo: 33,
    cells: ['features = customers.assign(recency=today - customers.last_purchase)', 'features.describe()'],
    requirements: 'pandas==2.2.3\nscikit-learn==1.5.2\n',
  },
  {
    name: 'Price elasticity',
    language: 'r',
    author: 'krao',
    description: null,
    daysAgo: 27,
    cells: ['model <- lm(log(units) ~ log(price) + promo, data = weekly)', 'summary(model)'],
  },
  {
    name: 'Store opening plan',
    language: 'python3',
    author: 'alindqvist',
    description: 'Sales per square meter of candidates',
    daysAgo: 11,
    cells: ["candidates.sort_values('expected_net', ascending=False).head()"],
  },
];

/** Apps by slug: name, the features that are on, the instances by name and author. */
export const APPS = [
  {
    slug: 'audience-explorer',
    name: 'Audience Explorer',
    features: { export: true, compare: true },
    release: 4,
    instances: [
      ['Spring audiences', 'alindqvist'],
      ['Loyalty tiers', 'gnakamura'],
    ],
  },
  {
    slug: 'media-planner',
    name: 'Media Planner',
    features: { export: false, compare: true },
    release: 2,
    instances: [['Garden launch', 'alindqvist']],
  },
] as const satisfies readonly {
  slug: string;
  name: string;
  features: Record<string, boolean>;
  release: number;
  instances: readonly (readonly [string, Username])[];
}[];

export const KUBERNETES = {
  instance_type: 'm5.2xlarge',
  min_instances: 1,
  max_instances: 8,
  instance_max_memory: 30_515,
  instance_max_cpu: 8192,
  organization_id: 41,
  organization_slug: 'harbor-pine',
  security_group_id: 'sg-5a2d81f0',
} as const;

export const WORKERS = {
  instance_type: 'm4.2xlarge',
  min_instances: 1,
  max_instances: 4,
  instances: 2,
  instance_max_memory: 30_515,
  instance_max_cpu: 8192,
  instance_max_disk_space: 90,
  region: 'us-east-1',
} as const;

/** What the enhancement works on: source and destination tables. */
export const ADDRESSES = {
  source: ['customers', 'addresses'],
  destination: ['customers', 'addresses_cass'],
} as const;

export const ENHANCEMENT_TYPES = ['CASS-NCOA', 'Geocode', 'Data Unification'] as const;

/** Kinds of the exports, by the name of their job. */
export const EXPORTS: Readonly<Record<string, string>> = {
  'Export audience for email': 'database',
  'Export replenishment orders': 'gdoc',
};
