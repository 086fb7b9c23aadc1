import type { Operation } from '../../src/tools/operation.ts';
import { anonymousPath } from '../../src/tools/path-template.ts';

/** A request in a person's words, and what serves it. */
export interface SearchRequest {
  readonly query: string;
  /** Names of operations, names with `*`, or requests: `GET /tables/{}`. */
  readonly expected: readonly string[];
}

type FoundOperation = Pick<Operation, 'name' | 'verb' | 'path'>;

export interface SearchScore {
  /** Shares of the requests for which an expected operation is the first result, or one of the first five. */
  readonly first: number;
  readonly topFive: number;
  /** Requests for which no expected operation is the first result. */
  readonly misses: readonly (SearchRequest & {
    readonly found: readonly string[];
    readonly isFound: boolean;
  })[];
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
  find: (query: string) => readonly FoundOperation[],
): SearchScore {
  const answered = requests.map((request) => {
    const found = find(request.query);
    const rank = found.findIndex((operation) => serves(operation, request));
    return { ...request, found: found.map(({ name }) => name), rank };
  });
  const shareWithin = (limit: number) =>
    answered.filter(({ rank }) => rank >= 0 && rank < limit).length / requests.length;
  return {
    first: shareWithin(1),
    topFive: shareWithin(5),
    misses: answered.flatMap(({ rank, ...request }) =>
      rank === 0 ? [] : [{ ...request, isFound: rank > 0 }],
    ),
  };
}

/** Whether an operation is one of those that a request expects. */
export function serves({ name, verb, path }: FoundOperation, { expected }: SearchRequest): boolean {
  return expected.some((each) => {
    const [start = '', end] = each.split('*');
    if (end !== undefined) return name.startsWith(start) && name.endsWith(end);
    return each === name || each === `${verb} ${anonymousPath(path)}`;
  });
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
