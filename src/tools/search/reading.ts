import type { Action } from './documents.ts';
import { isEmpty, isNumber, isPlural, stemOf, type Word, wordsIn } from './terms.ts';
import { BOTH, DOINGS, OPENINGS, PERMISSIONS, THINGS } from './words.ts';

/** What a query asks for, in the words of the catalogue. */
export interface Reading {
  readonly actions: ReadonlySet<Action>;
  /** Whether its words say what is done, or it is only guessed. */
  readonly certain: boolean;
  /** The things it names: each with the words that it goes by, and how many of it. */
  readonly things: readonly Thing[];
  /** How many identifiers it gives. */
  readonly numbers: number;
  /** Every stem that is left to be matched as it stands. */
  readonly stems: readonly string[];
}

export interface Thing {
  readonly words: readonly string[];
  readonly number: 'one' | 'many' | 'open';
  /** Whether it is only spoken of beside: "which jobs failed" is about jobs, and about runs in passing. */
  readonly aside: boolean;
  /** Whether it only tells another thing apart: "the database password". */
  readonly modifier: boolean;
}

/** What a saying means. */
interface Meaning {
  readonly actions: readonly Action[];
  readonly words: readonly string[];
  readonly aside: boolean;
}

const LONGEST_SAYING = 5;
/** Words behind which a verb stands as one: "please run", "and run". */
const LEADING: ReadonlySet<string> = new Set(
  'please and then you we i just now lets must should can could would also again'.split(' '),
);
/** Words behind which "to" leads to a verb: "want to run"; elsewhere it leads to a thing: "access to import 5". */
const BEFORE_TO: ReadonlySet<string> = new Set(
  'want need like how going try trying have wish love able'.split(' '),
);

/** A question wants something read, whichever verbs it holds; "how do I" asks for what to do. */
const QUESTION =
  /^(?!how (do|can|could|should|would) (i|we|you)|how to|.*\b(should|need to)\b)(how|what|which|who|whose|when|where|why|is|are|was|did|does|do we|do i|has|have)\b/i;
const PASSIVE: ReadonlySet<string> = new Set(['be', 'get', 'been', 'it', 'them', 'have']);
const SOMEBODY = 'somebody';
const PRONOUNS: ReadonlySet<string> = new Set([
  'him',
  'her',
  'them',
  'somebody',
  'someone',
  'anybody',
  'anyone',
]);
const READING: readonly Action[] = ['list', 'get'];

const sayings = compile(THINGS, PERMISSIONS, DOINGS, BOTH);
const openings = compile(OPENINGS);

/** Every stem of a saying: words that are known, though the catalogue may not have them. */
export const saidStems: ReadonlySet<string> = new Set([...sayings.keys()].flatMap((key) => key.split(' ')));

/**
 * Reads a query: the longest saying at each place is taken for what it means, the rest for itself. `correct`
 * gives the stem as it is known: itself, a near one where it is misspelt, nothing where it is strange.
 */
export function read(query: string, correct: (stem: string) => string | undefined): Reading {
  const words = wordsIn(query).map((word) => known(word, correct));
  const said = new Set<Action>();
  const named: Thing[] = [];
  const stems: string[] = [];
  for (let at = 0; at < words.length; ) {
    const { meaning, length } = meaningAt(words, at);
    const taken = words.slice(at, at + length);
    const before = words[at - 1]?.text;
    at += length;
    stems.push(...taken.filter(isTelling).map(({ stem }) => stem));
    if (meaning === undefined) continue;
    for (const action of meaning.actions) said.add(action);
    if (meaning.words.length === 0) continue;
    const modifier =
      before === 'for' || (meaning.actions.length === 0 && meaningAt(words, at).meaning?.words[0]);
    named.push({ ...meaning, number: numberOf(taken, words[at]), modifier: Boolean(modifier) });
  }
  const numbers = words.filter(({ text }) => /^\d/.test(text)).length;
  // What merely "runs" or "failed" is a job.
  const jobs = said.size > 0 && numbers === 0 && named.length > 0 && named.every(({ aside }) => aside);
  const things = jobs ? [...named, JOBS] : named;
  return { ...actionsOf(query, said, things), things, numbers, stems };
}

const JOBS: Thing = { words: ['job'], number: 'many', aside: false, modifier: false };

function isTelling({ text, stem }: Word): boolean {
  return !isEmpty(text) && !isNumber(text) && stem !== SOMEBODY;
}

/** What is to be done. Whoever wants something changed looks at it on the way. */
function actionsOf(
  query: string,
  said: ReadonlySet<Action>,
  things: readonly Thing[],
): Pick<Reading, 'actions' | 'certain'> {
  if (QUESTION.test(query.trim())) return { actions: new Set(READING), certain: true };
  const changes = [...said].filter((action) => !READING.includes(action));
  if (said.size > 0) return { actions: changes.length > 0 ? new Set(changes) : said, certain: true };
  return { actions: implied(things), certain: false };
}

/** Without a word for what is done, several things are listed and one is read. */
function implied(things: readonly Thing[]): ReadonlySet<Action> {
  if (things.length === 0) return new Set();
  return new Set(things.some(({ number }) => number === 'many') ? ['list'] : READING);
}

/** A name that no word of the catalogue is stands for somebody, as do addresses and pronouns. */
function known(word: Word, correct: (stem: string) => string | undefined): Word {
  if (PRONOUNS.has(word.text)) return { ...word, stem: SOMEBODY };
  if (isEmpty(word.text) || isNumber(word.text)) return word;
  const stem = correct(word.stem);
  if (word.isName) return stem === word.stem ? word : { ...word, stem: SOMEBODY };
  return stem === undefined ? word : { ...word, stem };
}

function meaningAt(words: readonly Word[], at: number): { meaning: Meaning | undefined; length: number } {
  const opens = opensAt(words, at);
  for (let length = Math.min(LONGEST_SAYING, words.length - at); length > 0; length -= 1) {
    const said = words.slice(at, at + length);
    const keys = [said.map(({ text }) => text).join(' '), said.map(({ stem }) => stem).join(' ')];
    const [written = ''] = keys;
    const opening = opens ? openings.get(written) : undefined;
    const meaning = opening ?? keys.map((key) => sayings.get(key)).find(Boolean);
    if (meaning === undefined) continue;
    return { meaning: length === 1 && describes(words, at, meaning) ? undefined : meaning, length };
  }
  return { meaning: undefined, length: 1 };
}

/** "A stored secret" asks for nothing to be stored; "it needs to be stored" does. */
function describes(words: readonly Word[], at: number, { words: things }: Meaning): boolean {
  const passive = PASSIVE.has(words[at - 1]?.text ?? '');
  return at > 0 && !passive && things.length === 0 && /ed$/.test(words[at]?.text ?? '');
}

/** Whether a clause begins here, so that what stands here is a verb. */
function opensAt(words: readonly Word[], at: number): boolean {
  if (isNumber(words[at + 1]?.text ?? '') && words[at]?.text !== 'run') return false;
  if (isPlural(words[at]?.text ?? '')) return false;
  const [beforeLast, last] = [words[at - 2]?.text ?? '', words[at - 1]?.text ?? ''];
  return at === 0 || LEADING.has(last) || (last === 'to' && (at === 1 || BEFORE_TO.has(beforeLast)));
}

function numberOf(taken: readonly Word[], next: Word | undefined): Thing['number'] {
  if (taken.some(({ text }) => isPlural(text))) return 'many';
  return next !== undefined && /\d/.test(next.text) ? 'one' : 'open';
}

function compile(...tables: readonly Readonly<Record<string, string>>[]): ReadonlyMap<string, Meaning> {
  const compiled = new Map<string, Meaning>();
  for (const [means, said] of tables.flatMap((table) => Object.entries(table))) {
    const words = means.split(' ');
    const meaning: Meaning = {
      actions: words.filter((word) => word.startsWith('@')).map((word) => word.slice(1) as Action),
      words: words
        .filter((word) => word !== '' && !word.startsWith('@'))
        .map((word) => stemOf(word.replace('?', ''))),
      aside: means.endsWith('?'),
    };
    for (const saying of said.split(', ')) {
      const stem = saying.split(' ').map(stemOf).join(' ');
      // What is written down letter by letter counts more than another form of it.
      if (!compiled.has(stem) || stem === saying) compiled.set(stem, meaning);
      compiled.set(saying, meaning);
    }
  }
  return compiled;
}
