/** A table; each row has as many cells as the head. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return lines([head, head.map(() => '---'), ...rows].map(row));
}

function row(cells: readonly string[]): string {
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
