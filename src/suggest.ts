import { closest, distance } from 'fastest-levenshtein';

/** Longer words were written by no person who meant a known one, and comparing them takes quadratic time. */
const MAX_WORD_CHARS = 100;

/** The known word that was most likely meant, if one is near enough to say so. */
export function nearestMatch(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > MAX_WORD_CHARS) return undefined;
  const given = word.toLowerCase();
  const near = closest(given, known);
  return distance(given, near) <= allowedDistance(given, near) ? near : undefined;
}

/**
 * In a short word every letter counts: `idd` may mean `id`, but `ip` does not, nor does `date` mean `name`.
 * Letters in another order are a slip at any length.
 */
function allowedDistance(given: string, near: string): number {
  if (sortedLetters(given) === sortedLetters(near)) return 2;
  if (near.length <= 3) return given.length > near.length ? 1 : 0;
  return near.length <= 5 ? 1 : Math.max(2, near.length / 3);
}

function sortedLetters(word: string): string {
  return Array.from(word).sort().join('');
}

/** The known names that were most likely meant, the best first: those that contain the word, and similar ones. */
export function nearestMatches(word: string, known: readonly string[], most: number): string[] {
  const given = word.toLowerCase();
  if (given === '' || given.length > MAX_WORD_CHARS) return [];
  return known
    .filter((name) => name.length <= MAX_WORD_CHARS)
    .map((name) => ({ name, distance: distanceTo(given, name.toLowerCase()) }))
    .filter(({ name, distance: edits }) => edits <= Math.max(2, Math.min(name.length, given.length) / 2))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, most)
    .map(({ name }) => name);
}

function distanceTo(given: string, name: string): number {
  const contains = name.includes(given) || (name.length > 2 && given.includes(name));
  return contains ? 1 : distance(given, name);
}
