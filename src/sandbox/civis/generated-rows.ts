import type { Column } from '../csv/column-types.ts';
import { SeededRandom } from '../state/seeded-random.ts';

const DAY_MS = 86_400_000;
/** Generated dates lie in this many days before now. */
const MAX_AGE_DAYS = 420;

/** Words for columns of text, by a part of the column's name. */
const WORDS: readonly (readonly [part: string, words: readonly [string, ...string[]]])[] = [
  ['email', ['ada', 'ben', 'cleo', 'dev', 'esme', 'finn', 'gus', 'hana']],
  ['campaign', ['spring appeal', 'year end', 'monthly giving', 'gala']],
  ['channel', ['web', 'mail', 'phone', 'event']],
  ['industry', ['education', 'energy', 'health', 'retail']],
  ['stage', ['prospecting', 'proposal', 'closed won', 'closed lost']],
  ['category', ['grocery', 'garden', 'home', 'toys']],
  ['state', ['CA', 'IL', 'NY', 'OH', 'TX']],
  ['city', ['Chicago', 'Columbus', 'Fresno', 'Houston', 'Rochester']],
  ['zip', ['14604', '43004', '60601', '77002', '93650']],
  ['address', ['12 Elm St', '400 Lake Ave', '7 Harbor Rd', '88 Oak Blvd']],
  ['code', ['SPRING10', 'VIP25', 'WELCOME5']],
  ['name', ['Alder & Sons', 'Birch Foundation', 'Cedar Group', 'Dogwood Trust', 'Elm Partners']],
];

/**
 * Rows that look like data: ids count up, dates lie in the past year and a bit, more of them recently. The same
 * table gives the same rows.
 */
export function* generateRows(
  columns: readonly Column[],
  count: number,
  seed: number,
  now: number,
): Generator<(string | null)[]> {
  const random = new SeededRandom(seed);
  for (let row = 1; row <= count; row += 1) {
    // The square makes recent days more frequent; the oldest rows have the smallest ids.
    const age = (1 - Math.sqrt(row / count)) * MAX_AGE_DAYS;
    const moment = new Date(now - age * DAY_MS - random.next() * 600_000);
    yield columns.map((column, at) => generateValue(column, at, { row, moment, random }));
  }
}

interface RowState {
  readonly row: number;
  readonly moment: Date;
  readonly random: SeededRandom;
}

function generateValue({ name, type }: Column, at: number, { row, moment, random }: RowState): string | null {
  switch (type) {
    case 'integer':
      return String(at === 0 ? row : random.integer(1, 900));
    case 'decimal':
      return (Math.exp(random.between(1.5, 6.5)) + random.next()).toFixed(2);
    case 'date':
      return moment.toISOString().slice(0, 10);
    case 'timestamp':
      return moment.toISOString().slice(0, 19).replace('T', ' ');
    case 'boolean':
      return random.next() < 0.25 ? 'true' : 'false';
    default:
      return generateText(name, at, row, random);
  }
}

function generateText(name: string, at: number, row: number, random: SeededRandom): string {
  const words = WORDS.find(([part]) => name.includes(part))?.[1];
  if (words === undefined)
    return at === 0 ? `${name.charAt(0).toUpperCase()}${row}` : `${name} ${random.integer(1, 60)}`;
  const word = random.pick(words);
  return name.includes('email') ? `${word}${row}@example.org` : word;
}
