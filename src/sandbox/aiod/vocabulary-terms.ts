import { isObject } from '../../json.ts';
import type { Attribute, Attributes } from '../../tools/aiod/attributes/attribute.ts';
import { KIND_FACTS } from '../../tools/aiod/attributes/kind-facts.ts';
import {
  ENUMERATIONS,
  type EnumerationName,
  TAXONOMIES,
  type TaxonomyName,
} from '../../tools/aiod/attributes/vocabularies.ts';
import { AiodError } from './aiod-error.ts';
import type { AiodPlatform, Metadata } from './aiod-platform.ts';
import { TAXONOMY_TERMS, type Term } from './taxonomy-terms.ts';

const SEE_THE_LIST = 'Please see the endpoint for the taxonomy to see a list of allowed terms.';

/**
 * The metadata with each term of a taxonomy as the taxonomy spells it, at every depth.
 *
 * @throws AiodError 400 for a term that the taxonomy does not have.
 */
export function withKnownTerms(attributes: Attributes, metadata: Metadata): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => {
      const attribute = attributes[name];
      return [name, attribute === undefined ? value : knownValue(attribute, value)];
    }),
  );
}

function knownValue({ taxonomy, isList, fields }: Attribute, value: unknown): unknown {
  if (fields !== undefined) {
    if (Array.isArray(value)) return value.map((item) => withKnownTerms(fields, item as Metadata));
    return isObject(value) ? withKnownTerms(fields, value) : value;
  }
  if (taxonomy === undefined || value === null) return value;
  return isList === true ? knownTerms(taxonomy, value as string[]) : knownTerm(taxonomy, value as string);
}

function knownTerm(taxonomy: TaxonomyName, given: string): string {
  const found = allTerms(taxonomy).find((term) => term.toLowerCase() === given.toLowerCase());
  if (found !== undefined) return found;
  const { singular } = TAXONOMIES[taxonomy];
  const name = given.toLowerCase();
  throw new AiodError(400, `The term '${name}' is not part of the taxonomy for ${singular}. ${SEE_THE_LIST}`);
}

/** Terms of a list, once each and in the order of the taxonomy. */
function knownTerms(taxonomy: TaxonomyName, given: readonly string[]): string[] {
  const wanted = new Set(given.map((each) => each.toLowerCase()));
  const found = allTerms(taxonomy).filter((term) => wanted.delete(term.toLowerCase()));
  if (wanted.size === 0) return found;
  const unknown = [...wanted].map((each) => `'${each}'`).join(', ');
  throw new AiodError(
    400,
    `The terms {${unknown}} are not part of the taxonomy for ${TAXONOMIES[taxonomy].singular}. ${SEE_THE_LIST}`,
  );
}

function allTerms(taxonomy: TaxonomyName): string[] {
  const namesIn = (terms: readonly Term[]): string[] =>
    terms.flatMap(({ term, subterms }) => [term, ...namesIn(subterms)]);
  return namesIn(TAXONOMY_TERMS[taxonomy]);
}

/** The words of an enumeration: those that metadata uses, in the order of their first use. */
function usedWords(aiod: AiodPlatform, enumeration: EnumerationName): string[] {
  const words = aiod.activeAssets().flatMap(({ kind, metadata }) =>
    Object.entries(KIND_FACTS[kind].attributes)
      .filter(([, attribute]) => attribute.enumeration === enumeration)
      .flatMap(([name]) => [metadata[name] ?? []].flat() as string[]),
  );
  return [...new Set(words)];
}

/** Paths of the vocabularies in a version, with what each lists. */
export function vocabularyPaths(version: 'v2' | 'v3'): [string, (aiod: AiodPlatform) => unknown][] {
  const taxonomies = Object.entries(TAXONOMIES).flatMap(([name, taxonomy]) => {
    const older = version === 'v2' && 'pathInV2' in taxonomy ? [taxonomy.pathInV2] : [];
    const terms = TAXONOMY_TERMS[name as TaxonomyName];
    return [taxonomy.path, ...older].map((path): [string, () => unknown] => [path, () => terms]);
  });
  const enumerations = Object.entries(ENUMERATIONS).map(
    ([name, { path }]): [string, (aiod: AiodPlatform) => unknown] => [
      path,
      (aiod) => usedWords(aiod, name as EnumerationName),
    ],
  );
  return [...taxonomies, ...enumerations];
}
