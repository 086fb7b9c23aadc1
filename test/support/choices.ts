/** A request in people's words, and the operations that serve it. */
export interface Choice {
  readonly asks: string;
  readonly serves: readonly string[];
}

export interface Score {
  /** Shares of the requests that the first, or one of the first five, serves. */
  readonly first: number;
  readonly topFive: number;
  /** What the first does not serve. */
  readonly misses: readonly (Choice & { readonly found: readonly string[] })[];
}

/** Reads `request | operation | operation` line by line; `#` begins a comment. */
export function readChoices(text: string): Choice[] {
  return text
    .split('\n')
    .filter((line) => line.includes(' | ') && !line.startsWith('#'))
    .map((line) => {
      const [asks = '', ...serves] = line.split(' | ').map((part) => part.trim());
      return { asks, serves };
    });
}

/** Puts every request to a search. */
export function score(
  choices: readonly Choice[],
  find: (asks: string) => readonly { readonly name: string }[],
): Score {
  const answered = choices.map((choice) => {
    const found = find(choice.asks).map(({ name }) => name);
    return { ...choice, found, rank: found.findIndex((name) => choice.serves.includes(name)) };
  });
  const share = (within: number) =>
    answered.filter(({ rank }) => rank >= 0 && rank < within).length / choices.length;
  return { first: share(1), topFive: share(5), misses: answered.filter(({ rank }) => rank !== 0) };
}
