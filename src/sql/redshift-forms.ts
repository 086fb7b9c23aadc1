import type { SqlToken } from './sql-tokens.ts';

/**
 * Replaces forms that Redshift has and PostgreSQL has not by forms of PostgreSQL that read the same tables and
 * call the same functions. Every replacement has the length of what it replaces, so that positions stay. Null if
 * there are none.
 */
export function replaceRedshiftForms(text: string, tokens: readonly SqlToken[]): string | null {
  const edits: Edit[] = [];
  const words = tokens.map(({ text: word, kind }) => (kind === 'word' ? word.toUpperCase() : word));
  const depths: Level[] = [newLevel()];
  for (let at = 0; at < tokens.length; at += 1) {
    if (words[at] === '(') depths.push(newLevel());
    else if (words[at] === ')' && depths.length > 1) depths.pop();
    else edits.push(...editsAt(at, words, depths.at(-1) ?? newLevel()));
  }
  if (edits.length === 0) return null;
  let replaced = '';
  let from = 0;
  for (const { first, last, by } of edits) {
    const [start, end] = [tokens[first]?.start ?? 0, tokens[last]?.end ?? 0];
    if (start < from) continue;
    replaced += text.slice(from, start) + fill(by, text.slice(start, end));
    from = end;
  }
  return replaced + text.slice(from);
}

/** Tokens to replace, from the first to the last. */
interface Edit {
  readonly first: number;
  readonly last: number;
  readonly by: string;
}

/** One level of parentheses. */
interface Level {
  /** Whether the current SELECT has had its HAVING. */
  hasHaving: boolean;
}

const newLevel = (): Level => ({ hasHaving: false });

function editsAt(at: number, words: readonly string[], level: Level): Edit[] {
  const [word, next = '', third = ''] = words.slice(at, at + 3);
  const remove = (count: number): Edit[] => [{ first: at, last: at + count - 1, by: '' }];
  switch (word) {
    case 'SELECT':
      level.hasHaving = false;
      return topEdit(at, words);
    case 'HAVING':
      level.hasHaving = true;
      return [];
    // A condition on the result of window functions: for the tables and functions that it names, another HAVING.
    case 'QUALIFY': {
      const by = level.hasHaving ? 'AND' : 'HAVING';
      level.hasHaving = true;
      return [{ first: at, last: at, by }];
    }
    case 'MINUS':
      return next === 'SELECT' || next === '(' ? [{ first: at, last: at, by: 'UNION' }] : [];
    case 'APPROXIMATE':
      return remove(1);
    case 'IGNORE':
    case 'RESPECT':
      return next === 'NULLS' ? remove(2) : [];
    case 'LISTAGG':
      return next === '(' && third === 'DISTINCT' ? [{ first: at + 2, last: at + 2, by: '' }] : [];
    case 'GROUP':
      return next === 'BY' && third === 'ALL' ? [{ first: at + 2, last: at + 2, by: '1' }] : [];
    default:
      return [];
  }
}

/** `SELECT TOP 10 a` */
function topEdit(at: number, words: readonly string[]): Edit[] {
  const top = ['DISTINCT', 'ALL'].includes(words[at + 1] ?? '') ? at + 2 : at + 1;
  return words[top] === 'TOP' && /^\d+$/.test(words[top + 1] ?? '')
    ? [{ first: top, last: top + 1, by: '' }]
    : [];
}

/** Keeps the length in bytes, and line breaks where they were. */
function fill(by: string, original: string): string {
  const blank = original.replace(/[^\n]/g, ' ');
  return by + blank.slice(by.length);
}
