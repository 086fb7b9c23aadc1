import type { HostName } from './data-sources.ts';

/** Source host, its credential, and target table of the imports, by the name of their job. */
export const IMPORTS: Readonly<
  Record<string, { from: HostName; with: string; table: readonly [string, string] }>
> = {
  'Import POS transactions': {
    from: 'Till gateway',
    with: 'till-gateway',
    table: ['landing', 'pos_transactions'],
  },
  'Import web orders': { from: 'Web shop', with: 'web-shop', table: ['landing', 'web_orders'] },
  'Import customer master': { from: 'Web shop', with: 'web-shop', table: ['landing', 'customers'] },
  'Import product catalog': { from: 'Web shop', with: 'web-shop', table: ['landing', 'products'] },
  'Import store directory': { from: 'Pine Postgres', with: 'pine-reader', table: ['landing', 'stores'] },
  'Import loyalty events': {
    from: 'Loyalty database',
    with: 'loyalty-replica',
    table: ['landing', 'loyalty_events'],
  },
  'Import email engagement': { from: 'Mailer', with: 'mailer-api', table: ['landing', 'email_engagement'] },
  'Import paid search spend': {
    from: 'Search ads',
    with: 'ads-reader',
    table: ['marketing', 'paid_search_spend'],
  },
  'Import social ad spend': {
    from: 'Social ads',
    with: 'ads-reader',
    table: ['marketing', 'social_ad_spend'],
  },
  'Import weather history': { from: 'Weather service', with: 'till-gateway', table: ['landing', 'weather'] },
  'Import legacy coupons': { from: 'Web shop', with: 'web-shop', table: ['landing', 'coupons'] },
};

/** Source and destination tables of the address enhancement. */
export const ADDRESSES = {
  source: ['customers', 'addresses'],
  destination: ['customers', 'addresses_cass'],
} as const;

export const ENHANCEMENT_TYPES = ['CASS-NCOA', 'Geocode', 'Data Unification'] as const;

/** Types of the exports, by the name of their job. */
export const EXPORTS: Readonly<Record<string, string>> = {
  'Export audience for email': 'database',
  'Export replenishment orders': 'gdoc',
};
