import { closest, distance } from 'fastest-levenshtein';

/** The known word that was most likely meant, if one is near enough to say so. */
export function nearestMatch(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const near = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), near) <= Math.max(2, near.length / 3) ? near : undefined;
}
