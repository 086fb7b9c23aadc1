import type { Operation } from '../operation.ts';
import type { Action } from './index-documents.ts';
import type { Lexicon, PhraseMeaning } from './lexicon.ts';
import { isNumber, isPlural, stemOf } from './stemmer.ts';
import { isStopWord, type Token, tokenizeQuery } from './tokenizer.ts';

/** What a query asks for, in the catalogue's vocabulary. */
export interface ParsedQuery {
  readonly actions: ReadonlySet<Action>;
  /** Whether the query names an action, rather than leaving it to be inferred. */
  readonly isActionExplicit: boolean;
  /** What it is about: `job`, `share`, `user`. */
  readonly nouns: readonly QueryNoun[];
  /** The number of identifiers in the query. */
  readonly idCount: number;
  /** The stems of all words that are matched against the index as they are. */
  readonly stems: readonly string[];
  /** Words that neither the operations nor the synonyms have, apart from names. */
  readonly unknownStems: readonly string[];
  /** The platform that it names. */
  readonly platform: Operation['platform'] | undefined;
  /** Whether it names what the records to find are about. */
  readonly hasTopic: boolean;
}

/** Something that a query names, after its synonyms are resolved. */
export interface QueryNoun {
  readonly stems: readonly string[];
  readonly quantity: 'one' | 'many' | 'unspecified';
  /** Whether it is mentioned in passing: "which jobs failed" is about jobs, only incidentally about runs. */
  readonly isIncidental: boolean;
  /** Whether it may only qualify another noun: "the database password". */
  readonly isModifier: boolean;
  /** Whether it is part of a request: what is geocoded is a table, but any of them. */
  readonly isOfRequest: boolean;
}

const LONGEST_PHRASE = 5;
/** Words after which a verb begins a clause: "please run", "and run". */
const WORDS_BEFORE_VERB: ReadonlySet<string> = new Set(
  'please and then you we i just now lets must should can could would also again'.split(' '),
);
/** Words after which "to" introduces a verb: "want to run", but "access to import 5". */
const VERBS_BEFORE_TO: ReadonlySet<string> = new Set(
  'want need like how going try trying have wish love able'.split(' '),
);

/** A question asks to read something, whichever verbs it contains; "how do I" asks for an action. */
const QUESTION =
  /^(?!how (do|can|could|should|would) (i|we|you)|how to|.*\b(should|need to)\b)(how|what|which|who|whose|when|where|why|is|are|was|did|does|do we|do i|has|have)\b/i;
const PASSIVE_MARKERS: ReadonlySet<string> = new Set(['be', 'get', 'been', 'it', 'them', 'have']);
const GIVING: ReadonlySet<string> = new Set(['give', 'gives', 'giving', 'grant', 'grants']);
const SHARE = stemOf('share');
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
const READ_ACTIONS: readonly Action[] = ['list', 'get', 'search'];
/** Words that introduce what records are about. */
const TOPIC_MARKERS: ReadonlySet<string> = new Set(['about', 'regarding', 'concerning']);
/** The same, after one of the catalogue's records: "papers on transfer learning". */
const RECORD_TOPIC_MARKERS: ReadonlySet<string> = new Set(['on', 'for', 'with']);
/** Words after a marker that are no topic: "datasets on zenodo". */
const NO_TOPICS: ReadonlySet<string> = new Set(
  'aiod civis zenodo huggingface openml the each review me platform platforms'.split(' '),
);
const RECORD_NOUNS: ReadonlySet<string> = new Set(
  'publication dataset event news study resource experiment model'.split(' ').map(stemOf),
);

/**
 * Replaces the longest synonym phrase at each position with its meaning and keeps all other words.
 * `correctSpelling` returns a known stem, or undefined where none is close.
 */
export function parseQuery(
  query: string,
  lexicon: Lexicon,
  isKnown: (stem: string) => boolean,
  correctSpelling: (stem: string) => string | undefined,
): ParsedQuery {
  const tokens = tokenizeQuery(query).map((token, position, all) =>
    correctToken(token, all[position - 1]?.text, correctSpelling),
  );
  let platform: Operation['platform'] | undefined;
  let hasTopic = false;
  const namedActions = new Set<Action>();
  const namedNouns: QueryNoun[] = [];
  const stems: string[] = [];
  const unknownStems: string[] = [];
  for (let position = 0; position < tokens.length; ) {
    if (startsTopic(tokens, position, namedNouns)) {
      hasTopic = true;
      break;
    }
    const { meaning, length } = longestPhraseAt(tokens, position, lexicon);
    const phrase = tokens.slice(position, position + length);
    const previous = tokens[position - 1]?.text;
    position += length;
    const isVerb = meaning !== undefined && meaning.actions.length > 0 && meaning.nounStems.length === 0;
    if (!isVerb) stems.push(...phrase.filter(isSearchTerm).map(({ stem }) => stem));
    if (meaning === undefined) {
      unknownStems.push(
        ...phrase
          .filter((token) => isSearchTerm(token) && !token.isName && !isKnown(token.stem))
          .map(({ stem }) => stem),
      );
      continue;
    }
    platform ??= meaning.platform;
    for (const action of meaning.actions) namedActions.add(action);
    if (meaning.nounStems.length === 0) continue;
    const next = longestPhraseAt(tokens, position, lexicon).meaning;
    namedNouns.push({
      stems: meaning.nounStems,
      // "The members of group 5" asks for one group.
      quantity: meaning.actions.includes('get') ? 'unspecified' : quantityOf(phrase, tokens[position]),
      isIncidental: meaning.isIncidental,
      isOfRequest: meaning.actions.length > 0,
      isModifier: previous === 'for' || (meaning.actions.length === 0 && Boolean(next?.nounStems[0])),
    });
  }
  // "Give Ada access": what is given follows the person.
  if (tokens.some(({ text }) => GIVING.has(text)) && namedNouns.some(({ stems }) => stems.includes(SHARE)))
    namedActions.add('grant');
  const idCount = tokens.filter(({ text }) => /^\d/.test(text)).length;
  // Where all that is named "runs" or "failed", a job is meant.
  const impliesJobs =
    namedActions.size > 0 &&
    idCount === 0 &&
    namedNouns.length > 0 &&
    namedNouns.every(({ isIncidental }) => isIncidental);
  const nouns = impliesJobs ? [...namedNouns, IMPLIED_JOBS] : namedNouns;
  return {
    ...actionsOf(query, namedActions, nouns),
    nouns,
    idCount,
    stems,
    unknownStems,
    platform,
    hasTopic,
  };
}

const IMPLIED_JOBS: QueryNoun = {
  stems: ['job'],
  quantity: 'many',
  isIncidental: false,
  isModifier: false,
  isOfRequest: false,
};

function isSearchTerm({ text, stem }: Token): boolean {
  return !isStopWord(text) && !isNumber(text) && stem !== SOMEBODY;
}

/** Reading is part of changing: "find the job and stop it" asks to stop it. */
function actionsOf(
  query: string,
  named: ReadonlySet<Action>,
  nouns: readonly QueryNoun[],
): Pick<ParsedQuery, 'actions' | 'isActionExplicit'> {
  if (QUESTION.test(query.trim())) {
    const reads = READ_ACTIONS.filter((action) => named.has(action));
    return { actions: new Set(reads.length > 0 ? reads : READ_ACTIONS), isActionExplicit: true };
  }
  const changes = [...named].filter((action) => !READ_ACTIONS.includes(action));
  if (named.size > 0) {
    return { actions: changes.length > 0 ? new Set(changes) : named, isActionExplicit: true };
  }
  return { actions: impliedActions(nouns), isActionExplicit: false };
}

/** Without a verb, a plural asks for a list. */
function impliedActions(nouns: readonly QueryNoun[]): ReadonlySet<Action> {
  if (nouns.length === 0) return new Set();
  return new Set(nouns.some(({ quantity }) => quantity === 'many') ? ['list'] : READ_ACTIONS);
}

/** Pronouns and capitalized words that are unknown stand for a person. */
function correctToken(
  token: Token,
  previous: string | undefined,
  correctSpelling: (stem: string) => string | undefined,
): Token {
  if (PRONOUNS.has(token.text)) return { ...token, stem: SOMEBODY };
  if (isStopWord(token.text) || isNumber(token.text)) return token;
  // A place.
  if (token.isName && previous === 'in') return token;
  const stem = correctSpelling(token.stem);
  if (token.isName) return stem === token.stem ? token : { ...token, stem: SOMEBODY };
  return stem === undefined ? token : { ...token, stem };
}

/** Whether the rest of a query says what the records are about that it asks for. */
function startsTopic(tokens: readonly Token[], position: number, nouns: readonly QueryNoun[]): boolean {
  const [marker, next, noun] = [tokens[position]?.text ?? '', tokens[position + 1], nouns.at(-1)];
  if (next === undefined || noun === undefined || isNumber(next.text)) return false;
  if (TOPIC_MARKERS.has(marker)) return true;
  const isRecord = noun.stems.some((stem) => RECORD_NOUNS.has(stem)) && noun.quantity === 'many';
  return isRecord && RECORD_TOPIC_MARKERS.has(marker) && !NO_TOPICS.has(next.text);
}

function longestPhraseAt(
  tokens: readonly Token[],
  position: number,
  { phrases, clauseStarts }: Lexicon,
): { readonly meaning: PhraseMeaning | undefined; readonly length: number } {
  const startsClause = isClauseStart(tokens, position);
  for (let length = Math.min(LONGEST_PHRASE, tokens.length - position); length > 0; length -= 1) {
    const phrase = tokens.slice(position, position + length);
    const written = phrase.map(({ text }) => text).join(' ');
    const stemmed = phrase.map(({ stem }) => stem).join(' ');
    const meaning =
      (startsClause ? clauseStarts.get(written) : undefined) ?? phrases.get(written) ?? phrases.get(stemmed);
    if (meaning === undefined) continue;
    return { meaning: length === 1 && isParticiple(tokens, position, meaning) ? undefined : meaning, length };
  }
  return { meaning: undefined, length: 1 };
}

/** "A stored secret" does not ask to store anything; "it needs to be stored" does. */
function isParticiple(tokens: readonly Token[], position: number, { nounStems }: PhraseMeaning): boolean {
  const isPassive = PASSIVE_MARKERS.has(tokens[position - 1]?.text ?? '');
  return position > 0 && !isPassive && nounStems.length === 0 && /ed$/.test(tokens[position]?.text ?? '');
}

/** Whether a clause starts at this token, so that it is read as a verb. */
function isClauseStart(tokens: readonly Token[], position: number): boolean {
  const text = (at: number) => tokens[at]?.text ?? '';
  if (isNumber(text(position + 1)) && text(position) !== 'run') return false;
  if (isPlural(text(position))) return false;
  const previous = text(position - 1);
  return (
    position === 0 ||
    WORDS_BEFORE_VERB.has(previous) ||
    (previous === 'to' && (position === 1 || VERBS_BEFORE_TO.has(text(position - 2))))
  );
}

function quantityOf(phrase: readonly Token[], next: Token | undefined): QueryNoun['quantity'] {
  if (phrase.some(({ text }) => isPlural(text))) return 'many';
  return next !== undefined && /\d/.test(next.text) ? 'one' : 'unspecified';
}
