import { EFFECTS, type Effect } from '../tools/effect.ts';

/** Longer names were written by no one who meant a tool. */
export const MAX_NAME_CHARS = 100;

/** The words of a name in lower case, however they are joined: `civisJobsList`, `jobs.list`, `Civis Jobs List`. */
export function splitName(name: string): string[] {
  return name
    .slice(0, MAX_NAME_CHARS)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

/** A word without the ending of its plural; not always a word, but the same for both. */
export function singularOf(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** What a verb in a name asks for. */
export interface VerbMeaning {
  /** The word that tools use for it. */
  readonly verb: string;
  readonly effects: readonly Effect[];
}

const CHANGES = EFFECTS.filter((effect) => effect !== 'read');

/** Verbs by what they ask for; the first of each row is the word that workflows use. */
const VERBS: readonly (readonly [words: string, effects: readonly Effect[]])[] = [
  ['get list read show view fetch retrieve lookup describe index', ['read']],
  ['find search filter', ['read']],
  ['wait follow watch poll', ['read']],
  ['diagnose explain', ['read']],
  ['download export', ['read', 'create']],
  ['post', ['create', 'run']],
  ['create new make insert register', ['create']],
  ['add', ['create', 'update', 'share']],
  ['upload', ['create']],
  ['import', ['create', 'run']],
  ['publish submit', CHANGES],
  ['clone copy duplicate', ['create']],
  ['patch update edit modify change rename set', ['update', 'replace']],
  ['put replace overwrite', ['replace', 'update']],
  ['run start execute execution trigger launch invoke restart build deploy refresh', ['run']],
  ['cancel stop abort kill terminate', ['cancel']],
  ['delete remove destroy drop unshare revoke', ['delete', 'archive']],
  ['share grant', ['share']],
  ['archive unarchive', ['archive']],
];

const VERB_MEANINGS: ReadonlyMap<string, VerbMeaning> = new Map(
  VERBS.flatMap(([row, effects]) => {
    const [verb = '', ...others] = row.split(' ');
    return [verb, ...others].map((word) => [word, { verb, effects }] as const);
  }),
);

/** Undefined for a word that is no verb. */
export function meaningOfVerb(word: string): VerbMeaning | undefined {
  return VERB_MEANINGS.get(word);
}
