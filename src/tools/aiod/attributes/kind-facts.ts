import { contact, organisation, person, team } from './agent-attributes.ts';
import {
  caseStudy,
  computationalAsset,
  dataset,
  experiment,
  mlModel,
  publication,
} from './ai-asset-attributes.ts';
import type { Attributes, KindName, ReferenceTarget } from './attribute.ts';
import {
  educationalResource,
  event,
  newsItem,
  platform,
  project,
  resourceBundle,
  service,
} from './resource-attributes.ts';

/** What the platform says and offers of one kind of record. */
export interface KindFacts {
  /** One record, in a sentence: `machine learning model`. */
  readonly noun: string;
  /** The platform's own word for one record, in errors and `/user/resources`: `ml_model`. */
  readonly singular: string;
  /** What identifiers begin with, before the underscore; null for integers. */
  readonly prefix: string | null;
  readonly attributes: Attributes;
  /** Keys of a record that only reading shows; in a request they are ignored. */
  readonly readOnly: readonly string[];
  /** Fields that `/search/{kind}` can be limited to; null: there is no such path. */
  readonly searchFields: readonly [string, ...string[]] | null;
  /** Whether `/{kind}/{identifier}/content` exists. */
  readonly hasContent: boolean;
  /** Whether `/{kind}/{identifier}/image` exists. */
  readonly hasImages: boolean;
  /** Whether records are drafts until a reviewer accepts them. */
  readonly isReviewed: boolean;
  /** Whether v2 has `/{kind}/submit/{identifier}`; v3 has none. */
  readonly hasSubmitPathInV2: boolean;
  /** Whether `/platforms/{platform}/{kind}` exists. */
  readonly isOnPlatforms: boolean;
  /** Formats in which records can be read. */
  readonly schemas: readonly [string, ...string[]];
}

/** What most kinds have in common. */
const common = {
  searchFields: null,
  hasContent: false,
  hasImages: false,
  isReviewed: true,
  hasSubmitPathInV2: true,
  isOnPlatforms: true,
  schemas: ['aiod'],
} as const;

const resourceKeys = ['identifier', 'ai_resource_identifier', 'contacts'] as const;
const assetKeys = [...resourceKeys, 'ai_asset_identifier'] as const;
const agentKeys = [...resourceKeys, 'agent_identifier'] as const;
const searched = ['name', 'description_plain', 'description_html'] as const;

export const KIND_FACTS: Readonly<Record<KindName, KindFacts>> = {
  case_studies: {
    ...common,
    noun: 'case study',
    singular: 'case_study',
    prefix: 'case',
    attributes: caseStudy,
    readOnly: assetKeys,
    searchFields: searched,
    hasContent: true,
  },
  computational_assets: {
    ...common,
    noun: 'computational asset',
    singular: 'computational_asset',
    prefix: 'comp',
    attributes: computationalAsset,
    readOnly: assetKeys,
  },
  contacts: {
    ...common,
    noun: 'contact',
    singular: 'contact',
    prefix: 'con',
    attributes: contact,
    readOnly: ['identifier'],
  },
  datasets: {
    ...common,
    noun: 'dataset',
    singular: 'dataset',
    prefix: 'data',
    attributes: dataset,
    readOnly: assetKeys,
    searchFields: [...searched, 'issn'],
    hasContent: true,
    schemas: ['aiod', 'schema.org', 'dcat-ap'],
  },
  educational_resources: {
    ...common,
    noun: 'educational resource',
    singular: 'educational_resource',
    prefix: 'edu',
    attributes: educationalResource,
    readOnly: resourceKeys,
    searchFields: searched,
  },
  events: {
    ...common,
    noun: 'event',
    singular: 'event',
    prefix: 'evnt',
    attributes: event,
    readOnly: resourceKeys,
    searchFields: searched,
  },
  experiments: {
    ...common,
    noun: 'experiment',
    singular: 'experiment',
    prefix: 'exp',
    attributes: experiment,
    readOnly: assetKeys,
    searchFields: searched,
    hasContent: true,
  },
  ml_models: {
    ...common,
    noun: 'machine learning model',
    singular: 'ml_model',
    prefix: 'mdl',
    attributes: mlModel,
    readOnly: assetKeys,
    searchFields: searched,
    hasContent: true,
  },
  news: {
    ...common,
    noun: 'news item',
    singular: 'news',
    prefix: 'news',
    attributes: newsItem,
    readOnly: resourceKeys,
    searchFields: [...searched, 'headline', 'alternative_headline'],
  },
  organisations: {
    ...common,
    noun: 'organisation',
    singular: 'organisation',
    prefix: 'org',
    attributes: organisation,
    readOnly: agentKeys,
    searchFields: [...searched, 'legal_name'],
    hasImages: true,
    hasSubmitPathInV2: false,
  },
  persons: {
    ...common,
    noun: 'person',
    singular: 'person',
    prefix: 'prsn',
    attributes: person,
    readOnly: agentKeys,
  },
  platforms: {
    ...common,
    noun: 'platform',
    singular: 'platform',
    prefix: null,
    attributes: platform,
    readOnly: ['identifier'],
    isReviewed: false,
    hasSubmitPathInV2: false,
    isOnPlatforms: false,
  },
  projects: {
    ...common,
    noun: 'project',
    singular: 'project',
    prefix: 'proj',
    attributes: project,
    readOnly: resourceKeys,
    searchFields: searched,
    hasImages: true,
    hasSubmitPathInV2: false,
  },
  publications: {
    ...common,
    noun: 'publication',
    singular: 'publication',
    prefix: 'pub',
    attributes: publication,
    readOnly: [...assetKeys, 'knowledge_asset_identifier'],
    searchFields: [...searched, 'issn', 'isbn'],
    hasContent: true,
  },
  resource_bundles: {
    ...common,
    noun: 'resource bundle',
    singular: 'resource_bundle',
    prefix: 'res',
    attributes: resourceBundle,
    readOnly: resourceKeys,
  },
  services: {
    ...common,
    noun: 'service',
    singular: 'service',
    prefix: 'srvc',
    attributes: service,
    readOnly: resourceKeys,
    searchFields: [...searched, 'slogan'],
  },
  teams: {
    ...common,
    noun: 'team',
    singular: 'team',
    prefix: 'team',
    attributes: team,
    readOnly: resourceKeys,
  },
};

/** Every kind, in the order of its name. */
export const KIND_NAMES = Object.keys(KIND_FACTS) as [KindName, ...KindName[]];

export function isKindName(name: string): name is KindName {
  return Object.hasOwn(KIND_FACTS, name);
}

/** The kind that an identifier belongs to by its prefix; undefined for an unknown one and for integers. */
export function kindOfIdentifier(identifier: string): KindName | undefined {
  const prefix = identifier.slice(0, Math.max(0, identifier.indexOf('_')));
  return KIND_NAMES.find((kind) => KIND_FACTS[kind].prefix === prefix);
}

/** The kinds that an attribute with identifiers may refer to. */
export function kindsReferredTo(target: ReferenceTarget): readonly KindName[] {
  const having = (key: string) => KIND_NAMES.filter((kind) => KIND_FACTS[kind].readOnly.includes(key));
  switch (target) {
    case 'agents':
      return having('agent_identifier');
    case 'ai_assets':
      return having('ai_asset_identifier');
    case 'ai_resources':
      return having('ai_resource_identifier');
    default:
      return [target];
  }
}
