import { isObject } from '../json.ts';
import { functionEffect, READ_ONLY_FUNCTIONS } from './known-functions.ts';
import type { SqlNode } from './parse-sql.ts';
import { formatTableName, type TableName } from './sql-statement.ts';

/** One way in which a statement changes something. */
export interface Change {
  /** A clause: `deletes rows of public.donations`. */
  readonly says: string;
  /** Whether it may destroy something that is there, rather than only add to it. */
  readonly isDestructive: boolean;
  /** Whether it may reach tables that the statement does not name. */
  readonly isOpaque: boolean;
}

/** Nodes of the tree that only read, whatever is in them is looked at as well. */
const READING_NODES = new Set([
  ...['SelectStmt', 'WithClause', 'CommonTableExpr', 'ResTarget', 'ColumnRef', 'A_Star', 'Alias', 'List'],
  ...[
    'String',
    'Integer',
    'Float',
    'Boolean',
    'BitString',
    'A_Const',
    'A_Expr',
    'BoolExpr',
    'TypeCast',
    'TypeName',
  ],
  ...[
    'NamedArgExpr',
    'SubLink',
    'CaseExpr',
    'CaseWhen',
    'CoalesceExpr',
    'MinMaxExpr',
    'NullTest',
    'BooleanTest',
  ],
  ...['RangeVar', 'RangeSubselect', 'RangeFunction', 'RangeTableSample', 'JoinExpr', 'SortBy', 'WindowDef'],
  ...['GroupingSet', 'GroupingFunc', 'A_ArrayExpr', 'A_Indirection', 'A_Indices', 'RowExpr', 'CollateClause'],
  ...['SQLValueFunction', 'VariableShowStmt', 'ColumnDef', 'DefElem'],
]);

/** Statements that change something, as a clause before the names of their tables. */
const CHANGES: Readonly<Record<string, readonly [says: string, isDestructive: boolean]>> = {
  InsertStmt: ['inserts rows into', false],
  CreateStmt: ['creates table', false],
  CreateTableAsStmt: ['creates table', false],
  CreateSchemaStmt: ['creates a schema', false],
  UpdateStmt: ['updates rows of', true],
  DeleteStmt: ['deletes rows of', true],
  MergeStmt: ['merges rows into', true],
  TruncateStmt: ['deletes all rows of', true],
  AlterTableStmt: ['alters', true],
  RenameStmt: ['renames', true],
  CopyStmt: ['copies rows from or to', true],
  LockStmt: ['locks', true],
  VacuumStmt: ['reorganizes or analyzes', true],
  IndexStmt: ['creates an index on', true],
  ViewStmt: ['creates or replaces view', true],
  DropStmt: ['drops', true],
  CallStmt: ['calls a procedure', true],
  DoStmt: ['runs a block of code', true],
  PrepareStmt: ['prepares a statement', true],
  ExecuteStmt: ['executes a prepared statement', true],
  VariableSetStmt: ['changes a setting of the session', true],
  TransactionStmt: ['begins or ends a transaction', true],
  GrantStmt: ['grants or revokes privileges', true],
  CreateFunctionStmt: ['creates or replaces a function', true],
  DeclareCursorStmt: ['declares a cursor', true],
  FetchStmt: ['reads or moves a cursor', true],
  LockingClause: ['locks the rows that it reads', true],
};

/** Changes of the tables that they name, and of nothing else. */
const CHANGES_OF_TABLES = new Set([
  ...[
    'InsertStmt',
    'CreateStmt',
    'CreateTableAsStmt',
    'UpdateStmt',
    'DeleteStmt',
    'MergeStmt',
    'TruncateStmt',
  ],
  ...['AlterTableStmt', 'LockStmt', 'VacuumStmt', 'IndexStmt', 'ViewStmt', 'DropStmt', 'LockingClause'],
]);

/** What DROP names as it names tables. */
const DROPPED_TABLES = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_INDEX']);

/** Statements that an EXPLAIN without ANALYZE plans and does not run. */
const PLANNED_STATEMENTS = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);

/** What a statement changes, in the order of the text; empty if it only reads. */
export function findChanges(node: SqlNode): Change[] {
  return [...changesIn(node, false)];
}

/** `isKnown`: the parts of a change that has been found need not be explained again. */
function* changesIn(value: unknown, isKnown: boolean): Generator<Change> {
  if (Array.isArray(value)) {
    for (const element of value) yield* changesIn(element, isKnown);
    return;
  }
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (/^[A-Z]/.test(name)) yield* changesOfNode(name, isObject(inner) ? inner : {}, isKnown);
    else if (name === 'intoClause') yield* selectInto(inner);
    else yield* changesIn(inner, isKnown);
  }
}

type Fields = Readonly<Record<string, unknown>>;

function* changesOfNode(name: string, fields: Fields, isKnown: boolean): Generator<Change> {
  if (name === 'ExplainStmt') return yield* changesOfExplain(fields);
  if (name === 'FuncCall') return yield* changesOfCall(fields, isKnown);
  if (name === 'A_Expr') yield* operatorChanges(fields);
  if (READING_NODES.has(name)) return yield* changesIn(fields, isKnown);
  const change = changeOfNode(name, fields);
  if (change !== null) yield change;
  else if (!isKnown) yield { says: describeNode(name), isDestructive: true, isOpaque: true };
  // Inside of a change may be a worse one: a common table expression that deletes.
  yield* changesIn(fields, true);
}

function changeOfNode(name: string, fields: Fields): Change | null {
  const [says, isDestructive] = (Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined) ?? [];
  if (says === undefined) return null;
  const target = describeTargets(fields);
  return {
    says: target === '' ? says : `${says} ${target}`,
    isDestructive: isDestructive === true || fields['onConflictClause'] !== undefined,
    isOpaque: !CHANGES_OF_TABLES.has(name) || reachesFurther(fields),
  };
}

/** Whether a statement drops something other than tables, or what depends on them. */
function reachesFurther({ removeType, behavior }: Fields): boolean {
  return behavior === 'DROP_CASCADE' || (typeof removeType === 'string' && !DROPPED_TABLES.has(removeType));
}

/** `AlterRoleStmt` → `does something other than read (ALTER ROLE)`. */
function describeNode(name: string): string {
  const words = name
    .replace(/Stmt$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase();
  return `does something other than read (${words})`;
}

function* changesOfExplain(fields: Fields): Generator<Change> {
  const options = Array.isArray(fields['options']) ? fields['options'] : [];
  const runs = options.some((option) => JSON.stringify(option).toLowerCase().includes('"analyze"'));
  const planned = isObject(fields['query']) ? Object.keys(fields['query'])[0] : undefined;
  if (!runs && planned !== undefined && PLANNED_STATEMENTS.has(planned)) return;
  yield* changesIn(fields['query'], false);
}

function* changesOfCall(fields: Fields, isKnown: boolean): Generator<Change> {
  const parts = namesIn(fields['funcname']);
  const [name = '', schema] = parts.toReversed();
  const isBuiltIn = schema === undefined || schema === 'pg_catalog';
  if (!isBuiltIn || !READ_ONLY_FUNCTIONS.has(name)) {
    const effect = isBuiltIn ? functionEffect(name) : 'which may change data';
    yield { says: `calls function ${parts.join('.')}, ${effect}`, isDestructive: true, isOpaque: true };
  }
  const { funcname: _, ...rest } = fields;
  yield* changesIn(rest, isKnown);
}

/** An operator of a schema is somebody's function. */
function* operatorChanges({ name }: Fields): Generator<Change> {
  const parts = namesIn(name);
  if (parts.length < 2 || parts[0] === 'pg_catalog') return;
  const says = `uses operator ${parts.join('.')}, which may change data`;
  yield { says, isDestructive: true, isOpaque: true };
}

function* selectInto(into: unknown): Generator<Change> {
  const target = isObject(into) ? describeTargets({ relation: into['rel'] }) : '';
  yield { says: `creates table ${target} (SELECT INTO)`, isDestructive: false, isOpaque: false };
}

/** The names of the tables that a statement changes. */
function describeTargets(fields: Fields): string {
  const into = isObject(fields['into']) ? fields['into']['rel'] : undefined;
  const listed = ['relations', 'rels'].flatMap((key) => nodeListOf(fields[key]).flatMap(nodesOf));
  const tables = [fields['relation'], into, fields['view'], ...listed]
    // VACUUM has its tables one level deeper.
    .map((target) => nodeTableName(isObject(target) ? (target['relation'] ?? target) : target))
    .filter((name) => name !== null);
  const dropped = nodeListOf(fields['objects']).map((object) => namesIn(nodeListOf(object)).join('.'));
  return [...tables.map(formatTableName), ...dropped].filter(Boolean).join(', ');
}

/** The name in a node that has one: `{schemaname, relname}`. */
export function nodeTableName(value: unknown): TableName | null {
  if (!isObject(value) || typeof value['relname'] !== 'string') return null;
  const part = (name: string) => (typeof value[name] === 'string' ? value[name] : null);
  return { database: part('catalogname'), schema: part('schemaname'), table: value['relname'] };
}

/** Names as the tree has them: `[{String: {sval: 'public'}}, …]`. */
export function namesIn(value: unknown): string[] {
  return nodeListOf(value).flatMap((element) => {
    const string = isObject(element) ? element['String'] : undefined;
    return isObject(string) && typeof string['sval'] === 'string' ? [string['sval']] : [];
  });
}

/** The elements of a list, also of one that is a node itself. */
export function nodeListOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const list = isObject(value) ? value['List'] : undefined;
  return isObject(list) && Array.isArray(list['items']) ? list['items'] : [];
}

/** The fields of a node without its type. */
function nodesOf(value: unknown): unknown[] {
  return isObject(value) ? Object.values(value) : [];
}
