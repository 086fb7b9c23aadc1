import type { Username } from './seed-users.ts';

export interface ReportSeed {
  readonly name: string;
  readonly author: Username;
  readonly description: string;
  readonly daysAgo: number;
  readonly project: string | null;
  /** What it shows: HTML, a query whose result it is, or a workbook of Tableau. */
  readonly shows: { readonly html: string } | { readonly sql: string } | { readonly tableauId: number };
}

const page = (title: string, text: string) =>
  `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`;

export const REPORTS: readonly ReportSeed[] = [
  {
    name: 'Weekly sales',
    author: 'alindqvist',
    description: 'Net sales by store and week',
    daysAgo: 6,
    project: 'Daily sales pipeline',
    shows: { html: page('Weekly sales', 'Net sales rose in four of six stores.') },
  },
  {
    name: 'Churn overview',
    author: 'krao',
    description: 'Who is about to leave',
    daysAgo: 15,
    project: 'Churn',
    shows: { html: page('Churn overview', 'The risk is highest among customers without a purchase.') },
  },
  {
    name: 'Donations by channel',
    author: 'alindqvist',
    description: 'All donations, by channel',
    daysAgo: 9,
    project: null,
    shows: {
      sql: 'SELECT channel, count(*) AS donations, sum(amount) AS amount FROM public.donations GROUP BY channel',
    },
  },
  {
    name: 'Store dashboard',
    author: 'ldoyle',
    description: 'Sales per square meter',
    daysAgo: 40,
    project: 'Daily sales pipeline',
    shows: { tableauId: 5_108 },
  },
];

/** Tags of tables, with the tables that have them. */
export const TABLE_TAGS: readonly (readonly [name: string, author: Username, tables: readonly string[]])[] = [
  ['certified', 'bokafor', ['sales.daily_sales', 'customers.customers', 'stores.stores']],
  ['personal data', 'dweiss', ['customers.addresses', 'public.donors', 'salesforce_prod.contacts']],
  ['salesforce', 'jbrandt', ['salesforce_prod.accounts', 'salesforce_prod.contacts']],
];

/** Tables that are in projects. */
export const PROJECT_TABLES: readonly (readonly [project: string, table: string])[] = [
  ['Daily sales pipeline', 'sales.daily_sales'],
  ['Churn', 'customers.customers'],
];
