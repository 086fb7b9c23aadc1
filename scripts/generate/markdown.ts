type Row = readonly string[];

/** A table; each row has as many cells as the header. */
export function table(head: Row, rows: readonly Row[]): string {
  return lines([head, head.map(() => '---'), ...rows].map(row));
}

/** The same with columns of equal width, for a page that people also read as text. */
export function alignedTable(head: Row, rows: readonly Row[]): string {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const padded = [head, ...rows].map((cells) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)),
  );
  const rule = widths.map((width) => '-'.repeat(width));
  return lines([...padded.slice(0, 1), rule, ...padded.slice(1)].map(row));
}

function row(cells: Row): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function lines(each: readonly string[]): string {
  return each.join('\n');
}

/** Blocks one below the other; empty ones are left out. */
export function blocks(each: readonly string[]): string {
  return each.filter((block) => block !== '').join('\n\n');
}

export function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** The page with this text between the markers of the part. */
export function withGeneratedPart(page: string, part: string, text: string): string {
  const opening = `<!-- generated:${part} -->`;
  const closing = `<!-- /generated:${part} -->`;
  const [before, after] = [page.indexOf(opening), page.indexOf(closing)];
  if (before === -1 || after < before) throw new Error(`The page has no ${opening} followed by ${closing}`);
  return `${page.slice(0, before)}${blocks([opening, text])}\n\n${page.slice(after)}`;
}
