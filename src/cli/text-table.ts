import { styleText } from 'node:util';

/** Where a result is printed. */
export interface Screen {
  /** Characters in a line; null where nothing has to be cut. */
  readonly width: number | null;
  /** Whether headings may be emphasized. */
  readonly color: boolean;
}

const GAP = '  ';
/** A column is not cut below this. */
const MIN_COLUMN = 8;

/** Rows in columns, each line cut to the screen. The widest columns give way first. */
export function formatTable(
  rows: readonly (readonly string[])[],
  { width, color }: Screen,
  headings?: readonly string[],
): string {
  const all = headings === undefined ? rows : [headings, ...rows];
  const widths = fitWidths(widthsOf(all), width);
  const lines = all.map((row) =>
    row
      .map((cell, at) => cut(cell, widths[at] ?? 0))
      .map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)))
      .join(GAP)
      .trimEnd(),
  );
  const [first = '', ...others] = lines;
  const heading =
    color && headings !== undefined ? styleText('bold', first, { validateStream: false }) : first;
  return all.length === 0 ? '' : `${[heading, ...others].join('\n')}\n`;
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, at) =>
    rows.reduce((most, row) => Math.max(most, row[at]?.length ?? 0), 0),
  );
}

function fitWidths(widths: readonly number[], screen: number | null): readonly number[] {
  if (screen === null) return widths;
  const room = screen - GAP.length * (widths.length - 1);
  const fitted = [...widths];
  for (let excess = sum(fitted) - room; excess > 0; excess = sum(fitted) - room) {
    const widest = fitted.indexOf(Math.max(...fitted));
    const next = Math.max(MIN_COLUMN, ...fitted.filter((each) => each < (fitted[widest] ?? 0)));
    const current = fitted[widest] ?? 0;
    if (current <= MIN_COLUMN) break;
    fitted[widest] = Math.max(current - excess, Math.min(next, current - 1));
  }
  return fitted;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function cut(cell: string, width: number): string {
  return cell.length <= width ? cell : `${cell.slice(0, Math.max(0, width - 1))}…`;
}
