import { isObject } from '../json.ts';
import type { Operation } from '../tools/operation.ts';
import { editorsOf, factsOf, metadataOf, unclearable } from './record-attributes.ts';

type Metadata = Readonly<Record<string, unknown>>;

/**
 * What a replacement of an AI-on-Demand record clears: attributes that have a value and are not named. The platform
 * keeps `media` and single nested records; the editors are sent along unless the call names `aiod_entry`.
 */
export function clearedAttributes(
  operation: Operation,
  args: Metadata,
  current: Metadata,
): readonly string[] {
  const facts = factsOf(operation);
  const given = metadataOf(args);
  const keptAnyway = ['media', 'aiod_entry', ...unclearable(facts)];
  const cleared = Object.entries(facts.attributes).flatMap(([name, { default: stated, sameAs }]) => {
    if (given[name] !== undefined || keptAnyway.includes(name)) return [];
    // Two names of one value.
    if (sameAs !== undefined) return [];
    const isOtherNamed = Object.keys(given).some((other) => facts.attributes[other]?.sameAs === name);
    return isOtherNamed || isUnset(current[name], stated) ? [] : [name];
  });
  return [...cleared, ...lostEditors(given, current)];
}

/** Uploaded images that a new list of `media` takes the place of: their bytes are gone then. */
export function replacedImages(operation: Operation, args: Metadata, current: Metadata): readonly string[] {
  const given = metadataOf(args)['media'];
  // The platform keeps its list where the given one is empty.
  if (!factsOf(operation).hasImages || !Array.isArray(given) || given.length === 0) return [];
  const media = Array.isArray(current['media']) ? current['media'].filter(isObject) : [];
  return media
    .filter(({ content_url }) => content_url === undefined || content_url === null)
    .map(({ name }) => (typeof name === 'string' ? name : 'unnamed'));
}

function lostEditors(given: Metadata, current: Metadata): string[] {
  const entry = given['aiod_entry'];
  if (entry === undefined || (isObject(entry) && entry['editor'] !== undefined)) return [];
  return (editorsOf(current) ?? []).length > 0 ? ['aiod_entry.editor'] : [];
}

function isUnset(value: unknown, stated: boolean | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === stated) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
