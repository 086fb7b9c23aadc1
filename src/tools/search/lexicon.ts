import type { Operation } from '../operation.ts';
import {
  ACTION_SYNONYMS,
  CLAUSE_START_SYNONYMS,
  PERMISSION_SYNONYMS,
  type SynonymTable,
} from './action-synonyms.ts';
import { CATALOGUE_SYNONYMS } from './catalogue-synonyms.ts';
import type { Action, IndexDocument } from './index-documents.ts';
import { LIVE_SYNONYMS } from './live-synonyms.ts';
import { NOUN_SYNONYMS } from './noun-synonyms.ts';
import { OBJECT_SYNONYMS } from './object-synonyms.ts';
import { REQUEST_SYNONYMS } from './request-synonyms.ts';
import { stemOf } from './stemmer.ts';
import { isStopWord } from './tokenizer.ts';

/** What a phrase of the synonym tables means. */
export interface PhraseMeaning {
  readonly actions: readonly Action[];
  readonly nounStems: readonly string[];
  readonly isIncidental: boolean;
  readonly platform: Operation['platform'] | undefined;
}

/** The meanings of phrases for one set of operations. */
export interface Lexicon {
  /** By words as they are written, and by their stems. */
  readonly phrases: ReadonlyMap<string, PhraseMeaning>;
  readonly clauseStarts: ReadonlyMap<string, PhraseMeaning>;
  /** All stems of phrases: known words, even where no operation uses them. */
  readonly stems: ReadonlySet<string>;
}

/** What the platforms offer beyond the documented operations comes first, where it is there. */
const PREFERRED_TABLES = [CATALOGUE_SYNONYMS, LIVE_SYNONYMS, OBJECT_SYNONYMS];
const TABLES = [NOUN_SYNONYMS, PERMISSION_SYNONYMS, ACTION_SYNONYMS, REQUEST_SYNONYMS];

/**
 * Compiles the synonym tables for operations. A phrase means the first of its entries whose nouns the
 * operations have: "workflow" is a job where there are no workflows. Every name in a path is a phrase as well.
 */
export function compileLexicon(documents: readonly IndexDocument[]): Lexicon {
  const nouns = new Set(documents.flatMap((document) => document.nouns));
  const isKnown = ({ nounStems }: PhraseMeaning) => nounStems.every((stem) => nouns.has(stem));
  const phrases = new Map<string, PhraseMeaning>();
  const addAll = (entries: readonly Entry[], isNeeded: boolean) => {
    for (const [phrase, meaning] of entries) {
      if (!phrases.has(phrase) && (isNeeded || isKnown(meaning))) phrases.set(phrase, meaning);
    }
  };
  addAll(PREFERRED.written, false);
  addAll(COMMON.written, true);
  addAll(PREFERRED.stemmed, false);
  addAll(COMMON.stemmed, true);
  for (const { segments } of documents) {
    for (const { stems } of segments) {
      const phrase = stems.join(' ');
      if (!phrases.has(phrase) && !isStopWord(phrase)) phrases.set(phrase, nounMeaning(stems));
    }
  }
  const clauseStarts = CLAUSE_STARTS.written.filter(([, meaning]) => isKnown(meaning));
  return {
    phrases,
    clauseStarts: new Map(clauseStarts.toReversed()),
    stems: new Set([...phrases.keys()].flatMap((phrase) => phrase.split(' '))),
  };
}

function nounMeaning(nounStems: readonly string[]): PhraseMeaning {
  return { actions: [], nounStems, isIncidental: false, platform: undefined };
}

type Entry = readonly [string, PhraseMeaning];

interface Entries {
  /** Of a phrase that is listed twice, the last entry comes first. */
  readonly written: readonly Entry[];
  readonly stemmed: readonly Entry[];
}

const PREFERRED = entriesOf(PREFERRED_TABLES);
const COMMON = entriesOf(TABLES);
const CLAUSE_STARTS = entriesOf([CLAUSE_START_SYNONYMS]);

function entriesOf(tables: readonly SynonymTable[]): Entries {
  const written = tables.flatMap((table) =>
    Object.entries(table).flatMap(([target, synonyms]) => {
      const meaning = meaningOf(target);
      return synonyms.split(', ').map((phrase): Entry => [phrase, meaning]);
    }),
  );
  return {
    written: written.toReversed(),
    stemmed: written.map(([phrase, meaning]): Entry => [stemsOf(phrase), meaning]),
  };
}

function meaningOf(target: string): PhraseMeaning {
  const words = target.replace(/\?$/, '').split(' ').filter(Boolean);
  const marked = (mark: string) =>
    words.filter((word) => word.startsWith(mark)).map((word) => word.slice(mark.length));
  return {
    actions: marked('@') as Action[],
    nounStems: words.filter((word) => !/^[@%]/.test(word)).map(stemOf),
    isIncidental: target.endsWith('?'),
    platform: marked('%')[0] as Operation['platform'] | undefined,
  };
}

function stemsOf(phrase: string): string {
  return phrase.split(' ').map(stemOf).join(' ');
}
