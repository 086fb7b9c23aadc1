import { INDEXED_FIELDS, type IndexDocument, type IndexedField } from './index-documents.ts';

/** Weight of a term, by the field that it is found in. */
const FIELD_WEIGHTS: Readonly<Record<IndexedField, number>> = {
  nouns: 4,
  name: 1,
  description: 1.5,
};
/** BM25F: how soon more of the same term counts less, and how much a long field counts less. */
const SATURATION = 3;
const LENGTH_PENALTY = 0.4;

interface Posting {
  readonly id: number;
  /** The weighted frequency of the term in all fields, between 0 and 1. */
  readonly weight: number;
}

/** Scores documents by the words of their fields (BM25F). */
export interface TextIndex {
  /** The terms of all documents. */
  readonly terms: ReadonlySet<string>;
  /** The score of each document that has one of the terms, by its id. */
  readonly scores: (terms: ReadonlySet<string>) => ReadonlyMap<number, number>;
  /** How much a term tells documents apart; 0 for one that none has. */
  readonly specificity: (term: string) => number;
}

/**
 * A term counts once over all fields. Where each field is scored by itself and added, a word of a description that
 * few operations share outweighs the resource that the query names.
 */
export function createTextIndex(documents: readonly IndexDocument[]): TextIndex {
  const averageLength = averageLengths(documents);
  const postings = new Map<string, Posting[]>();
  for (const { id, text } of documents) {
    for (const [term, frequency] of weightedFrequencies(text, averageLength)) {
      const posting = { id, weight: frequency / (frequency + SATURATION) };
      const known = postings.get(term);
      if (known === undefined) postings.set(term, [posting]);
      else known.push(posting);
    }
  }
  const specificity = (term: string) => {
    const count = postings.get(term)?.length ?? 0;
    return count === 0 ? 0 : Math.log(1 + (documents.length - count + 0.5) / (count + 0.5));
  };
  return {
    terms: new Set(postings.keys()),
    specificity,
    scores: (terms) => {
      const scores = new Map<number, number>();
      for (const term of terms) {
        const factor = specificity(term);
        for (const { id, weight } of postings.get(term) ?? []) {
          scores.set(id, (scores.get(id) ?? 0) + factor * weight);
        }
      }
      return scores;
    },
  };
}

function weightedFrequencies(
  text: IndexDocument['text'],
  averageLength: Readonly<Record<IndexedField, number>>,
): ReadonlyMap<string, number> {
  const frequencies = new Map<string, number>();
  for (const field of INDEXED_FIELDS) {
    const terms = text[field];
    const length = 1 - LENGTH_PENALTY + (LENGTH_PENALTY * terms.length) / averageLength[field];
    for (const term of terms) {
      frequencies.set(term, (frequencies.get(term) ?? 0) + FIELD_WEIGHTS[field] / length);
    }
  }
  return frequencies;
}

function averageLengths(documents: readonly IndexDocument[]): Record<IndexedField, number> {
  const average = (field: IndexedField) =>
    Math.max(
      1,
      documents.reduce((sum, { text }) => sum + text[field].length, 0) / Math.max(1, documents.length),
    );
  return {
    nouns: average('nouns'),
    name: average('name'),
    description: average('description'),
  };
}
