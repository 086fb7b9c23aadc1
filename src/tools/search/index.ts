import { closest, distance } from 'fastest-levenshtein';
import MiniSearch from 'minisearch';
import type { Operation } from '../operation.ts';
import { type Document, documentOf, FIELDS, type Field } from './documents.ts';
import { type Reading, read, saidStems } from './reading.ts';
import { suitabilityFor } from './suitability.ts';

/** Operations that serve a request, the best first. */
export interface Found {
  readonly operations: readonly Operation[];
  /** How many there are in all. */
  readonly total: number;
}

export interface Search {
  find(query: string, limit: number, fits?: (operation: Operation) => boolean): Found;
}

/** What a word counts, by where it stands. */
const BOOST: Readonly<Record<Field, number>> = {
  things: 4,
  action: 2,
  name: 1,
  title: 1,
  description: 1.5,
  params: 0.5,
};

/** A result with less than this share of the best one's score is none. */
const LEAST_SHARE = 0.05;
/** Letters of the shortest word that is taken for a misspelt one. */
const SHORTEST_MISSPELT = 5;

interface Index {
  readonly documents: readonly Document[];
  readonly engine: MiniSearch<Document>;
  /** The words that name a resource. */
  readonly resources: ReadonlySet<string>;
  readonly correct: (stem: string) => string | undefined;
}

/** Finds operations by what people say. The index is built when the first query comes, and once. */
export function createSearch(operations: readonly Operation[]): Search {
  let built: Index | undefined;
  return {
    find(query, limit, fits = () => true) {
      built ??= buildIndex(operations);
      const reading = read(query, built.correct);
      const ranked = rank(built, reading).filter(({ operation }) => fits(operation));
      const exact = ranked.filter(({ operation }) => operation.name === query.trim());
      const best = [...exact, ...ranked.filter((document) => !exact.includes(document))];
      return { operations: best.slice(0, limit).map(({ operation }) => operation), total: best.length };
    },
  };
}

function buildIndex(operations: readonly Operation[]): Index {
  const documents = operations.map(documentOf);
  const vocabulary = new Set(saidStems);
  const engine = new MiniSearch<Document>({
    fields: [...FIELDS],
    extractField: (document, field) => (field === 'id' ? document.id : document.text[field as Field]),
    tokenize: (text) => text.split(' ').filter(Boolean),
    processTerm: (term) => {
      vocabulary.add(term);
      return term;
    },
  });
  engine.addAll(documents);
  const resources = new Set(documents.map(({ things: [resource = ''] }) => resource));
  return {
    documents,
    engine,
    resources,
    correct: correctorOf(vocabulary),
  };
}

/** Gives the known stem that an unknown one was most likely meant to be. People get the first letter right. */
function correctorOf(vocabulary: ReadonlySet<string>): Index['correct'] {
  const byLetter = new Map<string, string[]>();
  for (const stem of vocabulary) {
    const letter = stem.charAt(0);
    const known = byLetter.get(letter);
    if (known === undefined) byLetter.set(letter, [stem]);
    else known.push(stem);
  }
  return (stem) => {
    const known = byLetter.get(stem.charAt(0));
    if (vocabulary.has(stem)) return stem;
    if (stem.length < SHORTEST_MISSPELT || known === undefined) return undefined;
    const near = closest(stem, known);
    return distance(stem, near) <= (stem.length > 6 ? 2 : 1) ? near : undefined;
  };
}

/** Every document that has a word of the query, those first that fit what it asks for. */
function rank({ documents, engine, resources }: Index, reading: Reading): Document[] {
  const terms = [
    ...reading.stems,
    ...reading.actions,
    ...reading.things.flatMap(({ words, aside }) => (aside ? [] : words)),
  ];
  if (terms.length === 0) return [...documents];
  const suits = suitabilityFor(reading, resources);
  const scores = new Map<Document, number>();
  const options = { boost: BOOST, processTerm: (term: string) => term };
  for (const { id, score } of engine.search([...new Set(terms)].join(' '), options)) {
    const document = documents[Number(id)];
    if (document !== undefined) scores.set(document, score * suits(document));
  }
  const ranked = [...scores].sort(
    ([one, a], [other, b]) => b - a || (one.operation.name < other.operation.name ? -1 : 1),
  );
  const least = (ranked[0]?.[1] ?? 0) * LEAST_SHARE;
  return ranked.filter(([, score]) => score >= least).map(([document]) => document);
}
