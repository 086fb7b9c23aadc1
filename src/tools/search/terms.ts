/** Words that say nothing about what is meant. */
const EMPTY: ReadonlySet<string> = new Set(
  (
    'a an the this that these those my our your its their his her me us them i we you he she it they of in on at by ' +
    'for from to with into onto about as is are am was were be been being do does did done have has had having can ' +
    'could would should will shall may might must need want like please now right just some any there here and or but ' +
    'if then so not no yes what which when where how whose whom also too very really currently today tonight ' +
    'yesterday last next old up out off over under hey hi thanks thank let lets go ahead via using per own one ones id ids'
  ).split(' '),
);

export interface Word {
  /** As it is written, in small letters. */
  readonly text: string;
  readonly stem: string;
  /** Whether it is written as a name is, with a capital and behind the first word. */
  readonly isName: boolean;
}

/** Longest query that is read; what stands behind it is left unread. */
const LONGEST = 400;

/** Quoted names, addresses, identifiers and paths are somebody's data, and would be taken for words. */
const DATA: readonly (readonly [RegExp, string])[] = [
  [/https?:\/\/\S+/gi, ' url '],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, ' somebody '],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?:\/\d+)?\b/g, ' ip '],
  [/\b[\w-]+\.(csv|tsv|txt|parquet|json|zip|gz|xlsx|pdf|ipynb)\b/gi, ' file $1 '],
  [/(["“”„`])[^"“”„`]*\1/g, ' '],
  [/(^|\s)'[^']*'(?=\s|$)/g, ' '],
  [/\b[a-z]{2,5}_[A-Za-z0-9]{16,}\b/g, ' 0 '],
];

/** The words of a text as people write it. */
export function wordsIn(text: string): Word[] {
  const plain = DATA.reduce(
    (rest, [data, instead]) => rest.replace(data, instead),
    text.slice(0, LONGEST).normalize('NFKC').replaceAll('’', "'"),
  );
  const written = plain.match(/[\p{L}\p{N}]+(?:'s\b)?/gu) ?? [];
  return written.map((each, at) => {
    const word = each.toLowerCase().replace(/'s$/, '');
    return { text: word, stem: stemOf(word), isName: at > 0 && /^\p{Lu}\p{Ll}/u.test(each) };
  });
}

/** The stems of a text of the catalogue: a name, a title, a sentence. */
export function stemsIn(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !isEmpty(word)).map(stemOf);
}

export function isEmpty(word: string): boolean {
  return EMPTY.has(word) || word.length === 1;
}

export function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}

/** Whether the word speaks of more than one. */
export function isPlural(word: string): boolean {
  return word.length > 2 && /[^siu]s$/.test(word);
}

const stems = new Map<string, string>();
/** The catalogue has some thousand words; queries may bring any. */
const MOST_STEMS = 20_000;

/** A word without its endings, the same for every form of it; no word of a language, only a key. */
export function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const stem = withoutEnding(word);
  if (stems.size < MOST_STEMS) stems.set(word, stem);
  return stem;
}

const IRREGULAR: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  children: 'child',
  dbs: 'db',
  ips: 'ip',
  news: 'news',
  people: 'person',
});

function withoutEnding(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || isNumber(word)) return word;
  const singular = word
    .replace(/(ss|sh|ch|x|z)es$/, '$1')
    .replace(/ies$/, 'y')
    .replace(/([^sui])s$/, '$1');
  const bare = singular.replace(/(?<=[aeiouy].*)(?:ing|ed)$/, '');
  if (bare.length < 3) return singular.replace(/e$/, '');
  // stopp(ing), plann(ed): but not call(ed), pass(ed).
  const doubled = bare !== singular && /([bdgmnprt])\1$/.test(bare);
  return (doubled ? bare.slice(0, -1) : bare).replace(/e$/, '').replace(/(?<=..)y$/, 'i');
}
