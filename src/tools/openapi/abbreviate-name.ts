/** Length up to which every host accepts a tool's name, with the prefix that it adds. */
export const MAX_NAME_LENGTH = 50;
/** Letters that words are cut to, one after another, until a name fits. */
const WORD_LENGTHS = [10, 9, 8, 7, 6, 5, 4, 3] as const;

/** Common abbreviations, in the order in which they are used until a name fits. */
const ABBREVIATIONS: readonly (readonly [word: string, short: string])[] = [
  ['kubernetes', 'k8s'],
  ['organizations', 'orgs'],
  ['organization', 'org'],
  ['configurations', 'configs'],
  ['configuration', 'config'],
  ['instance', 'inst'],
  ['statistics', 'stats'],
  ['historical', 'hist'],
  ['identity', 'id'],
  ['resolution', 'resol'],
  ['dependencies', 'deps'],
  ['permissions', 'perms'],
  ['permission', 'perm'],
  ['parameters', 'params'],
  ['resources', 'res'],
  ['configs', 'cfgs'],
];

/**
 * A name of at most `longest` characters, which depends on nothing but its words: a repetition of the platform's
 * name is left out, then words are abbreviated, then cut. The words of `head`, of which the first one is the
 * platform, stay whole.
 */
export function abbreviateName(
  head: readonly string[],
  words: readonly string[],
  longest = MAX_NAME_LENGTH,
): string {
  const nameWith = (tail: readonly string[]) => [...head, ...tail].join('_');
  const fits = (tail: readonly string[]) => nameWith(tail).length <= longest;
  if (fits(words)) return nameWith(words);
  let tail = words.filter((word) => word !== head[0]);
  for (const [long, short] of ABBREVIATIONS) {
    if (fits(tail)) return nameWith(tail);
    tail = tail.map((word) => (word === long ? short : word));
  }
  for (const length of WORD_LENGTHS) {
    if (fits(tail)) return nameWith(tail);
    tail = tail.map((word) => word.slice(0, length));
  }
  return nameWith(tail).slice(0, longest).replace(/_$/, '');
}
