import { deparseSync } from 'pgsql-deparser';
import { isObject } from '../../json.ts';
import { quoteIdentifier } from './sql-values.ts';
import { listIn, namesOf, type Tree, translateExpression } from './translate-expressions.ts';

/** A statement in the form of SQLite, or something that has no rows and needs no SQL. */
export type Translated =
  | { readonly kind: 'sql'; readonly sql: string }
  | { readonly kind: 'schema'; readonly schema: string }
  | { readonly kind: 'nothing' };

/** Names of a session: its temporary tables, which have no schema. */
export type SessionTables = Set<string>;

/** The sandbox cannot run a statement. */
export class UnsupportedSqlError extends Error {}

/** Schema of tables that are named without one. */
const DEFAULT_SCHEMA = 'public';

/** Statements without an effect on the sandbox. */
const IGNORED = new Set([
  ...['TransactionStmt', 'VariableSetStmt', 'VacuumStmt', 'GrantStmt', 'CommentStmt', 'LockStmt'],
]);

/** Statements that are translated part by part. */
const TRANSLATED = new Set([
  ...['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'CreateStmt', 'CreateTableAsStmt', 'ViewStmt'],
]);

/**
 * Translates a statement of Redshift for SQLite, in which a table's name contains its schema.
 *
 * @throws UnsupportedSqlError
 */
export function translateStatement(statement: Tree, session: SessionTables): Translated[] {
  const copy = structuredClone(statement);
  const [[type, fields] = ['', {}]] = Object.entries(copy);
  const node = isObject(fields) ? fields : {};
  if (IGNORED.has(type)) return [{ kind: 'nothing' }];
  if (type === 'CreateSchemaStmt') return [{ kind: 'schema', schema: String(node['schemaname']) }];
  if (type === 'TruncateStmt') return listIn(node['relations']).map((table) => emptyTable(table, session));
  if (type === 'DropStmt') return dropTables(node, session);
  if (type === 'RenameStmt' || type === 'AlterTableStmt') return [alterTable(type, node, session)];
  if (!TRANSLATED.has(type)) {
    throw new UnsupportedSqlError(`the sandbox does not support ${type.replace(/Stmt$/, '')} statements`);
  }
  const translated = translateInto(type, node, session) ?? copy;
  translateNode(translated, new Set(), session);
  for (const part of Object.values(translated)) removeAliases(part);
  return [{ kind: 'sql', sql: deparse(translated) }];
}

function deparse(node: Tree): string {
  try {
    return deparseSync([node] as never).replace(/;\s*$/, '');
  } catch {
    throw new UnsupportedSqlError('the sandbox does not support this statement');
  }
}

/** SELECT … INTO as CREATE TABLE … AS; also registers temporary tables. Undefined for any other statement. */
function translateInto(type: string, node: Tree, session: SessionTables): Tree | undefined {
  const into = isObject(node['intoClause'])
    ? node['intoClause']
    : isObject(node['into'])
      ? node['into']
      : undefined;
  registerTemporary(isObject(into) ? into['rel'] : node['relation'], session);
  if (type !== 'SelectStmt' || into === undefined) return undefined;
  const { intoClause: _, ...query } = node;
  return { CreateTableAsStmt: { query: { SelectStmt: query }, into, objtype: 'OBJECT_TABLE' } };
}

function registerTemporary(relation: unknown, session: SessionTables): void {
  if (isObject(relation) && relation['relpersistence'] === 't') session.add(String(relation['relname']));
}

function emptyTable(table: unknown, session: SessionTables): Translated {
  const relation = isObject(table) ? table['RangeVar'] : undefined;
  const statement = { DeleteStmt: { relation } };
  translateNode(statement, new Set(), session);
  return { kind: 'sql', sql: deparse(statement) };
}

function dropTables(node: Tree, session: SessionTables): Translated[] {
  const kind = { OBJECT_TABLE: 'TABLE', OBJECT_VIEW: 'VIEW' }[String(node['removeType'])];
  if (kind === undefined) throw new UnsupportedSqlError('the sandbox drops only tables and views');
  return listIn(node['objects']).map((object) => {
    const list = isObject(object) && isObject(object['List']) ? object['List'] : {};
    const [table = '', schema] = namesOf(list['items']).toReversed();
    const name = schema === undefined && session.has(table) ? table : qualify(schema, table);
    const condition = node['missing_ok'] === true ? 'IF EXISTS ' : '';
    return { kind: 'sql', sql: `DROP ${kind} ${condition}${quoteIdentifier(name)}` };
  });
}

function alterTable(type: string, node: Tree, session: SessionTables): Translated {
  const relation = isObject(node['relation']) ? node['relation'] : {};
  const schema = relation['schemaname'];
  const statement = { [type]: node };
  translateNode(statement, new Set(), session);
  removeAliases(node);
  if (type === 'RenameStmt' && node['renameType'] === 'OBJECT_TABLE') {
    node['newname'] = qualify(typeof schema === 'string' ? schema : undefined, String(node['newname']));
  }
  return { kind: 'sql', sql: deparse(statement) };
}

function qualify(schema: string | undefined, table: string): string {
  return `${schema ?? DEFAULT_SCHEMA}.${table}`;
}

/** Translates all parts of a node, in place; `known` holds the common table expressions that it sees. */
function translateNode(value: unknown, outer: ReadonlySet<string>, session: SessionTables): void {
  if (Array.isArray(value)) {
    for (const [at, element] of value.entries()) {
      translateNode(element, outer, session);
      if (isObject(element)) value[at] = translateExpression(element);
    }
    return;
  }
  if (!isObject(value)) return;
  if (typeof value['relname'] === 'string') qualifyTable(value, outer, session);
  nameColumns(value);
  const known = expressionNames(value, outer);
  if (value['limitOption'] === 'LIMIT_OPTION_COUNT' && isNull(value['limitCount']))
    delete value['limitCount'];
  for (const [name, inner] of Object.entries(value)) {
    translateNode(inner, known, session);
    if (isObject(inner)) value[name] = translateExpression(inner);
  }
}

function isNull(node: unknown): boolean {
  return isObject(node) && isObject(node['A_Const']) && node['A_Const']['isnull'] === true;
}

/** The names of the common table expressions in a node, which hide tables. */
function expressionNames({ withClause }: Tree, outer: ReadonlySet<string>): ReadonlySet<string> {
  if (!isObject(withClause)) return outer;
  const names = listIn(withClause['ctes']).map((element) =>
    isObject(element) && isObject(element['CommonTableExpr'])
      ? String(element['CommonTableExpr']['ctename'])
      : '',
  );
  return new Set([...outer, ...names]);
}

/** `public.donations` becomes the one name `"public.donations"`, and keeps its short name for columns. */
function qualifyTable(relation: Tree, known: ReadonlySet<string>, session: SessionTables): void {
  const { catalogname, schemaname, relname } = relation;
  const table = String(relname);
  if (catalogname !== undefined)
    throw new UnsupportedSqlError('the sandbox does not support other databases in names');
  if (schemaname === undefined && (known.has(table) || session.has(table))) return;
  relation['relname'] = qualify(typeof schemaname === 'string' ? schemaname : undefined, table);
  delete relation['schemaname'];
  relation['alias'] ??= { aliasname: table };
}

/** What is created or altered has no other name. */
function removeAliases(node: unknown): void {
  if (!isObject(node)) return;
  const into = isObject(node['into']) ? node['into']['rel'] : undefined;
  const target =
    node['targetList'] === undefined && node['whereClause'] === undefined ? node['relation'] : undefined;
  for (const relation of [into, node['view'], target]) if (isObject(relation)) delete relation['alias'];
}

/** SQLite names a column after its text, Redshift after its function. */
function nameColumns({ targetList }: Tree): void {
  for (const element of listIn(targetList)) {
    const target = isObject(element) && isObject(element['ResTarget']) ? element['ResTarget'] : {};
    target['name'] ??= columnNameOf(target['val']);
  }
}

function columnNameOf(node: unknown): string | undefined {
  const [[type, fields] = ['', {}]] = isObject(node) ? Object.entries(node) : [];
  const parts = isObject(fields) ? fields : {};
  switch (type) {
    case 'ColumnRef':
      return namesOf(parts['fields'])[0] === 'sysdate' ? 'sysdate' : undefined;
    case 'FuncCall':
      return namesOf(parts['funcname']).at(-1);
    case 'TypeCast':
      return castName(parts);
    case 'CaseExpr':
      return 'case';
    case 'CoalesceExpr':
      return 'coalesce';
    case 'MinMaxExpr':
      return parts['op'] === 'IS_LEAST' ? 'least' : 'greatest';
    default:
      return '?column?';
  }
}

function castName({ arg, typeName }: Tree): string | undefined {
  const isColumn = isObject(arg) && isObject(arg['ColumnRef']);
  if (isColumn) return namesOf((arg['ColumnRef'] as Tree)['fields']).at(-1);
  return isObject(typeName) ? namesOf(typeName['names']).at(-1) : undefined;
}
