import type { Action } from './documents.ts';
import { isEmpty, isNumber, isPlural, stemOf, type Word, wordsIn } from './terms.ts';
import { BOTH, DOINGS, OPENINGS, PERMISSIONS, THINGS } from './words.ts';

/** What a query asks for, in the words of the catalogue. */
export interface Reading {
  readonly actions: ReadonlySet<Action>;
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
  /^(?!how (do|can|could|should|would) (i|we|you)|how to)(how|what|which|who|whose|when|where|why|is|are|was|did|does|do we|do i|has|have)\b/i;
const READING: readonly Action[] = ['list', 'get'];

const sayings = compile(THINGS, PERMISSIONS, DOINGS, BOTH);
const openings = compile(OPENINGS);

/** Every stem of a saying: words that are known, though the catalogue may not have them. */
export const saidStems: ReadonlySet<string> = new Set([...sayings.keys()].flatMap((key) => key.split(' ')));

/**
 * Reads a query: the longest saying at each place is taken for what it means, the rest for itself. `correct`
 * gives a known stem for one that nobody knows.
 */
export function read(query: string, correct: (stem: string) => string | undefined): Reading {
  const words = wordsIn(query).map((word) => corrected(word, correct));
  const actions = new Set<Action>();
  const things: Thing[] = [];
  const stems: string[] = [];
  for (let at = 0; at < words.length; ) {
    const { meaning, length } = meaningAt(words, at);
    const taken = words.slice(at, at + length);
    at += length;
    stems.push(...taken.filter(({ text }) => !isEmpty(text) && !isNumber(text)).map(({ stem }) => stem));
    if (meaning === undefined) continue;
    for (const action of meaning.actions) actions.add(action);
    if (meaning.words.length > 0) {
      things.push({ ...meaning, number: numberOf(taken, words[at]) });
    }
  }
  const asked = QUESTION.test(query.trim()) ? READING : undefined;
  return {
    actions: asked === undefined ? implied(actions, things) : new Set(asked),
    things,
    numbers: words.filter(({ text }) => /^\d/.test(text)).length,
    stems,
  };
}

/** Without a word for what is done, several things are listed and one is read. */
function implied(actions: ReadonlySet<Action>, things: readonly Thing[]): ReadonlySet<Action> {
  if (actions.size > 0 || things.length === 0) return actions;
  const numbers = things.map(({ number }) => number);
  return new Set(numbers.includes('many') ? ['list'] : READING);
}

function corrected(word: Word, correct: (stem: string) => string | undefined): Word {
  if (word.isName || isEmpty(word.text) || isNumber(word.text)) return word;
  const stem = correct(word.stem);
  return stem === undefined ? word : { ...word, stem };
}

function meaningAt(words: readonly Word[], at: number): { meaning: Meaning | undefined; length: number } {
  const tables = opensAt(words, at) ? [openings, sayings] : [sayings];
  for (let length = Math.min(LONGEST_SAYING, words.length - at); length > 0; length -= 1) {
    const said = words.slice(at, at + length).map(({ stem }) => stem);
    const meaning = tables.map((table) => table.get(said.join(' '))).find(Boolean);
    if (meaning === undefined) continue;
    // "A stored secret" asks for nothing to be stored.
    const describes = length === 1 && meaning.words.length === 0 && /ed$/.test(words[at]?.text ?? '');
    return { meaning: describes && at > 0 ? undefined : meaning, length };
  }
  return { meaning: undefined, length: 1 };
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
    for (const saying of said.split(', ')) compiled.set(saying.split(' ').map(stemOf).join(' '), meaning);
  }
  return compiled;
}
