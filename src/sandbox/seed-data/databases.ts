/** Databases with their schemas, and their allowed addresses: subnet mask, days ago, whether active. */
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
      'salesforce_prod',
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
