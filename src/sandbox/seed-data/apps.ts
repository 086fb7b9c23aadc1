import type { Username } from './seed-users.ts';

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
