import type { Username } from './seed-users.ts';

/** Television markets. */
export const DMAS = [
  ['Boise', 757],
  ['Denver', 751],
  ['Portland, OR', 820],
  ['Sacramento-Stockton-Modesto', 862],
  ['Salt Lake City', 770],
  ['Seattle-Tacoma', 819],
  ['Spokane', 881],
] as const;

export const RATECARDS = [
  ['portland_2026_q1.xlsx', '2025-12-29', '2026-03-29', 820],
  ['portland_2026_q2.xlsx', '2026-03-30', '2026-06-28', 820],
  ['seattle_2026_q1.xlsx', '2025-12-29', '2026-03-29', 819],
  ['seattle_2026_q2.xlsx', '2026-03-30', '2026-06-28', 819],
  ['denver_2026_q2.xlsx', '2026-03-30', '2026-06-28', 751],
] as const;

export const TARGETS = [
  ['Adults 25-54', 'A2554', 'nielsen'],
  ['Women 25-54', 'W2554', 'nielsen'],
  ['Homeowners', 'HOMEOWN', 'rentrak'],
  ['Lapsed Harbor & Pine customers', 'HP_LAPSED', 'rentrak'],
] as const;

export interface OptimizationSeed {
  readonly name: string;
  readonly author: Username;
  readonly daysAgo: number;
  /** Markets, each with its rate cards and a budget. */
  readonly markets: readonly (readonly [
    market: number,
    syscodes: readonly number[],
    card: string,
    budget: number,
  ])[];
  readonly targets: readonly string[];
  /** Whether it has a successful run. */
  readonly hasRun: boolean;
}

export const OPTIMIZATIONS: readonly OptimizationSeed[] = [
  {
    name: 'Spring garden launch',
    author: 'alindqvist',
    daysAgo: 19,
    markets: [
      [820, [4410, 4412], 'portland_2026_q2.xlsx', 84_000],
      [819, [3318, 3320, 3321], 'seattle_2026_q2.xlsx', 126_000],
    ],
    targets: ['A2554', 'HOMEOWN'],
    hasRun: true,
  },
  {
    name: 'Win back lapsed customers',
    author: 'hdahl',
    daysAgo: 6,
    markets: [[751, [2207], 'denver_2026_q2.xlsx', 45_000]],
    targets: ['HP_LAPSED'],
    hasRun: false,
  },
];
