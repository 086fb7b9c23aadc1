import type { Username } from './seed-users.ts';

export interface NotebookSeed {
  readonly name: string;
  readonly language: 'python3' | 'r';
  readonly author: Username;
  readonly description: string | null;
  readonly daysAgo: number;
  readonly cells: readonly string[];
  readonly requirements?: string;
  /** Minutes since it was deployed. */
  readonly deployedMinutesAgo?: number;
}

export const NOTEBOOKS: readonly NotebookSeed[] = [
  {
    name: 'Basket pairs',
    language: 'python3',
    author: 'icarvalho',
    description: 'What is bought together',
    daysAgo: 46,
    cells: ["pairs = baskets.merge(baskets, on='transaction_id')", 'pairs.value_counts().head(20)'],
    requirements: 'pandas==2.2.3\npyarrow==18.1.0\n',
    deployedMinutesAgo: 22,
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
