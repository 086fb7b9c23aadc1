import { gzipSync } from 'node:zlib';
import type { SeededRandom } from '../state/seeded-random.ts';
import type { Username } from './seed-users.ts';

/** A file, whose bytes are generated with the rest of the data. */
export interface FileSeed {
  readonly name: string;
  readonly author: Username;
  readonly daysAgo: number;
  /** Otherwise it expires 30 days after its creation. */
  readonly neverExpires: boolean;
  readonly content: (random: SeededRandom, now: number) => Buffer;
}

const DAY = 24 * 60 * 60_000;

const SHOPS = [
  ['S001', 'Portland Pearl', 'OR', 412],
  ['S002', 'Seattle Ballard', 'WA', 365],
  ['S003', 'Boise North End', 'ID', 240],
  ['S004', 'Sacramento Midtown', 'CA', 298],
  ['S005', 'Denver Highlands', 'CO', 331],
  ['S006', 'Salt Lake Sugar House', 'UT', 276],
] as const;

function toCsv(rows: readonly (readonly (string | number)[])[]): Buffer {
  return Buffer.from(`${rows.map((row) => row.join(',')).join('\n')}\n`);
}

function toJson(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function dailySales(random: SeededRandom, now: number): Buffer {
  const rows = Array.from({ length: 30 }, (_, age) =>
    SHOPS.map(([id, , , squareMeters]) => {
      const transactions = random.integer(squareMeters, squareMeters * 2);
      const net = transactions * random.between(24, 38);
      return [new Date(now - (30 - age) * DAY).toISOString().slice(0, 10), id, transactions, net.toFixed(2)];
    }),
  );
  return toCsv([['sold_on', 'store_id', 'transactions', 'net_amount'], ...rows.flat()]);
}

function churnScores(random: SeededRandom): Buffer {
  const rows = Array.from({ length: 500 }, (_, at) => [
    100_200 + at * 7,
    random.between(0.01, 0.97).toFixed(4),
    random.pick(['low', 'medium', 'high']),
  ]);
  return toCsv([['customer_id', 'churn_score', 'segment'], ...rows]);
}

/** Customers with mistakes in them, for trying out what an import makes of bad rows. */
function customersWithMistakes(): Buffer {
  return toCsv([
    ['customer_id', 'joined_on', 'lifetime_value'],
    [100_200, '2021-03-14', '1840.20'],
    [100_207, '2022-02-30', '220.00'],
    [100_214, '2020-11-02', 'n/a'],
    [100_221, '2023-07-19', '95.50'],
  ]);
}

function salesChart(): Buffer {
  const bars = SHOPS.map(([, name, , size], at) => {
    const height = size / 4;
    return `<rect x="${at * 60 + 10}" y="${130 - height}" width="40" height="${height}"><title>${name}</title></rect>`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="380" height="140">${bars.join('')}</svg>\n`,
  );
}

const NOTEBOOK = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: 'python3', display_name: 'Python 3' } },
  cells: [
    { cell_type: 'markdown', metadata: {}, source: ['# Basket pairs'] },
    {
      cell_type: 'code',
      metadata: {},
      execution_count: null,
      outputs: [],
      source: ["pairs = baskets.merge(baskets, on='transaction_id')"],
    },
  ],
};

const MODEL_CARD = `# Churn model

| metric | value |
| --- | --- |
| AUC | 0.83 |
| recall at 10 % | 0.41 |
| training rows | 184,220 |

Trained on 24 months of purchases. A customer without a purchase in 90 days counts as lost.
`;

export const FILES: readonly FileSeed[] = [
  {
    name: 'stores.csv',
    author: 'dweiss',
    daysAgo: 200,
    neverExpires: true,
    content: () => toCsv([['store_id', 'name', 'state', 'square_meters'], ...SHOPS]),
  },
  { name: 'daily_sales.csv', author: 'alindqvist', daysAgo: 1, neverExpires: false, content: dailySales },
  {
    name: 'churn_scores.csv.gz',
    author: 'alindqvist',
    daysAgo: 1,
    neverExpires: false,
    content: (random) => gzipSync(churnScores(random)),
  },
  {
    name: 'customers_with_mistakes.csv',
    author: 'jbrandt',
    daysAgo: 5,
    neverExpires: true,
    content: customersWithMistakes,
  },
  {
    name: 'churn_model_card.md',
    author: 'krao',
    daysAgo: 12,
    neverExpires: true,
    content: () => Buffer.from(MODEL_CARD),
  },
  {
    name: 'basket_pairs.ipynb',
    author: 'icarvalho',
    daysAgo: 8,
    neverExpires: true,
    content: () => toJson(NOTEBOOK),
  },
  {
    name: 'attribution_settings.json',
    author: 'krao',
    daysAgo: 44,
    neverExpires: true,
    content: () =>
      toJson({ model: 'time_decay', half_life_days: 7, channels: ['search', 'social', 'email'] }),
  },
  { name: 'sales_by_store.svg', author: 'ldoyle', daysAgo: 1, neverExpires: false, content: salesChart },
];
