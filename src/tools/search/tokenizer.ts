import { stemOf } from './stemmer.ts';

const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a an the this that these those my our your its their his her me us them i we you he she it they of in on at by ' +
    'for from to with into onto about as is are am was were be been being do does did done have has had having can ' +
    'could would should will shall may might must need want like please now right just some any there here and or but ' +
    'if then so not no yes what which when where how whose whom also too very really currently today tonight ' +
    'yesterday last next old up out off over under hey hi thanks thank let lets go ahead via using per own one ones id ids'
  ).split(' '),
);

export interface Token {
  /** In lower case. */
  readonly text: string;
  readonly stem: string;
  /** Whether it is capitalized, as names are; the first word of a query never counts as a name. */
  readonly isName: boolean;
}

/** Characters of a query that are read; the rest is ignored. */
const LONGEST_QUERY = 400;

/** Quoted names, addresses, identifiers and file names are the user's data, not words to search for. */
const USER_DATA_PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/https?:\/\/\S+/gi, ' url '],
  [/(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/g, ' somebody '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?\b/g, ' ip '],
  [/\b[\w-]+\.(csv|tsv|txt|parquet|json|zip|gz|xlsx|pdf|ipynb)\b/gi, ' file $1 '],
  [/(["“”„`])[^"“”„`]*\1/g, ' '],
  [/(^|\s)'[^']*'(?=\s|$)/g, ' '],
  [/\b[a-z]{2,5}_[A-Za-z0-9]{16,}\b/g, ' 0 '],
];

export function tokenizeQuery(text: string): Token[] {
  const plain = USER_DATA_PATTERNS.reduce(
    (rest, [pattern, replacement]) => rest.replace(pattern, replacement),
    text.slice(0, LONGEST_QUERY).normalize('NFKC').replaceAll('’', "'"),
  );
  const written = plain.match(/[\p{L}\p{N}]+(?:'s\b)?/gu) ?? [];
  return written.map((each, position) => {
    const word = each.toLowerCase().replace(/'s$/, '');
    return { text: word, stem: stemOf(word), isName: position > 0 && /^\p{Lu}\p{Ll}/u.test(each) };
  });
}

/** The stems of a name, a title or a sentence of the catalogue. */
export function stemsIn(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !isStopWord(word)).map(stemOf);
}

/** The stems of all words of a query, frequent ones too. */
export function stemsOfWords(query: string): string[] {
  return tokenizeQuery(query).map(({ stem }) => stem);
}

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word) || word.length === 1;
}
