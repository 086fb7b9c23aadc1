import { closest, distance } from 'fastest-levenshtein';

/** Longer words were written by no person who meant a known one, and comparing them takes quadratic time. */
const MAX_WORD_CHARS = 100;

/** The known word that was most likely meant, if one is near enough to say so. */
export function nearestMatch(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || word.length > MAX_WORD_CHARS) return undefined;
  const near = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), near) <= allowedDistance(near) ? near : undefined;
}

/** In a short word every letter counts: `ip` is no misspelt `id`. */
function allowedDistance({ length }: string): number {
  if (length <= 2) return 0;
  return length === 3 ? 1 : Math.max(2, length / 3);
}
