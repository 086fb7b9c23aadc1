import { expect, it } from 'vitest';
import { callableTools } from '../src/dispatch/tool-catalogue.ts';

/** Share of words that two descriptions have in common, from which a reader may confuse the tools. */
const CONFUSABLE = 0.6;

const tools = [...callableTools([]).values()].map(({ name, description }) => ({
  name,
  words: new Set(description.toLowerCase().match(/[a-z0-9]+/g)),
  // That an operation is retired stands before its first sentence.
  first: description.replace(/^Retired[^.]*\.\s/, '').split(/(?<=[.!?])\s/, 1)[0] ?? '',
}));

const confusable = tools.flatMap((one, at) =>
  tools.slice(at + 1).flatMap((other) => {
    const common = [...one.words].filter((word) => other.words.has(word)).length;
    const share = common / (one.words.size + other.words.size - common);
    return share >= CONFUSABLE ? [{ one, other }] : [];
  }),
);

it('looks at tools that may be confused', () => {
  expect(confusable.length).toBeGreaterThan(100);
});

it('tells tools that may be confused apart in their first sentences', () => {
  const same = confusable.filter(({ one, other }) => one.first === other.first);
  expect(same.map(({ one, other }) => `${one.name} and ${other.name}: ${one.first}`)).toEqual([]);
});
