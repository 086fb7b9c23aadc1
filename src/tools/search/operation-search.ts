import type { Operation } from '../operation.ts';
import { type IndexDocument, toIndexDocument } from './index-documents.ts';
import { compileLexicon, type Lexicon } from './lexicon.ts';
import { type ParsedQuery, parseQuery } from './query-parser.ts';
import { createRelevanceFactor } from './ranking.ts';
import { createSpellingCorrector, type SpellingCorrector } from './spelling-corrector.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';

/** Operations that match a query, the best first. */
export interface SearchResult {
  readonly operations: readonly Operation[];
  /** The number of all matches, beyond the limit. */
  readonly total: number;
}

export interface OperationSearch {
  find(query: string, limit: number, filter?: (operation: Operation) => boolean): SearchResult;
}

/** What a document has before any word of it matches, so that what it does counts beside what it says. */
const BASE_SCORE = 0.6;
/** Results below this share of the best score are left out. */
const LOWEST_RELATIVE_SCORE = 0.05;

interface SearchIndex {
  readonly documents: readonly IndexDocument[];
  readonly text: TextIndex;
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
  const text = createTextIndex(documents);
  const resources = new Set(documents.map(({ nouns: [resource = ''] }) => resource));
  return {
    documents,
    text,
    lexicon,
    resources,
    correctSpelling: createSpellingCorrector(new Set([...lexicon.stems, ...text.terms])),
  };
}

/** All documents that share a term with the query, the most relevant first. */
function rank({ documents, text, resources }: SearchIndex, query: ParsedQuery): IndexDocument[] {
  const terms = new Set([...query.stems, ...query.nouns.flatMap(({ stems, isIncidental }) => (isIncidental ? [] : stems))]);
  const textScores = text.scores(terms);
  if (terms.size === 0 && query.actions.size === 0 && query.platform === undefined) return [...documents];
  const relevanceOf = createRelevanceFactor(query, resources, documents);
  const candidates = textScores.size === 0 && query.stems.length === 0 ? documents.map(({ id }) => id) : [...textScores.keys()];
  const scores = new Map<IndexDocument, number>();
  for (const id of candidates) {
    const document = documents[id];
    if (document !== undefined)
      scores.set(document, (BASE_SCORE + (textScores.get(id) ?? 0)) * relevanceOf(document));
  }
  const ranked = [...scores].sort(
    ([one, a], [other, b]) => b - a || (one.operation.name < other.operation.name ? -1 : 1),
  );
  const lowest = (ranked[0]?.[1] ?? 0) * LOWEST_RELATIVE_SCORE;
  return ranked.filter(([, score]) => score >= lowest).map(([document]) => document);
}
