/** A vocabulary of terms. The path is the name that v2 and v3 share. */
interface Vocabulary {
  readonly path: string;
  /** What it lists, as a part of a sentence. */
  readonly says: string;
}

interface Taxonomy extends Vocabulary {
  /** What the platform's errors call it. */
  readonly singular: string;
  /** The path that v2 has beside it and v3 has not. */
  readonly pathInV2?: string;
}

/** Terms with definitions and subterms, kept by the platform. */
export const TAXONOMIES = {
  ai_paradigms: {
    path: 'AI_paradigms',
    singular: 'ai_paradigm',
    says: 'AI paradigms',
    pathInV2: 'ai_paradigms',
  },
  countries: { path: 'countries', singular: 'country', says: 'countries', pathInV2: 'countrys' },
  educational_competencies: {
    path: 'educational_competencies',
    singular: 'educational_competency',
    says: 'competency levels for learning',
    pathInV2: 'educational_competencys',
  },
  educational_levels: {
    path: 'educational_levels',
    singular: 'educational_level',
    says: 'levels of education',
  },
  event_modes: { path: 'event_modes', singular: 'event_mode', says: 'ways to attend an event' },
  event_statuses: {
    path: 'event_statuses',
    singular: 'event_status',
    says: 'states of an event',
    pathInV2: 'event_status',
  },
  industrial_sectors: {
    path: 'industrial_sectors',
    singular: 'industrial_sector',
    says: 'industrial sectors',
  },
  languages: { path: 'languages', singular: 'language', says: 'languages' },
  learning_modes: { path: 'learning_modes', singular: 'learning_mode', says: 'ways of learning' },
  licenses: { path: 'licenses', singular: 'license', says: 'licenses' },
  news_categories: {
    path: 'news_categories',
    singular: 'news_category',
    says: 'news categories',
    pathInV2: 'news_categorys',
  },
  numbers_of_employees: {
    path: 'numbers_of_employees',
    singular: 'number_of_employees',
    says: 'ranges of employee numbers',
    pathInV2: 'number_of_employees',
  },
  organisation_activity_types: {
    path: 'organisation_activity_types',
    singular: 'organisation_activity_type',
    says: 'types of activity of an organisation',
  },
  organisation_types: {
    path: 'organisation_types',
    singular: 'organisation_type',
    says: 'types of organisation',
  },
  publication_types: { path: 'publication_types', singular: 'publication_type', says: 'publication types' },
  research_areas: { path: 'research_areas', singular: 'research_area', says: 'research areas' },
  scientific_domains: {
    path: 'scientific_domains',
    singular: 'scientific_domain',
    says: 'scientific domains',
  },
  turnovers: { path: 'turnovers', singular: 'turnover', says: 'turnover ranges of organisations' },
} as const satisfies Readonly<Record<string, Taxonomy>>;

/** Words that published metadata uses; a new one is added by using it. */
export const ENUMERATIONS = {
  application_areas: { path: 'application_areas', says: 'application areas' },
  badges: { path: 'badges', says: 'badges of experiments' },
  computational_asset_types: {
    path: 'computational_asset_types',
    says: 'types of computational asset',
  },
  edu_access_modes: { path: 'edu_access_modes', says: 'access modes of educational resources' },
  edu_paces: { path: 'edu_paces', says: 'paces of educational resources' },
  edu_prerequisites: { path: 'edu_prerequisites', says: 'prerequisites of educational resources' },
  edu_target_audiences: {
    path: 'edu_target_audiences',
    says: 'target audiences of educational resources',
  },
  educational_resource_types: {
    path: 'educational_resource_types',
    says: 'types of educational resource',
  },
  expertises: { path: 'expertises', says: 'skills of persons' },
  external_resources: { path: 'external_resources', says: 'external resources of bundles' },
  keywords: { path: 'keywords', says: 'keywords' },
  ml_model_types: { path: 'ml_model_types', says: 'types of machine learning model' },
} as const satisfies Readonly<Record<string, Vocabulary>>;

export type TaxonomyName = keyof typeof TAXONOMIES;
export type EnumerationName = keyof typeof ENUMERATIONS;
