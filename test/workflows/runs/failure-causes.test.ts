import { describe, expect, it } from 'vitest';
import {
  adviceForCause,
  causesIn,
  classifyFailure,
  FAILURE_CAUSES,
  type FailureCause,
} from '../../../src/workflows/runs/failure-causes.ts';

/** Texts as databases, Python, R and containers write them; each has one cause. */
const EXAMPLES: readonly (readonly [string, FailureCause])[] = [
  ['column "x" does not exist', 'missing_column'],
  ['column "x" of relation "orders" does not exist', 'missing_column'],
  ["Unknown column 'x' in 'field list'", 'missing_column'],
  ["Invalid column name 'x'.", 'missing_column'],
  ['ORA-00904: "X": invalid identifier', 'missing_column'],
  ["KeyError: 'campaign'", 'missing_column'],
  ['relation "a.b" does not exist', 'missing_table'],
  ['ERROR: schema "staging" does not exist', 'missing_table'],
  ["Table 'shop.orders' doesn't exist", 'missing_table'],
  ['ORA-00942: table or view does not exist', 'missing_table'],
  ['no such table: orders', 'missing_table'],
  ['Not found: Table shop:sales.orders was not found in location US', 'missing_table'],
  ['ERROR: relation "orders" already exists', 'already_exists'],
  ['schema "staging" already exists', 'already_exists'],
  ['ERROR: column "sum" of relation "orders" already exists', 'already_exists'],
  ["Table 'orders' already exists", 'already_exists'],
  ["There is already an object named 'orders' in the database.", 'already_exists'],
  ["FileExistsError: [Errno 17] File exists: '/out'", 'already_exists'],
  ['duplicate key value violates unique constraint "orders_pkey"', 'constraint_violation'],
  [
    'duplicate key value violates unique constraint "pk"\nDETAIL: Key (id)=(5) already exists.',
    'constraint_violation',
  ],
  ['null value in column "id" violates not-null constraint', 'constraint_violation'],
  ['Cannot insert a NULL value into column id', 'constraint_violation'],
  ['column amount: "a lot" is not a valid decimal', 'invalid_data'],
  ['Bad rows: 3; max_errors: 0.', 'invalid_data'],
  ['password authentication failed for user "etl"', 'expired_credential'],
  ['Your access token has expired', 'expired_credential'],
  ['HTTPError: 401 Unauthorized', 'expired_credential'],
  ['401 Client Error: Unauthorized for url: https://api.example.com/v1', 'expired_credential'],
  ['Incorrect username or password was specified.', 'expired_credential'],
  ["Access denied for user 'etl'@'10.0.0.1' (using password: YES)", 'expired_credential'],
  ['An error occurred (ExpiredToken) when calling the PutObject operation', 'expired_credential'],
  ['git@github.com: Permission denied (publickey).', 'expired_credential'],
  ['permission denied for relation orders', 'permission_denied'],
  ['must be owner of relation orders', 'permission_denied'],
  ['An error occurred (AccessDenied) when calling the GetObject operation', 'permission_denied'],
  ['403 Client Error: Forbidden for url: https://api.example.com', 'permission_denied'],
  ['OOMKilled', 'out_of_memory'],
  ['java.lang.OutOfMemoryError: Java heap space', 'out_of_memory'],
  ['MemoryError', 'out_of_memory'],
  ['Error: cannot allocate vector of size 2.0 Gb', 'out_of_memory'],
  ['Container exited with code 137', 'out_of_memory'],
  ['OSError: [Errno 28] No space left on device', 'disk_full'],
  ['ERROR: Disk Full', 'disk_full'],
  ['ReadTimeout: the read timed out', 'timeout'],
  ['canceling statement due to statement timeout', 'timeout'],
  ['context deadline exceeded', 'timeout'],
  ['504 Gateway Time-out', 'timeout'],
  ['OperationalError: timeout expired', 'timeout'],
  ['asyncio.exceptions.TimeoutError', 'timeout'],
  ['timeout of 30000ms exceeded', 'timeout'],
  ['deadlock detected', 'lock_conflict'],
  ['ERROR: 1023 Serializable isolation violation on table - 5', 'lock_conflict'],
  ['Lock wait timeout exceeded; try restarting transaction', 'lock_conflict'],
  ['canceling statement due to lock timeout', 'lock_conflict'],
  ['could not connect to server: Connection refused', 'connection_failed'],
  ['server closed the connection unexpectedly', 'connection_failed'],
  ['getaddrinfo ENOTFOUND db.internal', 'connection_failed'],
  ['could not translate host name "db" to address: Name or service not known', 'connection_failed'],
  [
    '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired',
    'connection_failed',
  ],
  ["ModuleNotFoundError: No module named 'pandas'", 'missing_dependency'],
  ['there is no package called ‘dplyr’', 'missing_dependency'],
  ['exec: "python3": executable file not found in $PATH: unknown', 'missing_dependency'],
  ['/bin/sh: 1: dbt: command not found', 'missing_dependency'],
  ['Back-off pulling image: ImagePullBackOff', 'missing_image'],
  [
    "pull access denied for shop/etl, repository does not exist or may require 'docker login'",
    'missing_image',
  ],
  ['manifest for shop/etl:9 not found: manifest unknown', 'missing_image'],
  ["FileNotFoundError: [Errno 2] No such file or directory: '/in.csv'", 'missing_file'],
  ['NoSuchKey: The specified key does not exist.', 'missing_file'],
  ['invalid input syntax for type integer: "n/a"', 'invalid_data'],
  ['value too long for type character varying(10)', 'invalid_data'],
  ["Load into table 'orders' failed. Check 'stl_load_errors' system table for details.", 'invalid_data'],
  ['Error tokenizing data. C error: Expected 5 fields in line 3, saw 7', 'invalid_data'],
  ["could not convert string to float: 'n/a'", 'invalid_data'],
  ['SyntaxError: Unexpected token < in JSON at position 0', 'invalid_data'],
  ['xml.etree.ElementTree.ParseError: not well-formed (invalid token): line 1', 'invalid_data'],
  ['syntax error at or near "FORM"', 'syntax_error'],
  ['SyntaxError: invalid token', 'syntax_error'],
  ["IndentationError: expected an indented block after 'if' statement", 'syntax_error'],
];

/** Texts that resemble those of a cause. */
const NO_CAUSE = [
  'exit status 1',
  'division by zero in row 137',
  "TypeError: get() got an unexpected keyword argument 'timeout'",
  'error: unrecognized arguments: --timeout 5',
  'No acceptable host was not found',
  'Failed to view report: 404 Not Found',
  'The credential "mailer" was used. Row 7 was rejected: invalid date',
  'function lower(integer) does not exist',
  '',
];

/** Texts of two causes, and the one that counts. */
const TWO_CAUSES: readonly (readonly [string, FailureCause])[] = [
  [
    'connection to server at "db", port 5432 failed: FATAL: password authentication failed for user "etl"',
    'expired_credential',
  ],
  ['could not connect to server: Connection timed out', 'timeout'],
  ['could not connect to server: No such file or directory', 'connection_failed'],
  [
    'ImportError: libGL.so.1: cannot open shared object file: No such file or directory',
    'missing_dependency',
  ],
];

describe('the cause that a text shows', () => {
  it.each(EXAMPLES)('%s: %s', (text, cause) => {
    expect(causesIn(text)).toEqual([cause]);
    expect(causesIn(`psycopg2.errors: ${text}\n`)).toEqual([cause]);
  });

  it.each(NO_CAUSE)('%s: none', (text) => {
    expect(causesIn(text)).toEqual([]);
    expect(classifyFailure([text]).cause).toBe('other');
  });

  it.each(TWO_CAUSES)('%s: %s', (text, cause) => {
    expect(classifyFailure([text]).cause).toBe(cause);
  });

  it('each cause has examples', () => {
    const covered = new Set(EXAMPLES.map(([, cause]) => cause));
    expect(FAILURE_CAUSES.filter((cause) => !covered.has(cause))).toEqual(['other']);
  });

  it('the first text that says something counts', () => {
    expect(classifyFailure(['exit status 1', 'MemoryError', 'timed out'])).toEqual({
      cause: 'out_of_memory',
      words: 'MemoryError',
    });
    expect(classifyFailure(['', 'exit status 1', 'odd'])).toEqual({ cause: 'other', words: 'exit status 1' });
  });

  it('a very long text is read too', () => {
    expect(classifyFailure([`column ${'column '.repeat(100_000)}`]).cause).toBe('other');
  });
});

describe('the advice', () => {
  const run = { kind: 'import', id: 7, runId: 5 } as const;

  it.each(FAILURE_CAUSES)('%s: names the call that runs it again', (cause) => {
    for (const hasParents of [true, false]) {
      const advice = adviceForCause(cause, run, hasParents);
      expect(advice).toMatch(/^[A-Z].+[a-z]\. .*civis_run_and_wait \{"id":7,"kind":"import"\}\./);
      if (!hasParents) expect(advice).not.toContain('triggered_by');
    }
  });

  it('of what exists already', () => {
    expect(adviceForCause('already_exists', { ...run, kind: 'job' }, false)).toBe(
      'The job creates something that already exists, such as a table that an earlier run left. Rename it or, if nobody needs it, drop it; or let the job create it only if it does not exist, then call civis_run_and_wait {"id":7}.',
    );
  });

  it('names the jobs before it where the data may come from them', () => {
    expect(adviceForCause('missing_column', run, true)).toContain(
      'Check the source of the data and the jobs in triggered_by, fix it',
    );
    expect(adviceForCause('timeout', run, true)).not.toContain('triggered_by');
  });
});
