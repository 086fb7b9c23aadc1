/** A request in a person's words, and the names of the operations that serve it. */
export interface SearchRequest {
  readonly query: string;
  readonly expected: readonly string[];
}

export interface SearchScore {
  /** Shares of the requests for which an expected operation is the first result, or one of the first five. */
  readonly first: number;
  readonly topFive: number;
  /** Requests for which no expected operation is the first result. */
  readonly misses: readonly (SearchRequest & { readonly found: readonly string[] })[];
}

/** Reads lines of `query | operation | operation`; `#` begins a comment. */
export function readSearchRequests(text: string): SearchRequest[] {
  return text
    .split('\n')
    .filter((line) => line.includes(' | ') && !line.startsWith('#'))
    .map((line) => {
      const [query = '', ...expected] = line.split(' | ').map((part) => part.trim());
      return { query, expected };
    });
}

export function scoreSearch(
  requests: readonly SearchRequest[],
  find: (query: string) => readonly { readonly name: string }[],
): SearchScore {
  const answered = requests.map((request) => {
    const found = find(request.query).map(({ name }) => name);
    return { ...request, found, rank: found.findIndex((name) => request.expected.includes(name)) };
  });
  const shareWithin = (limit: number) =>
    answered.filter(({ rank }) => rank >= 0 && rank < limit).length / requests.length;
  return {
    first: shareWithin(1),
    topFive: shareWithin(5),
    misses: answered.filter(({ rank }) => rank !== 0),
  };
}

/** The same requests with a typing error in one word of each, the same ones each time. */
export function misspell(requests: readonly SearchRequest[]): SearchRequest[] {
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  return requests.flatMap(({ query, expected }) => {
    const words = [...query.matchAll(/[a-z]{5,}/g)];
    const match = words[random(Math.max(1, words.length))];
    if (match === undefined) return [];
    const [word] = match;
    const at = 1 + random(word.length - 2);
    const letter = String.fromCharCode(97 + random(26));
    const [head, here = '', next = '', tail] = [
      word.slice(0, at),
      word[at],
      word[at + 1],
      word.slice(at + 2),
    ];
    const typed = [
      `${head}${next}${tail}`,
      `${head}${next}${here}${tail}`,
      `${head}${letter}${next}${tail}`,
      `${head}${letter}${here}${next}${tail}`,
    ][random(4)];
    const misspelt = `${query.slice(0, match.index)}${typed}${query.slice(match.index + word.length)}`;
    return [{ query: misspelt, expected }];
  });
}
