import { isObject, toText } from '../../json.ts';

/** Maximum length of the note that replaces the omitted lines. */
const NOTE_CHARS = 100;

/** A run's log as text, sorted by time; if it is too long, only its end. */
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
  const note =
    first === 0 ? [] : [`(${first} earlier lines are left out because the result is limited in size)`];
  return [...note, ...texts.slice(first)].join('\n');
}

/** Lines may arrive late; lines with the same time are sorted by id. */
function keyOf({ created_at, id }: Record<string, unknown>): string {
  return `${toText(created_at)} ${toText(id).padStart(20, '0')}`;
}
