import { distance } from 'fastest-levenshtein';

/** Returns the stem itself where it is known, else a known one that is close, else undefined. */
export type SpellingCorrector = (stem: string) => string | undefined;

const SHORTEST_CORRECTED = 5;
/** Length of the longest stem that may have one error only. */
const LONGEST_WITH_ONE_ERROR = 6;

/**
 * Corrects stems to the words of the catalogue and of the synonym tables. Typing errors seldom affect the
 * first letter, so only words that share it are compared.
 *
 * Synonyms are looked up before the index is searched, so the query is corrected, not the lookup in the index.
 */
export function createSpellingCorrector(vocabulary: ReadonlySet<string>): SpellingCorrector {
  const byFirstLetter = new Map<string, string[]>();
  for (const stem of vocabulary) {
    const letter = stem.charAt(0);
    const stems = byFirstLetter.get(letter);
    if (stems === undefined) byFirstLetter.set(letter, [stem]);
    else stems.push(stem);
  }
  return (stem) => {
    if (vocabulary.has(stem)) return stem;
    const candidates = byFirstLetter.get(stem.charAt(0));
    if (stem.length < SHORTEST_CORRECTED || candidates === undefined) return undefined;
    let nearest: string | undefined;
    let fewest = stem.length > LONGEST_WITH_ONE_ERROR ? 3 : 2;
    for (const candidate of candidates) {
      if (Math.abs(candidate.length - stem.length) >= fewest) continue;
      const errors = countErrors(stem, candidate);
      // Two errors turn many a word into another one, unless they share their beginning.
      if (errors > 1 && candidate[1] !== stem[1]) continue;
      if (errors < fewest) [nearest, fewest] = [candidate, errors];
    }
    return nearest;
  };
}

/** The edits between two words, where two swapped letters are one. */
function countErrors(one: string, other: string): number {
  const edits = distance(one, other);
  if (edits !== 2 || one.length !== other.length) return edits;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const isSwapped = one[at] === other[at + 1] && one[at + 1] === other[at];
  return isSwapped && one.slice(at + 2) === other.slice(at + 2) ? 1 : edits;
}
