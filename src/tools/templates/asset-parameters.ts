import * as z from 'zod';
import { AIOD_VERSIONS } from '../../settings.ts';
import type { KindFacts } from '../aiod/attributes/kind-facts.ts';
import { count, date, type Fields, flag, int, list, oneOf, text } from '../parameters.ts';

/** Created once: the kinds share their parameters. */
const versionWords = AIOD_VERSIONS.map((version) => version || '"" (the latest)');
const version = z
  .string()
  .refine(
    (given) => (AIOD_VERSIONS as readonly string[]).includes(given),
    `one of ${versionWords.join(', ')}`,
  )
  .describe('API version: v2, v3; "": latest.');
export const prefix = { version };

export const client = {
  data_format: oneOf(['json', 'pandas'], 'Default: json. pandas: {columns, index, data}.'),
};

const platform = text('Platform name, e.g. huggingface.');
const itemsPerPage = count().max(1000);

/** Platforms have integers for identifiers, other records texts. */
export function identifierOf({ prefix: idPrefix }: KindFacts): z.ZodType {
  return idPrefix === null ? z.int() : text();
}

/** The path parameters of a kind's operations. */
export function assetSegments(facts: KindFacts): Fields {
  return {
    identifier: identifierOf(facts),
    platform,
    platform_identifier: text('Identifier on that platform.'),
    distribution_idx: int('Index of the distribution; -1: the last one. Default: 0.'),
  };
}

export const offset = z.int().min(0).describe('Items to skip. Default: 0.');
const pageLimit = itemsPerPage.describe('Default: 10.');
export const page: Fields = { offset, limit: pageLimit };

/** A list in several requests. */
export const manyItems: Fields = {
  offset,
  limit: count('Items in total. Default: 100.'),
};
export const batches: Fields = { batch_size: itemsPerPage.describe('Items per request. Default: 10.') };

const modifiedBetween: Fields = {
  date_modified_after: date('Inclusive.'),
  date_modified_before: date('Exclusive.'),
};

export const sorting: Fields = {
  sort: oneOf(['date_modified', 'date_created'], 'Default: date_modified.'),
  direction: oneOf(['asc', 'desc'], 'Default: desc.'),
};

const order: Fields = { ...sorting, ...modifiedBetween };
const getImage: Fields = { get_image: flag('true: include the bytes of images, as base64.') };

/** Filters and order of a list of the kind; platforms have none. */
export function listFilters(facts: KindFacts): Fields {
  return facts.isOnPlatforms ? { ...order, ...formats(facts), ...images(facts) } : {};
}

/** What can be chosen of one record of the kind. */
export function readChoices(facts: KindFacts): Fields {
  return { ...formats(facts), ...images(facts) };
}

/** The format of a record, where there are several. */
export function formats({ schemas }: KindFacts): Fields {
  return schemas.length === 1 ? {} : { schema: oneOf(schemas, 'Format. Default: aiod.') };
}

function images({ hasImages }: KindFacts): Fields {
  return hasImages ? getImage : {};
}

/** Parameters of a search by keywords, in these fields. */
export function searchParameters(searchFields: readonly [string, ...string[]]): Fields {
  return {
    query: text('Keywords.'),
    exact_match: flag('true: the words as one phrase.'),
    search_fields: list(oneOf(searchFields), 'Default: all.'),
    platforms: list(text(), 'Platform names, e.g. huggingface. Default: all.'),
    ...modifiedBetween,
    sort_by_id: flag('true: by identifier, not by relevance.'),
    ...page,
    get_all: flag('false: only the indexed fields. Default: true.'),
  };
}
