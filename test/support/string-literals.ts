/** What a slash is preceded by when it starts a regular expression and not a division. */
const BEFORE_REGEXP = /(?:^|[(,=:[!&|?{};\n>]|\breturn)\s*$/;

/**
 * The texts of all string and template literals in TypeScript source, without comments. An expression in a
 * template is replaced with an ellipsis; the literals inside it follow as texts of their own.
 */
export function stringLiterals(source: string): string[] {
  const found: string[] = [];
  readCode(source, 0, found);
  return found;
}

/** Reads code up to the end, or up to the brace that closes an expression in a template. */
function readCode(source: string, start: number, found: string[]): number {
  let depth = 0;
  let at = start;
  while (at < source.length) {
    const char = source[at];
    if (source.startsWith('//', at)) at = endOf(source, '\n', at);
    else if (source.startsWith('/*', at)) at = endOf(source, '*/', at + 2);
    else if (char === "'" || char === '"') at = readQuoted(source, at, found);
    else if (char === '`') at = readTemplate(source, at, found);
    else if (char === '/' && BEFORE_REGEXP.test(source.slice(Math.max(0, at - 20), at)))
      at = skipRegExp(source, at);
    else {
      if (char === '{') depth += 1;
      if (char === '}') depth -= 1;
      if (depth < 0) return at;
      at += 1;
    }
  }
  return at;
}

function endOf(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at === -1 ? source.length : at + mark.length;
}

function readQuoted(source: string, start: number, found: string[]): number {
  let text = '';
  let at = start + 1;
  while (at < source.length && source[at] !== source[start]) {
    if (source[at] === '\\') at += 1;
    text += source[at];
    at += 1;
  }
  found.push(text);
  return at + 1;
}

function readTemplate(source: string, start: number, found: string[]): number {
  const inner: string[] = [];
  let text = '';
  let at = start + 1;
  while (at < source.length && source[at] !== '`') {
    if (source.startsWith('${', at)) {
      at = readCode(source, at + 2, inner) + 1;
      text += '…';
      continue;
    }
    if (source[at] === '\\') at += 1;
    text += source[at];
    at += 1;
  }
  found.push(text, ...inner);
  return at + 1;
}

/** A slash inside a character class does not end the expression. */
function skipRegExp(source: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source[at];
    if (char === '\\') at += 1;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '\n' || (char === '/' && !inClass)) return at + 1;
  }
  return source.length;
}
