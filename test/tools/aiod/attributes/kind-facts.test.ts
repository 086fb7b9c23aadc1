import { describe, expect, it } from 'vitest';
import type { Attribute, Attributes } from '../../../../src/tools/aiod/attributes/attribute.ts';
import {
  KIND_FACTS,
  KIND_NAMES,
  kindOfIdentifier,
  kindsReferredTo,
} from '../../../../src/tools/aiod/attributes/kind-facts.ts';
import { ENUMERATIONS, TAXONOMIES } from '../../../../src/tools/aiod/attributes/vocabularies.ts';
import {
  aiodSpecFile,
  type DescribedAttribute,
  describedAttributes,
  describedKeys,
  describedQuery,
  readAiodSpec,
} from '../../../support/aiod-specs.ts';

const JSON_TYPES = {
  text: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  time: { type: 'string', format: 'date-time' },
  record: { type: 'object' },
} as const;

const versions = ['v2', 'v3'] as const;

describe.each(versions)('%s, as the platform describes itself', (version) => {
  const spec = readAiodSpec(version);
  if (spec === null) {
    it('is not compared', ({ skip }) => skip(`${aiodSpecFile(version)} is absent`));
    return;
  }

  it.each(KIND_NAMES)('%s: attributes, types, bounds and defaults', (kind) => {
    expect(inSpecTerms(KIND_FACTS[kind].attributes, version)).toEqual(describedAttributes(spec, kind));
  });

  it.each(KIND_NAMES)('%s: keys that only reading shows', (kind) => {
    const settable = Object.keys(describedAttributes(spec, kind));
    const readOnly = describedKeys(spec, kind).filter((key) => !settable.includes(key));
    expect([...KIND_FACTS[kind].readOnly].sort()).toEqual(readOnly.sort());
  });

  it.each(KIND_NAMES)('%s: the paths that it has', (kind) => {
    const has = (path: string) => Object.hasOwn(spec.paths, path);
    const facts = KIND_FACTS[kind];
    expect(has(`/search/${kind}`)).toBe(facts.searchFields !== null);
    expect(has(`/${kind}/{identifier}/content`)).toBe(facts.hasContent);
    expect(has(`/${kind}/{identifier}/image`)).toBe(facts.hasImages);
    expect(has(`/${kind}/submit/{identifier}`)).toBe(version === 'v2' && facts.hasSubmitPathInV2);
    expect(has(`/platforms/{platform}/${kind}`)).toBe(facts.isOnPlatforms);
    expect(describedQuery(spec, `/${kind}`).get('schema') ?? ['aiod']).toEqual(facts.schemas);
    expect(describedQuery(spec, `/${kind}`).has('get_image')).toBe(facts.hasImages);
    const fields = describedQuery(spec, `/search/${kind}`).get('search_fields');
    expect([...(facts.searchFields ?? [])].sort()).toEqual([...(fields ?? [])].sort());
  });

  it('has the vocabularies, by the names of both versions', () => {
    const paths = Object.keys(spec.paths).filter((path) => path.lastIndexOf('/') === 0);
    const known = [...Object.values(TAXONOMIES), ...Object.values(ENUMERATIONS)].flatMap((vocabulary) =>
      version === 'v2' && 'pathInV2' in vocabulary
        ? [vocabulary.path, vocabulary.pathInV2]
        : [vocabulary.path],
    );
    const others = [...KIND_NAMES, 'authorization_test', 'counts', 'submissions', 'reviews', 'bookmarks'];
    expect(known.map((path) => `/${path}`).sort()).toEqual(
      paths.filter((path) => !others.includes(path.slice(1))).sort(),
    );
  });
});

describe.each(KIND_NAMES)('%s', (kind) => {
  const { attributes, prefix } = KIND_FACTS[kind];

  it('describes each attribute that its name does not say', () => {
    const undescribed = Object.entries(attributes).filter(([, { says }]) => says === undefined);
    expect(undescribed).toEqual([]);
  });

  it('is recognised by its identifiers', () => {
    expect(kindOfIdentifier(`${prefix ?? '9'}_rPQvKrL8cgXhtL4HEHijXSiC`)).toBe(
      prefix === null ? undefined : kind,
    );
  });
});

describe('groups of kinds', () => {
  it.each([
    ['agents', ['organisations', 'persons']],
    [
      'ai_assets',
      ['case_studies', 'computational_assets', 'datasets', 'experiments', 'ml_models', 'publications'],
    ],
    ['ai_resources', KIND_NAMES.filter((kind) => kind !== 'contacts' && kind !== 'platforms')],
    ['contacts', ['contacts']],
  ] as const)('%s', (target, kinds) => {
    expect(kindsReferredTo(target)).toEqual(kinds);
  });
});

function inSpecTerms(
  attributes: Attributes,
  version: (typeof versions)[number],
): Record<string, DescribedAttribute> {
  const known = Object.entries(attributes).filter(([, { onlyIn = version }]) => onlyIn === version);
  return Object.fromEntries(known.map(([name, attribute]) => [name, inSpecTerm(attribute, version)]));
}

function inSpecTerm(attribute: Attribute, version: (typeof versions)[number]): DescribedAttribute {
  const { minLength, maxLength, default: stated, fields } = attribute;
  return {
    ...JSON_TYPES[attribute.type],
    isList: attribute.isList === true,
    isRequired: attribute.isRequired === true,
    refusesUnknown: attribute.refusesUnknown === true,
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(stated !== undefined && { default: stated }),
    ...(fields !== undefined && { fields: inSpecTerms(fields, version) }),
  };
}
