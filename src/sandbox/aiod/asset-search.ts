import { isObject, toText } from '../../json.ts';
import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { AiodError } from './aiod-error.ts';
import type { AiodPlatform, Asset } from './aiod-platform.ts';
import { isWithin, publishedAssets } from './asset-lists.ts';
import { booleanReader, literalReader, textReader, type ValueReader } from './pydantic-values.ts';
import { boundedInteger, MAX_PAGE, type QueryParameters, sliceOf } from './query-reader.ts';

const DAY_PATTERN = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]';
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}/;

const dayReader: ValueReader = (value, loc, issues) => {
  if (typeof value === 'string' && DAY.test(value)) return value;
  const msg = `string does not match regex "${DAY_PATTERN}"`;
  issues.push({ loc, msg, type: 'value_error.str.regex', ctx: { pattern: DAY_PATTERN } });
  return null;
};

/** The query of a search in the fields that the kind can be searched by. */
export function searchQuery(fields: readonly string[]): QueryParameters {
  const [first = '', ...others] = fields;
  const described = others.filter((field) => field.startsWith('description_'));
  const permitted = [...described, ...others.filter((field) => !described.includes(field)), first];
  return {
    search_query: { read: textReader() },
    exact_match: { read: booleanReader, default: false },
    search_fields: { read: literalReader(permitted), isList: true },
    platforms: { read: textReader(), isList: true },
    date_modified_after: { read: dayReader, default: null },
    date_modified_before: { read: dayReader, default: null },
    sort_by_id: { read: booleanReader, default: false },
    limit: { read: boundedInteger({ least: 1, most: MAX_PAGE }), default: 10 },
    offset: { read: boundedInteger({ least: 0 }), default: 0 },
    get_all: { read: booleanReader, default: false },
  };
}

/** The assets that are found, best first, and the page of them. @throws AiodError 400 */
export function searchAssets(
  aiod: AiodPlatform,
  kind: KindName,
  fields: readonly string[],
  query: Record<string, unknown>,
): { readonly total: number; readonly page: readonly Asset[] } {
  const platforms = query['platforms'] as string[];
  const unknown = platforms.find((platform) => ![...aiod.state.platforms.values()].includes(platform));
  if (unknown !== undefined) throw new AiodError(400, `The platform '${unknown}' is not available.`);
  const chosen = query['search_fields'] as string[];
  const words = wordsIn(String(query['search_query']));
  const found = publishedAssets(aiod, kind)
    .filter(({ metadata }) => platforms.length === 0 || platforms.includes(String(metadata['platform'])))
    .filter((asset) => isWithin(asset, query['date_modified_after'], query['date_modified_before']))
    .map((asset) => {
      const texts = (chosen.length > 0 ? chosen : fields).map((field) => searchedText(asset, field));
      return { asset, score: scoreOf(texts, words, query['exact_match'] === true) };
    })
    .filter(({ score }) => score > 0);
  const sorted = found.toSorted((one, other) =>
    query['sort_by_id'] === true
      ? one.asset.identifier < other.asset.identifier
        ? -1
        : 1
      : other.score - one.score || other.asset.modified - one.asset.modified,
  );
  return {
    total: found.length,
    page: sliceOf(
      sorted.map(({ asset }) => asset),
      query,
    ),
  };
}

/** How many of the words are in the texts; for an exact match, whether all are, next to each other. */
function scoreOf(texts: readonly string[], words: readonly string[], isExact: boolean): number {
  const found = texts.map(wordsIn);
  if (isExact) {
    const phrase = ` ${words.join(' ')} `;
    return found.some((each) => ` ${each.join(' ')} `.includes(phrase)) ? 1 : 0;
  }
  const all = new Set(found.flat());
  return words.filter((word) => all.has(word)).length;
}

function searchedText({ metadata }: Asset, field: string): string {
  const [, format] = /^description_(plain|html)$/.exec(field) ?? [];
  if (format === undefined) return toText(metadata[field]);
  const { description } = metadata;
  return isObject(description) ? toText(description[format]) : '';
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
