import type { ScanToken } from 'libpg-query';

/** One token of SQL; positions count characters. */
export interface SqlToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'literal' | 'dollar_string' | 'comment' | 'other';
}

const QUOTED = /^(?:[a-z]|u&)?['"]/i;
const DOLLAR_STRING = /^\$[^\d]/;
const WORD = /^[\p{L}_]/u;

/** The scanner counts bytes of UTF-8, JavaScript counts UTF-16. */
export function toSqlTokens(text: string, tokens: readonly ScanToken[]): SqlToken[] {
  const toPosition = createPositionConverter(text);
  return tokens.map((token) => ({
    text: token.text,
    start: toPosition(token.start),
    end: toPosition(token.end),
    kind: kindOf(token.text),
  }));
}

function kindOf(text: string): SqlToken['kind'] {
  if (text.startsWith('--') || text.startsWith('/*')) return 'comment';
  if (QUOTED.test(text)) return 'literal';
  if (DOLLAR_STRING.test(text)) return 'dollar_string';
  return WORD.test(text) ? 'word' : 'other';
}

/** Converts ascending positions in the UTF-8 form of a text to positions in the text. */
export function createPositionConverter(text: string): (byte: number) => number {
  let bytes = 0;
  let position = 0;
  return (byte) => {
    while (bytes < byte && position < text.length) {
      const point = text.codePointAt(position) ?? 0;
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      position += point < 0x10000 ? 1 : 2;
    }
    return position;
  };
}
