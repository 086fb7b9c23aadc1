import { isObject, toText } from '../../json.ts';

/** Characters of the note that stands in for lines that were left out. */
const NOTE_CHARS = 100;

/** A run's log as lines of text in the order of what happened; over the budget its end is what counts. */
export function logText(lines: unknown, maxChars: number): string {
  const records = (Array.isArray(lines) ? lines : []).filter(isObject);
  const texts = records
    .toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)))
    .map(({ created_at, level, message }) => [created_at, level, message].map(toText).join(' '));
  let room = maxChars - NOTE_CHARS;
  let first = texts.length;
  while (first > 0 && room - (texts[first - 1]?.length ?? 0) - 1 >= 0) {
    first -= 1;
    room -= (texts[first]?.length ?? 0) + 1;
  }
  const note = first === 0 ? [] : [`(${first} earlier lines are left out, to stay within the result budget)`];
  return [...note, ...texts.slice(first)].join('\n');
}

/** Lines arrive late; those of one moment keep the order of their ids. */
function keyOf({ created_at, id }: Record<string, unknown>): string {
  return `${toText(created_at)} ${toText(id).padStart(20, '0')}`;
}
