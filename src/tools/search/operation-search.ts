import type { Operation } from '../operation.ts';
import { type IndexDocument, toIndexDocument } from './index-documents.ts';
import { compileLexicon, type Lexicon } from './lexicon.ts';
import { isOtherLanguage } from './query-language.ts';
import { type ParsedQuery, parseQuery } from './query-parser.ts';
import { createRelevanceFactor } from './ranking.ts';
import { createSpellingCorrector, type SpellingCorrector } from './spelling-corrector.ts';
import { stemOf } from './stemmer.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';
import { isStopWord } from './tokenizer.ts';
import { type UnavailableTopic, unavailableTopic } from './unavailable-topics.ts';

/** Operations that match a query, the best first. */
export interface SearchResult {
  readonly operations: readonly Operation[];
  /** The number of all matches, beyond the limit. */
  readonly total: number;
  /** Whether even the best match may be about something else. */
  readonly isWeak: boolean;
  /** What the query asks for, if neither platform offers it. */
  readonly topic: UnavailableTopic | undefined;
  /** Whether the query is in another language than English, and was not searched for. */
  readonly isOtherLanguage: boolean;
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
  /** Stems that the operations or the synonyms have. */
  readonly isKnown: (stem: string) => boolean;
  readonly correctSpelling: SpellingCorrector;
}

/** Finds operations by everyday words. The index is built once, at the first query. */
export function createSearch(operations: readonly Operation[]): OperationSearch {
  let index: SearchIndex | undefined;
  return {
    find(query, limit, filter = () => true) {
      index ??= buildIndex(operations);
      const { lexicon, isKnown, correctSpelling } = index;
      if (isOtherLanguage(query, (word) => isStopWord(word) || isKnown(stemOf(word)))) return OTHER_LANGUAGE;
      const parsed = parseQuery(query, lexicon, isKnown, correctSpelling);
      const ranked = rank(index, parsed).filter(({ operation }) => filter(operation));
      const exact = ranked.filter(({ operation }) => operation.name === query.trim());
      const best = [...exact, ...ranked.filter((document) => !exact.includes(document))];
      const topic = exact.length > 0 ? undefined : unavailableTopic(query);
      return {
        operations: best.slice(0, limit).map(({ operation }) => operation),
        total: best.length,
        isWeak: topic !== undefined || (exact.length === 0 && isWeak(parsed)),
        topic,
        isOtherLanguage: false,
      };
    },
  };
}

const OTHER_LANGUAGE: SearchResult = {
  operations: [],
  total: 0,
  isWeak: true,
  topic: undefined,
  isOtherLanguage: true,
};

/**
 * Whether a query names too little that is known: nothing at all, or more unknown words than known things. None
 * of the requests in `bench/choice` that can be served is weak.
 */
function isWeak({ nouns, stems, unknownStems, actions, idCount, platform }: ParsedQuery): boolean {
  const isEmpty = stems.length === 0 && actions.size === 0;
  if (isEmpty || nouns.length === 0) return !isEmpty && idCount === 0 && platform === undefined;
  const things = nouns.filter(({ isIncidental }) => !isIncidental);
  return unknownStems.length > things.length;
}

function buildIndex(operations: readonly Operation[]): SearchIndex {
  const documents = operations.map(toIndexDocument);
  const lexicon = compileLexicon(documents);
  const text = createTextIndex(documents);
  const resources = new Set(documents.map(({ nouns: [resource = ''] }) => resource));
  const vocabulary = new Set([...lexicon.stems, ...text.terms]);
  return {
    documents,
    text,
    lexicon,
    resources,
    isKnown: (stem) => vocabulary.has(stem),
    correctSpelling: createSpellingCorrector(vocabulary),
  };
}

/** All documents that share a term with the query, the most relevant first. */
function rank({ documents, text, resources }: SearchIndex, query: ParsedQuery): IndexDocument[] {
  const terms = new Set([
    ...query.stems,
    ...query.nouns.flatMap(({ stems, isIncidental }) => (isIncidental ? [] : stems)),
  ]);
  const textScores = text.scores(terms);
  if (terms.size === 0 && query.actions.size === 0 && query.platform === undefined) return [...documents];
  const relevanceOf = createRelevanceFactor(query, resources, documents);
  const isAsked = query.actions.size > 0 || query.platform !== undefined;
  const candidates =
    textScores.size === 0 && isAsked ? documents.map(({ id }) => id) : [...textScores.keys()];
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
