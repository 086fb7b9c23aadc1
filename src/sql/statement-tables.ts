import { isObject } from '../json.ts';
import type { SqlNode } from './parse-sql.ts';
import { formatTableName, type TableName } from './sql-statement.ts';
import { namesIn, nodeListOf, nodeTableName } from './statement-changes.ts';

/** Where a statement has the table that it writes to, which is never a common table expression. */
const TARGET_FIELDS: ReadonlySet<string> = new Set(['relation', 'intoClause']);
const NO_EXPRESSIONS: ReadonlySet<string> = new Set();

/** Every table that a statement names, once. */
export function findTables(node: SqlNode): readonly TableName[] {
  const found = new Map<string, TableName>();
  for (const table of tablesIn(node, new Set())) found.set(formatTableName(table), table);
  return [...found.values()];
}

function* tablesIn(value: unknown, outer: ReadonlySet<string>): Generator<TableName> {
  if (Array.isArray(value)) {
    for (const element of value) yield* tablesIn(element, outer);
    return;
  }
  if (!isObject(value)) return;
  const name = nodeTableName(value);
  if (name !== null && (name.schema !== null || !outer.has(name.table))) yield name;
  if (typeof value['removeType'] === 'string') yield* droppedTables(value);
  const { withClause, ...rest } = value;
  const known = isObject(withClause) ? yield* tablesOfWith(withClause, outer) : outer;
  for (const [field, inner] of Object.entries(rest)) {
    yield* tablesIn(inner, TARGET_FIELDS.has(field) ? NO_EXPRESSIONS : known);
  }
}

/** A common table expression sees those before it, and with RECURSIVE all of them. */
function* tablesOfWith(
  withClause: Readonly<Record<string, unknown>>,
  outer: ReadonlySet<string>,
): Generator<TableName, ReadonlySet<string>> {
  const known = new Set(outer);
  const expressions = nodeListOf(withClause['ctes']).map((element) =>
    isObject(element) && isObject(element['CommonTableExpr']) ? element['CommonTableExpr'] : {},
  );
  const all = new Set([...outer, ...expressions.map(({ ctename }) => String(ctename))]);
  for (const { ctename, ctequery } of expressions) {
    yield* tablesIn(ctequery, withClause['recursive'] === true ? all : known);
    known.add(String(ctename));
  }
  return all;
}

function* droppedTables(statement: Readonly<Record<string, unknown>>): Generator<TableName> {
  for (const object of nodeListOf(statement['objects'])) {
    const [table, schema = null, database = null] = namesIn(nodeListOf(object)).toReversed();
    if (table !== undefined) yield { database, schema, table };
  }
}
