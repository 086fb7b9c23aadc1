import { isObject, toText } from '../../json.ts';

/** A node of the parser's tree, which is changed in place. */
export type Tree = Record<string, unknown>;

export const stringNode = (text: string): Tree => ({ String: { sval: text } });
const textNode = (text: string): Tree => ({ A_Const: { sval: { sval: text } } });

export function callNode(name: string, args: readonly unknown[]): Tree {
  return { FuncCall: { funcname: [stringNode(name)], args, funcformat: 'COERCE_EXPLICIT_CALL' } };
}

const not = (node: unknown): Tree => ({ BoolExpr: { boolop: 'NOT_EXPR', args: [node] } });

/** The form of SQLite for one node whose parts are translated already; the node itself where both agree. */
export function translateExpression(node: Tree): Tree {
  const [[type, fields] = ['', {}]] = Object.entries(node);
  if (!isObject(fields)) return node;
  switch (type) {
    case 'TypeCast':
      return translateCast(node, fields);
    case 'A_Expr':
      return translateOperator(node, fields);
    case 'FuncCall':
      return translateCall(node, fields);
    case 'ColumnRef':
      return translateColumn(node, fields);
    case 'A_Const':
      return translateConstant(node, fields);
    case 'MinMaxExpr':
      return callNode(fields['op'] === 'IS_LEAST' ? 'least' : 'greatest', listIn(fields['args']));
    case 'SQLValueFunction':
      return callNode(String(fields['op']).includes('DATE') ? 'current_date' : 'current_timestamp', []);
    case 'BooleanTest':
      return translateBooleanTest(node, fields);
    case 'SortBy':
      return translateSort(node, fields);
    default:
      return node;
  }
}

const integerNode = (value: number): Tree => ({ A_Const: { ival: { ival: value } } });
const BACKSLASH = callNode('char', [integerNode(92)]);
const operation = (operator: string, lexpr: unknown, rexpr: unknown): Tree => ({
  A_Expr: { kind: 'AEXPR_OP', name: [stringNode(operator)], lexpr, rexpr },
});

/** A backslash in a text would be written in PostgreSQL's own form. */
function translateConstant(node: Tree, { sval }: Tree): Tree {
  const text = isObject(sval) ? toText(sval['sval']) : '';
  if (!text.includes('\\')) return node;
  const [first = '', ...rest] = text.split('\\');
  return rest.reduce<Tree>(
    (before, part) => operation('||', operation('||', before, BACKSLASH), textNode(part)),
    textNode(first),
  );
}

const CASTS: Readonly<Record<string, string>> = {
  ...{
    int2: 'integer',
    int4: 'integer',
    int8: 'integer',
    numeric: 'numeric',
    float4: 'numeric',
    float8: 'numeric',
  },
  ...{ bool: 'boolean', date: 'date', timestamp: 'timestamp', timestamptz: 'timestamp' },
  ...{ varchar: 'text', text: 'text', bpchar: 'text', char: 'text', name: 'text' },
};

/** Bits of a field in the type of an interval, as the parser writes `INTERVAL '1' DAY`. */
const INTERVAL_FIELDS: Readonly<Record<number, string>> = {
  2: 'month',
  4: 'year',
  8: 'day',
  1024: 'hour',
  2048: 'minute',
  4096: 'second',
};

function translateCast(node: Tree, { arg, typeName }: Tree): Tree {
  const type = isObject(typeName) ? typeName : {};
  const name = namesOf(type['names']).at(-1) ?? '';
  const modifiers = listIn(type['typmods']).map(integerOf);
  if (name === 'interval') {
    const field = INTERVAL_FIELDS[modifiers[0] ?? 0];
    return field === undefined ? (arg as Tree) : operation('||', arg, textNode(` ${field}`));
  }
  const cast = Object.hasOwn(CASTS, name) ? CASTS[name] : undefined;
  if (cast === undefined) return node;
  const scale = cast === 'numeric' && modifiers[1] !== undefined ? [integerNode(modifiers[1])] : [];
  return callNode(`cast_to_${cast}`, [arg, ...scale]);
}

function translateOperator(node: Tree, { kind, name, lexpr, rexpr }: Tree): Tree {
  const operator = namesOf(name).at(-1) ?? '';
  const isNegated = operator.startsWith('!') || operator === '<>';
  const negate = (tree: Tree) => (isNegated ? not(tree) : tree);
  switch (kind) {
    case 'AEXPR_LIKE':
    case 'AEXPR_ILIKE': {
      const { pattern, escapedBy } = patternOf(rexpr);
      const lower = (part: unknown) => (kind === 'AEXPR_ILIKE' ? callNode('lower', [part]) : part);
      // SQLite's function takes the pattern first.
      return negate(callNode('like', [lower(pattern), lower(lexpr), escapedBy]));
    }
    case 'AEXPR_SIMILAR':
      return negate(callNode('similar_to', [lexpr, patternOf(rexpr).pattern]));
    case 'AEXPR_OP':
      return translateBinary(node, operator, lexpr, rexpr);
    default:
      return node;
  }
}

function translateBinary(node: Tree, operator: string, left: unknown, right: unknown): Tree {
  if (/^!?~\*?$/.test(operator)) {
    const flags = operator.endsWith('*') ? [textNode('i')] : [];
    const matches = callNode('regexp_matches_text', [left, right, ...flags]);
    return operator.startsWith('!') ? not(matches) : matches;
  }
  if (operator === '^') return callNode('power', [left, right]);
  const isBinary = left !== undefined && right !== undefined;
  // Only at run time it is known whether dates are added.
  if (isBinary && operator === '+') return callNode('sql_add', [left, right]);
  if (isBinary && operator === '-') return callNode('sql_subtract', [left, right]);
  return node;
}

/** The pattern and the escape character of LIKE, which is a backslash. */
function patternOf(node: unknown): { readonly pattern: unknown; readonly escapedBy: unknown } {
  const call = isObject(node) && isObject(node['FuncCall']) ? node['FuncCall'] : undefined;
  const isEscape = /_escape$/.test(namesOf(call?.['funcname']).at(-1) ?? '');
  const [pattern, escapedBy = BACKSLASH] = isEscape ? listIn(call?.['args']) : [node];
  return { pattern, escapedBy };
}

/** Functions whose first argument is a part of a date, which may be written as a bare word. */
const PART_FUNCTIONS = new Set([
  'dateadd',
  'datediff',
  'date_add',
  'date_diff',
  'date_part',
  'datepart',
  'date_trunc',
  'extract',
]);

/** Functions that SQLite has under another name. */
const RENAMED: Readonly<Record<string, string>> = {
  ...{
    nvl: 'coalesce',
    isnull: 'coalesce',
    date_add: 'dateadd',
    date_diff: 'datediff',
    datepart: 'date_part',
  },
  ...{ extract: 'date_part', median: 'sql_median', ceiling: 'ceil', pow: 'power', substring: 'substr' },
  ...{ bool_or: 'max', bool_and: 'min', every: 'min', any_value: 'min', textlen: 'len' },
  date: 'to_date',
};

function translateCall(node: Tree, fields: Tree): Tree {
  const name = namesOf(fields['funcname']).at(-1) ?? '';
  const args = listIn(fields['args']);
  if (fields['agg_within_group'] === true) return translateOrderedAggregate(node, fields, name, args);
  const [first, ...rest] = args;
  const word = PART_FUNCTIONS.has(name) ? bareWordOf(first) : undefined;
  fields['args'] = word === undefined ? args : [textNode(word), ...rest];
  fields['funcname'] = [stringNode(Object.hasOwn(RENAMED, name) ? (RENAMED[name] ?? name) : name)];
  // The forms of SQL's own syntax, such as POSITION(a IN b), become calls.
  if (fields['funcformat'] === 'COERCE_SQL_SYNTAX') fields['funcformat'] = 'COERCE_EXPLICIT_CALL';
  if (name === 'listagg') return listagg(node, fields, args);
  return node;
}

/** `LISTAGG(a, ',') WITHIN GROUP (ORDER BY b)`, `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY b)` */
function translateOrderedAggregate(node: Tree, fields: Tree, name: string, args: unknown[]): Tree {
  fields['agg_within_group'] = false;
  if (name === 'listagg') return listagg(node, fields, args);
  const [order] = listIn(fields['agg_order']);
  const sort = isObject(order) && isObject(order['SortBy']) ? order['SortBy'] : {};
  fields['agg_order'] = [];
  fields['args'] = [sort['node'], ...args];
  fields['funcname'] = [stringNode(`sql_${name}`)];
  return node;
}

function listagg(node: Tree, fields: Tree, args: readonly unknown[]): Tree {
  fields['funcname'] = [stringNode('group_concat')];
  fields['args'] = args.length > 1 ? args : [...args, textNode('')];
  return node;
}

/** `SYSDATE` is a function without parentheses; SQLite has no schemas in front of columns. */
function translateColumn(node: Tree, fields: Tree): Tree {
  const parts = listIn(fields['fields']);
  if (parts.length === 1 && namesOf(parts)[0] === 'sysdate') return callNode('getdate', []);
  if (parts.length > 2) fields['fields'] = parts.slice(-2);
  return node;
}

function translateBooleanTest(node: Tree, { arg, booltesttype }: Tree): Tree {
  const type = String(booltesttype);
  if (!type.endsWith('UNKNOWN')) return node;
  return { NullTest: { arg, nulltesttype: type === 'IS_UNKNOWN' ? 'IS_NULL' : 'IS_NOT_NULL' } };
}

/** Nulls are greater than all values here, and smaller in SQLite. */
function translateSort(node: Tree, fields: Tree): Tree {
  if (fields['sortby_nulls'] === 'SORTBY_NULLS_DEFAULT') {
    const descends = fields['sortby_dir'] === 'SORTBY_DESC';
    fields['sortby_nulls'] = descends ? 'SORTBY_NULLS_FIRST' : 'SORTBY_NULLS_LAST';
  }
  return node;
}

function bareWordOf(node: unknown): string | undefined {
  const column = isObject(node) && isObject(node['ColumnRef']) ? node['ColumnRef'] : undefined;
  return namesOf(column?.['fields'])[0];
}

function integerOf(node: unknown): number {
  const constant = isObject(node) && isObject(node['A_Const']) ? node['A_Const']['ival'] : undefined;
  return isObject(constant) ? Number(constant['ival'] ?? 0) : 0;
}

export function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Names as the tree has them: `[{String: {sval: 'public'}}, …]`. */
export function namesOf(value: unknown): string[] {
  return listIn(value).flatMap((element) => {
    const string = isObject(element) ? element['String'] : undefined;
    return isObject(string) && typeof string['sval'] === 'string' ? [string['sval']] : [];
  });
}
