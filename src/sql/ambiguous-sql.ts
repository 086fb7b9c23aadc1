import { lineAt, UnreadableSqlError } from './sql-statement.ts';
import type { SqlToken } from './sql-tokens.ts';

/** Characters other than spaces and line breaks that are invisible, or that other systems take for a line break. */
const INVISIBLE = /[^\P{C}\t\n\r]|[^\P{Z} ]/u;

/**
 * Refuses text that databases split into different tokens: what one takes for a string or a comment may be a
 * statement for another. The parser follows PostgreSQL 18; Redshift derives from PostgreSQL 8.0, where a backslash
 * in a string escapes a quote.
 *
 * @throws UnreadableSqlError
 */
export function refuseAmbiguousTokens(text: string, tokens: readonly SqlToken[]): void {
  for (const token of tokens) {
    const problem = problemOf(token);
    if (problem !== null)
      throw new UnreadableSqlError(problem.message, lineAt(text, token.start), problem.hint);
  }
  refuseInvisibleCharacters(text, tokens);
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

function problemOf({ text, kind }: SqlToken): Problem | null {
  switch (kind) {
    case 'literal':
      return literalProblem(text);
    case 'dollar_string':
      return /[;'"]|--|\/\*/.test(text)
        ? {
            message: 'a dollar-quoted string contains a semicolon, a quote or a comment',
            hint: "Write the string in single quotes, with '' for a quote.",
          }
        : null;
    case 'comment':
      return commentProblem(text);
    default:
      return text.includes('#') || text.includes('`')
        ? {
            message: `${text.includes('#') ? '#' : 'a backtick'} has another meaning in other databases`,
            hint: 'Quote names in double quotes, and begin comments with --.',
          }
        : null;
  }
}

function literalProblem(text: string): Problem | null {
  if (/^u&/i.test(text)) {
    return {
      message: 'strings and names with Unicode escapes (U&) cannot be analyzed',
      hint: 'Write the characters themselves.',
    };
  }
  // Pairs of backslashes leave the quote after them as it is, in either reading.
  const isAmbiguous = text.replaceAll('\\\\', '').includes("\\'");
  return isAmbiguous
    ? {
        message: 'a backslash before a quote ends the string in some databases and not in others',
        hint: "Write '' for a quote in a string, and chr(92) for a backslash at its end.",
      }
    : null;
}

function commentProblem(text: string): Problem | null {
  if (text.startsWith('--')) return null;
  if (text.startsWith('/*!')) {
    return { message: 'a comment that begins with /*! is a statement in some databases', hint: 'Remove it.' };
  }
  return text.indexOf('/*', 1) === -1
    ? null
    : {
        message: 'a comment within a comment ends at different places in different databases',
        hint: 'Remove the inner /*.',
      };
}

function refuseInvisibleCharacters(text: string, tokens: readonly SqlToken[]): void {
  let from = 0;
  const refuseIn = (part: string, start: number) => {
    const at = part.search(INVISIBLE);
    if (at === -1) return;
    const code = (part.codePointAt(at) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new UnreadableSqlError(
      `the invisible character U+${code} stands outside of a string`,
      lineAt(text, start + at),
      'Remove it.',
    );
  };
  for (const { start, end, kind } of tokens) {
    if (kind !== 'literal' && kind !== 'dollar_string') continue;
    refuseIn(text.slice(from, start), from);
    from = end;
  }
  refuseIn(text.slice(from), from);
}
