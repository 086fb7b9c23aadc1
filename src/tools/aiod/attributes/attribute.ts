import type { EnumerationName, TaxonomyName } from './vocabularies.ts';

/** A kind of record in the catalogue, by its path segment. */
export type KindName =
  | 'case_studies'
  | 'computational_assets'
  | 'contacts'
  | 'datasets'
  | 'educational_resources'
  | 'events'
  | 'experiments'
  | 'ml_models'
  | 'news'
  | 'organisations'
  | 'persons'
  | 'platforms'
  | 'projects'
  | 'publications'
  | 'resource_bundles'
  | 'services'
  | 'teams';

/** Kinds that an identifier may belong to; the platform's own groups of kinds have a name each. */
export type ReferenceTarget = KindName | 'agents' | 'ai_assets' | 'ai_resources';

/** One attribute that a caller can set, as a fact of the platform. */
export interface Attribute {
  readonly type: 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'time' | 'record';
  /** What it is, in one short sentence. */
  readonly says?: string;
  /** A list of values of the type. */
  readonly isList?: true;
  readonly isRequired?: true;
  /** A record shows it where it is asked for; a request must not set it. */
  readonly isReadOnly?: true;
  /** Names in a record that only reading shows. */
  readonly readOnlyNames?: readonly string[];
  /** Ordinary users must not set it when they register. */
  readonly isForConnectors?: true;
  /** Bounds in characters. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: boolean;
  /** Its terms must be of this taxonomy, in any case; the platform refuses other ones. */
  readonly taxonomy?: TaxonomyName;
  /** The terms in use so far; the platform takes new ones. */
  readonly enumeration?: EnumerationName;
  /** It holds identifiers of these. */
  readonly refersTo?: ReferenceTarget;
  /** The attributes of a record. */
  readonly fields?: Attributes;
  /** The platform refuses unknown names in this record; elsewhere it ignores them. */
  readonly refusesUnknown?: true;
  /** The only version that knows it; its value is that of `sameAs` there. */
  readonly onlyIn?: 'v2';
  readonly sameAs?: string;
}

/** Attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

type Facts = Omit<Attribute, 'type' | 'says' | 'isList' | 'fields'>;

export const text = (maxLength?: number, says?: string, facts: Facts = {}): Attribute => ({
  type: 'text',
  ...(maxLength !== undefined && { maxLength }),
  ...(says !== undefined && { says }),
  ...facts,
});

export const texts = (says: string, facts: Facts = {}): Attribute => ({
  type: 'text',
  isList: true,
  says,
  ...facts,
});

export const integer = (says: string): Attribute => ({ type: 'integer', says });
export const number = (says: string, facts: Facts = {}): Attribute => ({ type: 'number', says, ...facts });
export const boolean = (says: string, facts: Facts = {}): Attribute => ({ type: 'boolean', says, ...facts });
export const date = (says: string): Attribute => ({ type: 'date', says });
export const time = (says: string): Attribute => ({ type: 'time', says });

/** One nested record: the platform can change its fields, but not remove it again. */
export const record = (fields: Attributes, says: string, facts: Facts = {}): Attribute => ({
  type: 'record',
  fields,
  says,
  ...facts,
});

export const records = (fields: Attributes, says: string): Attribute => ({
  type: 'record',
  isList: true,
  fields,
  says,
});

/** One term of a taxonomy, or a list of them. */
export const term = (taxonomy: TaxonomyName, says: string): Attribute => text(undefined, says, { taxonomy });
export const terms = (taxonomy: TaxonomyName, says: string): Attribute => texts(says, { taxonomy });

/** One word of an enumeration, or a list of them. */
export const word = (enumeration: EnumerationName, says: string): Attribute =>
  text(undefined, says, { enumeration });
export const words = (enumeration: EnumerationName, says: string): Attribute => texts(says, { enumeration });

/** One identifier, or a list of them. */
export const reference = (refersTo: ReferenceTarget, says: string): Attribute =>
  text(undefined, says, { refersTo });
export const references = (refersTo: ReferenceTarget, says: string): Attribute => texts(says, { refersTo });
