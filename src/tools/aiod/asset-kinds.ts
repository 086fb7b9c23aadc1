import { defineResource } from '../define-operation.ts';
import type { Operation } from '../operation.ts';
import type { Shape } from '../shape.ts';
import { assetOperations, assetSearchOperations } from '../templates/asset-operations.ts';

/** Attributes of every kind of asset; each kind has more, which the catalogue's own description lists. */
const asset = {
  identifier: 'text',
  'platform?': 'text',
  'platform_resource_identifier?': 'text',
  'name?': 'text',
  'date_published?': 'time',
  'same_as?': 'text',
  'description?': { 'plain?': 'text', 'html?': 'text' },
  aiod_entry: { editor: ['int'], status: 'text', date_modified: 'time', date_created: 'time' },
  keyword: ['text'],
  contact: ['text'],
  creator: ['text'],
} as const;

const person = { ...asset, 'given_name?': 'text', 'surname?': 'text' } as const;

interface KindFacts {
  /** One asset of the kind: `dataset`. */
  readonly noun: string;
  /** Whether the catalogue can search this kind by keywords. */
  readonly searched: boolean;
  readonly shape?: Shape;
}

/** Every kind of asset except contacts, which are documented. The kinds differ only in these facts. */
const KINDS: Readonly<Record<string, KindFacts>> = {
  case_studies: { noun: 'case study', searched: true },
  computational_assets: { noun: 'computational asset', searched: false },
  datasets: { noun: 'dataset', searched: true },
  educational_resources: { noun: 'educational resource', searched: true },
  events: { noun: 'event', searched: true },
  experiments: { noun: 'experiment', searched: true },
  ml_models: { noun: 'machine learning model', searched: true },
  news: { noun: 'news item', searched: true },
  organisations: { noun: 'organisation', searched: true },
  persons: { noun: 'person', searched: false, shape: person },
  platforms: { noun: 'platform', searched: false, shape: { identifier: 'text', 'name?': 'text' } },
  projects: { noun: 'project', searched: true },
  publications: { noun: 'publication', searched: true },
  resource_bundles: { noun: 'resource bundle', searched: false },
  services: { noun: 'service', searched: true },
  teams: { noun: 'team', searched: false },
};

export const assetKinds: readonly Operation[] = Object.freeze(
  Object.entries(KINDS).flatMap(([kind, { noun, searched, shape = asset }]) => {
    const facts = { kind, noun, shape };
    return defineResource('aiod', kind, [
      ...assetOperations(facts),
      ...(searched ? assetSearchOperations(facts) : []),
    ]);
  }),
);
