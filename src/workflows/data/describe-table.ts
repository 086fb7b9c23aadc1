import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { flag, int, list, map, number, record, text } from '../../tools/parameters.ts';
import { listSome, mustBe, notFound, wasNotCalled } from '../../wording.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { requireSchema } from './data-bounds.ts';
import { findDatabaseCredential } from './database-credential.ts';
import { findDatabase, type NamedObject } from './find-database.ts';
import { toRows, toTexts } from './result-columns.ts';
import { runQuery } from './run-query.ts';

const TOOL = 'civis_table';
const MAX_SAMPLE = 50;
const MAX_SUGGESTED = 5;

export const describeTable = defineWorkflow('civis', {
  name: 'table',
  description: 'Get a table: columns with types, rows, size, last load, what writes it, and sample rows.',
  effect: 'read',
  readsThrough: ['civis_queries_post', 'civis_queries_delete_runs'],
  input: z.strictObject({
    table: text('schema.table.'),
    database: text('Name or id. Default: yours.').optional(),
    sample: z.int().min(0).max(MAX_SAMPLE).describe('Number of sample rows. Default: 0.').default(0),
  }),
  output: {
    id: int(),
    table: text(),
    database: text(),
    rows: int(),
    size_mb: number(),
    is_view: flag(),
    last_load: text('When its data changed last.'),
    written_by: list(map('An import that loads the table.')),
    columns: list(record({ name: text(), type: text(), description: text() })),
    sample: list(list(text()), 'Rows, in the order of columns.'),
  },
  run: async (context, { table: name, sample, database: given }) => {
    const { schema, table } = splitTableName(TOOL, name);
    requireSchema(TOOL, context.dataBounds, schema);
    const database = await findDatabase(context, TOOL, given);
    const found = await findDescribedTable(context, database, schema, table);
    const columns = Array.isArray(found['columns']) ? found['columns'].filter(isObject) : [];
    const last_load = found['data_updated_at'] ?? found['last_refresh'];
    return {
      id: found['id'],
      table: `${schema}.${table}`,
      database: database.name,
      rows: found['row_count'],
      size_mb: found['size_mb'],
      is_view: found['is_view'],
      last_load,
      written_by: await findWriters(context, database, schema, table),
      columns: columns.map((column) => ({
        name: column['name'],
        type: column['sql_type'],
        ...(toText(column['description']) !== '' && { description: column['description'] }),
      })),
      ...(sample > 0 && { sample: await readSample(context, database, { schema, table }, sample) }),
    };
  },
});

/** `public.donations` → its parts. @throws CallError `invalid_input` for a name in another form */
export function splitTableName(tool: string, name: string): { schema: string; table: string } {
  const [, quotedSchema, schema = quotedSchema, quotedTable, table = quotedTable] =
    /^(?:"([^"]+)"|([^".\s]+))\.(?:"([^"]+)"|([^".\s]+))$/.exec(name.trim()) ?? [];
  if (schema !== undefined && table !== undefined) return { schema, table };
  throw new CallError(
    'invalid_input',
    wasNotCalled(tool, mustBe('table', 'schema.table', JSON.stringify(name))),
    {
      hint: 'Find tables with civis_tables.',
    },
  );
}

async function findDescribedTable(
  context: WorkflowContext,
  database: NamedObject,
  schema: string,
  table: string,
): Promise<Record<string, unknown>> {
  const list = async (filter: Record<string, unknown>) => {
    const { value } = await context.callOperation('civis_tables_list', {
      database_id: database.id,
      ...filter,
    });
    return Array.isArray(value) ? value.filter(isObject) : [];
  };
  const exact = (await list({ schema, name: table })).find(
    (each) => each['schema'] === schema && each['name'] === table,
  );
  if (exact !== undefined) {
    const { value } = await context.callOperation('civis_tables_get', { id: exact['id'] });
    return isObject(value) ? value : exact;
  }
  const near = await list({ search: table, limit: MAX_SUGGESTED });
  const names = near.map((each) => `${toText(each['schema'])}.${toText(each['name'])}`);
  const hint =
    names.length > 0 ? `Tables with a similar name: ${listSome(names)}.` : 'Find tables with civis_tables.';
  throw new CallError('not_found', notFound('Table', `${schema}.${table} in ${database.name}`), { hint });
}

/** Imports into the database that load the table. */
async function findWriters(
  context: WorkflowContext,
  { id }: NamedObject,
  schema: string,
  table: string,
): Promise<Record<string, unknown>[]> {
  const { value } = await context.callOperation('civis_imports_list', { destination: String(id), limit: 50 });
  const imports = Array.isArray(value) ? value.filter(isObject) : [];
  return imports
    .filter(({ syncs }) => (Array.isArray(syncs) ? syncs : []).some((sync) => loads(sync, schema, table)))
    .map((job) => ({ id: job['id'], kind: 'import', name: job['name'], state: job['state'] }));
}

function loads(sync: unknown, schema: string, table: string): boolean {
  const side = isObject(sync) && isObject(sync['destination']) ? sync['destination'] : {};
  const target = isObject(side['database_table']) ? side['database_table'] : {};
  return (target['schema'] === schema && target['table'] === table) || side['path'] === `${schema}.${table}`;
}

async function readSample(
  context: WorkflowContext,
  database: NamedObject,
  { schema, table }: { readonly schema: string; readonly table: string },
  count: number,
): Promise<(readonly unknown[])[]> {
  const credential = await findDatabaseCredential(context, TOOL, database);
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const sql = `SELECT * FROM ${quote(schema)}.${quote(table)} LIMIT ${count}`;
  const run = await runQuery(context, { sql, database: database.id, credential }, count);
  return toTexts(run.fields['result_columns']).length === 0 ? [] : toRows(run.fields['result_rows']);
}
