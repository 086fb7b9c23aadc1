import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeSql } from '../../src/sql/analyze-sql.ts';
import { formatTableName, type SqlStatement, UnreadableSqlError } from '../../src/sql/sql-statement.ts';

async function changesOf(sql: string): Promise<string[]> {
  return (await analyzeSql(sql)).flatMap(({ changes }) => changes);
}

async function tablesOf(sql: string): Promise<string[]> {
  return (await analyzeSql(sql)).flatMap(({ tables }) => tables.map(formatTableName));
}

function asUnreadable(cause: unknown): UnreadableSqlError {
  if (cause instanceof UnreadableSqlError) return cause;
  throw cause;
}

function problemOf(sql: string): Promise<UnreadableSqlError> {
  return analyzeSql(sql).then((found) => expect.fail(`was read: ${JSON.stringify(found)}`), asUnreadable);
}

const READS = [
  'SELECT 1',
  'select count(*) from public.donations;',
  '-- only a comment',
  'SELECT 1; SELECT 2;',
  "SELECT a, LISTAGG(b, ',') WITHIN GROUP (ORDER BY b) FROM t GROUP BY 1",
  "SELECT a, LISTAGG(DISTINCT b, ',') WITHIN GROUP (ORDER BY b) OVER (PARTITION BY c) FROM t",
  'SELECT TOP 10 a FROM t ORDER BY a',
  'SELECT DISTINCT TOP 10 a FROM t',
  'SELECT a FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY b) = 1 ORDER BY a LIMIT 3',
  'SELECT a FROM t WHERE x QUALIFY RANK() OVER (ORDER BY b) = 1',
  'SELECT a, count(*) FROM t GROUP BY a HAVING count(*) > 1 QUALIFY RANK() OVER (ORDER BY a) = 1',
  'SELECT a FROM (SELECT a FROM t QUALIFY RANK() OVER (ORDER BY a) = 1) x QUALIFY 1 = 1',
  'SELECT a FROM t MINUS SELECT b FROM u',
  'SELECT APPROXIMATE COUNT(DISTINCT a) FROM t',
  'SELECT LAG(a) IGNORE NULLS OVER (ORDER BY c), LAST_VALUE(a IGNORE NULLS) OVER (ORDER BY c) FROM t',
  'SELECT a, COUNT(*) FROM t GROUP BY ALL',
  "SELECT '1'::int, a::varchar(20), CONVERT(integer, b) FROM s.t",
  "SELECT GETDATE(), SYSDATE, DATEADD(day, -30, GETDATE()), DATEDIFF('day', a, b), CURRENT_DATE - INTERVAL '1 day' FROM t",
  'SELECT NVL(a, 0), DECODE(a, 1, 2), MEDIAN(a), PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY a) OVER (PARTITION BY b) FROM t',
  "SELECT a FROM t WHERE a ILIKE '%x%' AND b ~ 'y' AND c SIMILAR TO 'x%' AND d IN (SELECT e FROM f)",
  'WITH x AS (SELECT 1 a), y AS (SELECT a FROM x) SELECT * FROM x JOIN y USING (a)',
  'SELECT $1$ FROM t'.replace('$1$', '$x$ it is $x$, \'DELETE FROM t\', "delete"'),
  "SELECT '\\\\', 'c:\\\\dir', '\\d+' FROM t",
  'SELECT c.a[0].b FROM t c, c.items AS x',
  'EXPLAIN SELECT 1',
  'EXPLAIN DELETE FROM t',
  'EXPLAIN ANALYZE SELECT 1',
  'SHOW search_path',
  'VALUES (1), (2)',
  "SELECT '日本語; DROP TABLE t' /* é */ FROM t",
];

describe('what only reads', () => {
  it.each(READS)('%s', async (sql) => {
    expect(await changesOf(sql)).toEqual([]);
  });
});

const CHANGES: readonly (readonly [sql: string, changes: readonly string[]])[] = [
  ['DELETE FROM public.t', ['deletes rows of public.t']],
  ['UPDATE t SET a = 1 FROM u', ['updates rows of t']],
  ['INSERT INTO s.t SELECT * FROM u', ['inserts rows into s.t']],
  ['MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE', ['merges rows into t']],
  ['TRUNCATE s.t', ['deletes all rows of s.t']],
  ['DROP TABLE IF EXISTS s.t, u', ['drops s.t, u']],
  ['CREATE TABLE s.t (a int PRIMARY KEY)', ['creates table s.t']],
  ['CREATE TEMP TABLE x AS SELECT 1', ['creates table x']],
  ['SELECT * INTO s.t FROM u', ['creates table s.t (SELECT INTO)']],
  ['SELECT 1 UNION (SELECT 2 FROM t)', []],
  ['WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x', ['deletes rows of t']],
  ['WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x', ['inserts rows into t']],
  ['SELECT * FROM (WITH y AS (UPDATE t SET a = 1 RETURNING a) SELECT * FROM y) z', ['updates rows of t']],
  ["SELECT nextval('s')", ['calls function nextval, which advances a sequence']],
  ["SELECT pg_catalog.setval('s', 1)", ['calls function pg_catalog.setval, which sets a sequence']],
  [
    'SELECT a FROM t WHERE pg_terminate_backend(a)',
    ["calls function pg_terminate_backend, which ends another user's session"],
  ],
  [
    "SELECT * FROM dblink('x', 'DELETE FROM t')",
    ['calls function dblink, which runs SQL in another database'],
  ],
  ["SELECT lo_import('/etc/passwd')", ['calls function lo_import, which accesses large objects']],
  ["SELECT pg_read_file('/etc/passwd')", ['calls function pg_read_file, which reads files of the server']],
  ["SELECT set_config('a', 'b', false)", ['calls function set_config, which changes a setting']],
  [
    "SELECT query_to_xml('DELETE FROM t', true, true, '')",
    ['calls function query_to_xml, which runs SQL that is in a string'],
  ],
  ['SELECT clean_up()', ['calls function clean_up, which may change data']],
  ['SELECT other.lower(a) FROM t', ['calls function other.lower, which may change data']],
  ['SELECT 1 ORDER BY (SELECT f())', ['calls function f, which may change data']],
  ['SELECT 1 OPERATOR(mine.+) 2', ['uses operator mine.+, which may change data']],
  ['EXPLAIN ANALYZE DELETE FROM t', ['deletes rows of t']],
  ['EXPLAIN (VERBOSE, ANALYZE) INSERT INTO t VALUES (1)', ['inserts rows into t']],
  ['EXPLAIN EXECUTE x', ['executes a prepared statement']],
  ['SET search_path TO x', ['changes a setting of the session']],
  ['RESET ALL', ['changes a setting of the session']],
  ['BEGIN', ['begins or ends a transaction']],
  ['LOCK TABLE t', ['locks t']],
  ['SELECT * FROM t FOR UPDATE', ['locks the rows that it reads']],
  ['COPY t FROM STDIN', ['copies rows from or to t']],
  ["COPY (SELECT 1) TO PROGRAM 'sh'", ['copies rows from or to']],
  ['CALL p(1)', ['calls a procedure']],
  ['DO $$ BEGIN NULL END $$', ['runs a block of code']],
  ['PREPARE x AS DELETE FROM t', ['prepares a statement', 'deletes rows of t']],
  ['EXECUTE x', ['executes a prepared statement']],
  ['DECLARE c CURSOR FOR SELECT 1', ['declares a cursor']],
  ['GRANT SELECT ON t TO u', ['grants or revokes privileges']],
  ['VACUUM FULL t', ['reorganizes or analyzes t']],
  ['ALTER TABLE t ADD COLUMN a int', ['alters t']],
  ['ALTER ROLE u SUPERUSER', ['does something other than read (ALTER ROLE)']],
  ['SELECT 1; DROP TABLE t', ['drops t']],
  ['SELECT 1;;/* x */DELETE FROM t', ['deletes rows of t']],
];

describe('what changes something', () => {
  it.each(CHANGES)('%s', async (sql, changes) => {
    expect(await changesOf(sql)).toEqual(changes);
  });

  it('tells what only adds from what may destroy', async () => {
    const sql =
      'INSERT INTO t VALUES (1); DELETE FROM t; INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2';
    const grades = (await analyzeSql(sql)).map(({ isDestructive }) => isDestructive);
    expect(grades).toEqual([false, true, true]);
  });
});

const UNREADABLE: readonly (readonly [sql: string, message: string, line: number | null])[] = [
  [
    "SELECT '\\' ; DELETE FROM t; --'",
    'a backslash before a quote ends the string in some databases and not in others',
    1,
  ],
  [
    "SELECT 1,\n E'\\'; DELETE FROM t; --'",
    'a backslash before a quote ends the string in some databases and not in others',
    2,
  ],
  [
    'SELECT 1 /* /* */ ; DELETE FROM t; -- */ */',
    'a comment within a comment ends at different places in different databases',
    1,
  ],
  [
    '/*!50000 DELETE FROM t */ SELECT 1',
    'a comment that begins with /*! is a statement in some databases',
    1,
  ],
  ['SELECT $a$ ; DELETE FROM t; $a$', 'a dollar-quoted string contains a semicolon, a quote or a comment', 1],
  ["SELECT U&'\\0061'", 'strings and names with Unicode escapes (U&) cannot be analyzed', 1],
  ["SELECT 1 # '\n; DELETE FROM t; # '", '# has another meaning in other databases', 1],
  ['SELECT\n1 AS\u00a0x', 'the invisible character U+00A0 stands outside of a string', 2],
  ['SELECT 1 --\u2028; DELETE FROM t', 'the invisible character U+2028 stands outside of a string', 1],
  ['SELECT 1\0; DELETE FROM t', 'it contains invalid characters', null],
  ['SELECT 1;\nSELEC 2', 'syntax error at or near "SELEC"', 2],
  ["UNLOAD ('SELECT 1') TO 's3://b'", 'UNLOAD moves rows between tables and files', 1],
  ["COPY t FROM 's3://b' IAM_ROLE 'x'", 'COPY moves rows between tables and files', 1],
  ["SELECT 'open", 'unterminated quoted string at or near "\'open"', 1],
  ['CREATE TABLE t (a int) DISTSTYLE ALL', 'syntax error at or near "DISTSTYLE"', 1],
  [`SELECT ${'1'.repeat(100_001)}`, 'it has 100008 characters; at most 100000 can be analyzed', null],
  [`SELECT ${'1+'.repeat(40_000)}1`, 'it is nested too deeply', null],
];

describe('what cannot be read is refused', () => {
  it.each(UNREADABLE.map((each, at) => ({ at, message: each[1], each })))(
    '$at: $message',
    async ({ each: [sql, message, line] }) => {
      const problem = await problemOf(sql);
      expect([problem.message.slice(0, 90), problem.line]).toEqual([message, line]);
      expect(problem.hint).toMatch(/\.$/);
      // The parser works on after any text.
      expect(await changesOf('SELECT 1')).toEqual([]);
    },
  );
});

describe('the tables of a statement', () => {
  it.each<[string, string[]]>([
    ['SELECT * FROM a, s.b JOIN db.s.c USING (x)', ['a', 's.b', 'db.s.c']],
    ['WITH a AS (SELECT * FROM b) SELECT * FROM a', ['b']],
    ['WITH a AS (SELECT * FROM a) SELECT * FROM a', ['a']],
    ['WITH RECURSIVE a AS (SELECT 1 UNION ALL SELECT * FROM a) SELECT * FROM a', []],
    // The name of an expression hides no table outside of its statement.
    ['SELECT * FROM a, (WITH a AS (SELECT 1) SELECT * FROM a) x', ['a']],
    ['WITH a AS (SELECT 1), b AS (SELECT * FROM s.a) SELECT * FROM a, b', ['s.a']],
    ['SELECT (SELECT max(x) FROM s.t) WHERE EXISTS (SELECT 1 FROM u)', ['s.t', 'u']],
    ['INSERT INTO s.t SELECT * FROM u', ['s.t', 'u']],
    ['DROP TABLE s.t, u', ['s.t', 'u']],
    ['CREATE VIEW s.v AS SELECT * FROM t', ['s.v', 't']],
    ['SELECT * INTO s.n FROM "Odd Name"', ['s.n', 'Odd Name']],
    ['EXPLAIN SELECT * FROM s.t', ['s.t']],
  ])('%s', async (sql, tables) => {
    expect((await tablesOf(sql)).sort()).toEqual(tables.sort());
  });

  it.each<[string, boolean]>([
    ['SELECT * FROM t', true],
    ['WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x', true],
    ['MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE', true],
    ['SELECT f()', false],
    ['CALL p()', false],
    ['DROP SCHEMA s', false],
    ['SET search_path TO x', false],
    ['ALTER SCHEMA s RENAME TO x', false],
  ])('are all there are: %s', async (sql, expected) => {
    const [statement] = await analyzeSql(sql);
    expect(statement?.namesAllTables).toBe(expected);
  });

  it('come with the line of their statement', async () => {
    const statements: readonly SqlStatement[] = await analyzeSql(
      "SELECT 'é' -- 日本\n;\n\n  SELECT 2;\n-- x\nSELECT 3",
    );
    expect(statements.map(({ line }) => line)).toEqual([1, 4, 6]);
  });
});

/** Pieces of SQL, of which most arrangements are nonsense. */
const fragments = fc.constantFrom(
  ...[
    "'",
    '"',
    '$$',
    '$a$',
    '/*',
    '*/',
    '--',
    '\n',
    ';',
    '(',
    ')',
    '\\',
    "E'",
    "U&'",
    '#',
    '`',
    '\u200b',
    'é',
    '\0',
    '{{x}}',
    ':a',
    '$1',
    '::int',
  ],
  ...[
    'SELECT',
    'FROM',
    't',
    'DELETE',
    'WITH',
    'x',
    'AS',
    'INTO',
    'TOP',
    '10',
    'QUALIFY',
    'MINUS',
    'IGNORE',
    'NULLS',
    'GROUP',
    'BY',
    'ALL',
    'f(',
    ',',
    '*',
    '=',
  ],
);
const anySql = fc.oneof(
  fc.array(fragments, { maxLength: 25 }).map((parts) => parts.join(' ')),
  fc.array(fragments, { maxLength: 25 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('any text', () => {
  it('is analyzed or refused as unreadable', async () => {
    await fc.assert(
      fc.asyncProperty(anySql, async (sql) => {
        await analyzeSql(sql).catch(asUnreadable);
      }),
      { numRuns: 500 },
    );
  });

  const writes = CHANGES.filter(([, changes]) => changes.length > 0).map(([sql]) => sql);
  const gap = fc.constantFrom(' ', '\n', '\t', '/* x */', '-- x\n', ' /* */ ', '\r\n');
  const before = fc.constantFrom(
    '',
    'SELECT 1;',
    ';;',
    '/* SELECT */',
    "SELECT '--';",
    "SELECT '\"';",
    'SELECT $q$ a $q$;',
    '-- x\n',
  );
  const after = fc.constantFrom('', ';', '; SELECT 1', ' -- SELECT', ' /* SELECT 1 */', ";SELECT '/*'");
  const spell = fc.constantFrom(
    (sql: string) => sql,
    (sql: string) => sql.toUpperCase(),
    (sql: string) => sql.toLowerCase(),
  );

  it('that changes something never passes for a read, however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...writes),
        gap,
        before,
        after,
        spell,
        async (sql, space, head, tail, as) => {
          const hidden = `${head}${as(sql).split(' ').join(space)}${tail}`;
          const found = await changesOf(hidden).catch((cause: unknown) => [asUnreadable(cause).message]);
          expect(found).not.toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
