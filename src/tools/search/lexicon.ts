import type { PlatformName } from '../../client/interface.ts';
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
import { REQUEST_SYNONYMS } from './request-synonyms.ts';
import { stemOf } from './stemmer.ts';

/** What a phrase of the synonym tables means. */
export interface PhraseMeaning {
  readonly actions: readonly Action[];
  readonly nounStems: readonly string[];
  readonly isIncidental: boolean;
  readonly platform: PlatformName | undefined;
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
const PREFERRED_TABLES = [CATALOGUE_SYNONYMS, LIVE_SYNONYMS];
const TABLES = [NOUN_SYNONYMS, PERMISSION_SYNONYMS, ACTION_SYNONYMS, REQUEST_SYNONYMS];

/**
 * Compiles the synonym tables for operations. A phrase means the first of its entries whose nouns the
 * operations have: "workflow" is a job where there are no workflows. Every name in a path is a phrase as well.
 */
export function compileLexicon(documents: readonly IndexDocument[]): Lexicon {
  const nouns = new Set(documents.flatMap((document) => document.nouns));
  const isKnown = ({ nounStems }: PhraseMeaning) => nounStems.every((stem) => nouns.has(stem));
  const phrases = new Map<string, PhraseMeaning>();
  for (const [phrase, meaning] of PREFERRED) {
    if (!phrases.has(phrase) && isKnown(meaning)) phrases.set(phrase, meaning);
  }
  for (const [phrase, meaning] of COMMON) {
    if (!phrases.has(phrase)) phrases.set(phrase, meaning);
  }
  for (const { segments } of documents) {
    for (const { stems } of segments) {
      const phrase = stems.join(' ');
      if (!phrases.has(phrase)) phrases.set(phrase, nounMeaning(stems));
    }
  }
  return {
    phrases,
    clauseStarts: CLAUSE_STARTS,
    stems: new Set([...phrases.keys()].flatMap((phrase) => phrase.split(' '))),
  };
}

function nounMeaning(nounStems: readonly string[]): PhraseMeaning {
  return { actions: [], nounStems, isIncidental: false, platform: undefined };
}

const PREFERRED = entriesOf(PREFERRED_TABLES);
const COMMON = compileTables(TABLES);
const CLAUSE_STARTS = compileTables([CLAUSE_START_SYNONYMS]);

/** Phrases as written before their stems, so that the literal ones take precedence. */
function entriesOf(tables: readonly SynonymTable[]): readonly (readonly [string, PhraseMeaning])[] {
  const written: [string, PhraseMeaning][] = [];
  const stemmed: [string, PhraseMeaning][] = [];
  for (const [target, synonyms] of tables.flatMap((table) => Object.entries(table))) {
    const meaning = meaningOf(target);
    for (const phrase of synonyms.split(', ')) {
      written.push([phrase, meaning]);
      stemmed.push([stemsOf(phrase), meaning]);
    }
  }
  return [...written, ...stemmed];
}

function compileTables(tables: readonly SynonymTable[]): ReadonlyMap<string, PhraseMeaning> {
  const compiled = new Map<string, PhraseMeaning>();
  for (const [target, synonyms] of tables.flatMap((table) => Object.entries(table))) {
    const meaning = meaningOf(target);
    for (const phrase of synonyms.split(', ')) {
      const stemmed = stemsOf(phrase);
      // A phrase that is listed literally takes precedence over the stems of another one.
      if (!compiled.has(stemmed) || stemmed === phrase) compiled.set(stemmed, meaning);
      compiled.set(phrase, meaning);
    }
  }
  return compiled;
}

function meaningOf(target: string): PhraseMeaning {
  const words = target.replace(/\?$/, '').split(' ').filter(Boolean);
  const marked = (mark: string) =>
    words.filter((word) => word.startsWith(mark)).map((word) => word.slice(mark.length));
  return {
    actions: marked('@') as Action[],
    nounStems: words.filter((word) => !/^[@%]/.test(word)).map(stemOf),
    isIncidental: target.endsWith('?'),
    platform: marked('%')[0] as PlatformName | undefined,
  };
}

function stemsOf(phrase: string): string {
  return phrase.split(' ').map(stemOf).join(' ');
}
