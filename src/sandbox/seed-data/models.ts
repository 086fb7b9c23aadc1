/** Types of model: algorithm and kind of dependent variable. */
export const MODEL_TYPES = [
  ['Sparse logistic', 'Binary', true],
  ['Gradient boosted trees', 'Binary', false],
  ['Random forest', 'Binary', false],
  ['Multinomial logistic', 'Multinomial', true],
  ['Ordinal logistic', 'Ordinal', true],
  ['Sparse linear', 'Continuous', true],
  ['Gradient boosted trees', 'Continuous', false],
] as const;

export interface ModelSeed {
  readonly description: string;
  readonly table: string;
  readonly type: (typeof MODEL_TYPES)[number];
  readonly key: string;
  readonly dependent: string;
  readonly excluded: readonly string[];
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  /** Tables that it scores: source, output, column of the key. */
  readonly predictions: readonly (readonly [string, string, string])[];
}

/** Settings of the models, by the name of their job. */
export const MODELS: Readonly<Record<string, ModelSeed>> = {
  'Train churn model': {
    description: 'Who will not buy again within 90 days',
    table: 'customers.customers',
    type: MODEL_TYPES[1],
    key: 'customer_id',
    dependent: 'churned',
    excluded: ['joined_on'],
    parameters: { max_depth: [2, 3, 5], learning_rate: [0.01, 0.1] },
    predictions: [['customers.customers', 'models.churn_scores', 'customer_id']],
  },
  'Train demand forecast': {
    description: 'Units by store and product, week by week',
    table: 'models.demand_training',
    type: MODEL_TYPES[6],
    key: 'store_id',
    dependent: 'units',
    excluded: ['week'],
    parameters: { n_estimators: [200, 500], max_depth: [4, 6] },
    predictions: [['models.demand_training', 'models.demand_scores', 'store_id']],
  },
  'Train next purchase model': {
    description: 'The category of the next purchase',
    table: 'models.purchase_training',
    type: MODEL_TYPES[3],
    key: 'customer_id',
    dependent: 'next_category',
    excluded: [],
    parameters: {},
    predictions: [],
  },
};
