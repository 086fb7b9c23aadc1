import { parseSql } from './parse-sql.ts';
import { lineAt, type SqlStatement, UnreadableSqlError } from './sql-statement.ts';
import { findChanges } from './statement-changes.ts';
import { findTables } from './statement-tables.ts';

/**
 * What each statement of a text does. A statement only reads if every part of it is known to: what is unknown,
 * such as a function that somebody has defined, counts as a change.
 *
 * @throws UnreadableSqlError, and nothing else
 */
export async function analyzeSql(text: string): Promise<readonly SqlStatement[]> {
  const statements = await parseSql(text);
  try {
    return statements.map(({ node, start }) => {
      const changes = findChanges(node);
      return {
        line: lineAt(text, start),
        changes: changes.map(({ says }) => says),
        isDestructive: changes.some(({ isDestructive }) => isDestructive),
        tables: findTables(node),
        namesAllTables: !changes.some(({ isOpaque }) => isOpaque),
      };
    });
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new UnreadableSqlError('it is nested too deeply', null, 'Simplify it.');
    }
    throw cause;
  }
}
