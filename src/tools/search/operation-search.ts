import MiniSearch from 'minisearch';
import type { Operation } from '../operation.ts';
import { INDEXED_FIELDS, type IndexDocument, type IndexedField, toIndexDocument } from './index-documents.ts';
import { compileLexicon, type Lexicon } from './lexicon.ts';
import { type ParsedQuery, parseQuery } from './query-parser.ts';
import { createRelevanceFactor } from './ranking.ts';
import { createSpellingCorrector, type SpellingCorrector } from './spelling-corrector.ts';

/** Operations that match a query, the best first. */
export interface SearchResult {
  readonly operations: readonly Operation[];
  /** The number of all matches, beyond the limit. */
  readonly total: number;
}

export interface OperationSearch {
  find(query: string, limit: number, filter?: (operation: Operation) => boolean): SearchResult;
}

/** Weight of a matching term, by the field that it is found in. */
const FIELD_BOOSTS: Readonly<Record<IndexedField, number>> = {
  nouns: 4,
  action: 2,
  name: 1,
  title: 1,
  description: 1.5,
  parameters: 0.5,
};

/** Results below this share of the best score are left out. */
const LOWEST_RELATIVE_SCORE = 0.05;

interface SearchIndex {
  readonly documents: readonly IndexDocument[];
  readonly engine: MiniSearch<IndexDocument>;
  readonly lexicon: Lexicon;
  /** Stems that name a resource. */
  readonly resources: ReadonlySet<string>;
  readonly correctSpelling: SpellingCorrector;
}

/** Finds operations by everyday words. The index is built once, at the first query. */
export function createSearch(operations: readonly Operation[]): OperationSearch {
  let index: SearchIndex | undefined;
  return {
    find(query, limit, filter = () => true) {
      index ??= buildIndex(operations);
      const parsed = parseQuery(query, index.lexicon, index.correctSpelling);
      const ranked = rank(index, parsed).filter(({ operation }) => filter(operation));
      const exact = ranked.filter(({ operation }) => operation.name === query.trim());
      const best = [...exact, ...ranked.filter((document) => !exact.includes(document))];
      return { operations: best.slice(0, limit).map(({ operation }) => operation), total: best.length };
    },
  };
}

function buildIndex(operations: readonly Operation[]): SearchIndex {
  const documents = operations.map(toIndexDocument);
  const lexicon = compileLexicon(documents);
  const vocabulary = new Set(lexicon.stems);
  const engine = new MiniSearch<IndexDocument>({
    fields: [...INDEXED_FIELDS],
    extractField: (document, field) => (field === 'id' ? document.id : document.text[field as IndexedField]),
    tokenize: (text) => text.split(' ').filter(Boolean),
    processTerm: (term) => {
      vocabulary.add(term);
      return term;
    },
  });
  engine.addAll(documents);
  const resources = new Set(documents.map(({ nouns: [resource = ''] }) => resource));
  return {
    documents,
    engine,
    lexicon,
    resources,
    correctSpelling: createSpellingCorrector(vocabulary),
  };
}

/** All documents that share a term with the query, the most relevant first. */
function rank({ documents, engine, resources }: SearchIndex, query: ParsedQuery): IndexDocument[] {
  const terms = [
    ...query.stems,
    ...query.actions,
    ...query.nouns.flatMap(({ stems, isIncidental }) => (isIncidental ? [] : stems)),
  ];
  if (terms.length === 0) return [...documents];
  const relevanceOf = createRelevanceFactor(query, resources);
  const scores = new Map<IndexDocument, number>();
  const options = { boost: FIELD_BOOSTS, processTerm: (term: string) => term };
  for (const { id, score } of engine.search([...new Set(terms)].join(' '), options)) {
    const document = documents[Number(id)];
    if (document !== undefined) scores.set(document, score * relevanceOf(document));
  }
  const ranked = [...scores].sort(
    ([one, a], [other, b]) => b - a || (one.operation.name < other.operation.name ? -1 : 1),
  );
  const lowest = (ranked[0]?.[1] ?? 0) * LOWEST_RELATIVE_SCORE;
  return ranked.filter(([, score]) => score >= lowest).map(([document]) => document);
}
