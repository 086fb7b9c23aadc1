import { describe, expect, it } from 'vitest';
import { checkSql } from '../../../src/workflows/data/check-sql.ts';
import type { DataBounds } from '../../../src/workflows/workflow.ts';
import { callErrorOf } from '../../support/tool-caller.ts';

const IN_SCHEMA: DataBounds = { databases: [], schemas: ['other'] };
const IN_DATABASE: DataBounds = { databases: ['Harbor Redshift'], schemas: [] };

const check = (sql: string, bounds: DataBounds) => checkSql('civis_query', sql, { mayChange: true, bounds });

describe('SQL that may leave the database', () => {
  it.each([
    'SELECT * FROM elsewhere.public.t',
    'SELECT 1; SELECT * FROM "elsewhere"."public"."t"',
    'USE elsewhere',
    "UNLOAD ('SELECT 1') TO 's3://bucket/x'",
    "COPY public.t FROM 's3://bucket/x' IAM_ROLE default",
    'COPY public.t TO STDOUT',
    "SELECT dblink('dbname=elsewhere', 'SELECT 1')",
    'CALL public.p()',
    'SET search_path TO other',
    'this is no SQL',
  ])('%s', async (sql) => {
    const error = await callErrorOf(check(sql, IN_DATABASE));
    expect(['not_allowed', 'invalid_input']).toContain(error.kind);
  });
});

describe('SQL that may leave the schema', () => {
  it.each([
    'SELECT * FROM t',
    'SELECT * FROM "Other"."t"',
    'SELECT * FROM "other.t"',
    'SELECT * FROM public/* other. */.t',
    'SELECT * FROM elsewhere.other.t',
    'SELECT * FROM other.t; SELECT * FROM public.t',
    'SELECT (SELECT max(a) FROM public.t) FROM other.t',
    'SELECT 1 FROM other.t WHERE EXISTS (SELECT 1 FROM public.t)',
    'WITH t AS (SELECT * FROM t) SELECT * FROM t',
    'SELECT * FROM (WITH t AS (SELECT 1) SELECT * FROM t) x, t',
    'WITH t AS (SELECT 1) INSERT INTO t SELECT * FROM t',
    'WITH t AS (SELECT 1) DELETE FROM t',
    'WITH t AS (SELECT 1) UPDATE t SET a = 1',
    'WITH t AS (SELECT 1) SELECT * INTO t FROM other.u',
    'SELECT * INTO public.x FROM other.t',
    'CREATE TABLE public.x AS SELECT * FROM other.t',
    'CREATE TABLE other.x AS SELECT * FROM public.t',
    'CREATE TABLE other.x (LIKE public.t)',
    'CREATE VIEW other.v AS SELECT * FROM public.t',
    'DROP SCHEMA public',
    'DROP FUNCTION public.f()',
    'DROP TABLE other.t CASCADE',
    'ALTER TABLE other.t SET SCHEMA public',
    'SET search_path TO public',
    "SELECT set_config('search_path', 'public', false)",
    "SELECT query_to_xml('SELECT * FROM public.t', true, true, '')",
    'EXPLAIN ANALYZE SELECT * FROM public.t',
    "UNLOAD ('SELECT * FROM public.t') TO 's3://bucket/x'",
    "COPY other.t FROM 's3://bucket/x' IAM_ROLE default",
    'this is no SQL',
  ])('%s', async (sql) => {
    const error = await callErrorOf(check(sql, IN_SCHEMA));
    expect(['not_allowed', 'invalid_input']).toContain(error.kind);
  });
});

it.each([
  'SELECT * FROM Other.t JOIN "other"."u" USING (a)',
  'WITH t AS (SELECT * FROM other.t) SELECT * FROM t',
  'WITH t AS (SELECT 1 AS a) INSERT INTO other.t SELECT a FROM t',
  'CREATE TABLE other.x AS SELECT * FROM other.t',
  'DROP TABLE other.x',
])('within the schema: %s', async (sql) => {
  await expect(check(sql, IN_SCHEMA)).resolves.toBeDefined();
});
