import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { list, map, oneOf, text } from '../../tools/parameters.ts';
import { wasNotCalled } from '../../wording.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { allowsSchema, requireSchema } from './data-bounds.ts';
import { findDatabase, findNamed, listNamed } from './find-database.ts';

const TOOL = 'civis_tables';
/** Tables of one list, and those whose columns are read for dbt. */
const MAX_TABLES = 1_000;
const MAX_DBT_TABLES = 50;
const PARALLEL_READS = 5;

export const listTables = defineWorkflow('civis', {
  name: 'tables',
  description: 'List tables of a database with rows, size and age; as dbt sources on request.',
  effect: 'read',
  input: z.strictObject({
    database: text('Name or id. Default: yours.').optional(),
    schema: text().optional(),
    tag: text().optional(),
    query: text('Part of schema.table.').optional(),
    as: oneOf(['dbt'], 'YAML of sources.').optional(),
  }),
  output: {
    items: list(map('A table.')),
    dbt: text('YAML for the sources of a dbt project.'),
    truncated: oneOf(['yes', 'no'], 'Whether there are more tables.'),
  },
  run: async (context, args) => {
    const { schema, as } = args;
    if (schema !== undefined) requireSchema(TOOL, context.dataBounds, schema);
    const database = await findDatabase(context, TOOL, args.database);
    const tag =
      args.tag === undefined
        ? undefined
        : findNamed(TOOL, 'tag', args.tag, await listNamed(context, 'civis_table_tags_list', {})).id;
    const found = await readTables(context, {
      database_id: database.id,
      schema,
      search: args.query?.toLowerCase(),
      table_tag_ids: tag === undefined ? undefined : [tag],
    });
    const allowed = found.filter((table) => allowsSchema(context.dataBounds, toText(table['schema'])));
    const truncated = found.length >= MAX_TABLES ? 'yes' : 'no';
    if (as === undefined) return { items: allowed.map(describeTable), truncated };
    if (allowed.length > MAX_DBT_TABLES) {
      const why = `${allowed.length} tables match, and sources are written for at most ${MAX_DBT_TABLES}`;
      throw new CallError('too_large', wasNotCalled(TOOL, why), { hint: 'Call again with schema or query.' });
    }
    return { dbt: await writeSources(context, database.name, allowed), truncated };
  },
});

type Table = Readonly<Record<string, unknown>>;

async function readTables(
  context: WorkflowContext,
  filter: Readonly<Record<string, unknown>>,
): Promise<Table[]> {
  const { value } = await context.callOperation('civis_tables_list', { ...filter, limit: MAX_TABLES });
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** What people read of a table: a short row. */
function describeTable(table: Table): Record<string, unknown> {
  const { id, row_count, column_count, size_mb, is_view, last_refresh, description } = table;
  const tags = Array.isArray(table['table_tags']) ? table['table_tags'].filter(isObject) : [];
  return {
    id,
    table: `${toText(table['schema'])}.${toText(table['name'])}`,
    rows: row_count,
    columns: column_count,
    size_mb,
    ...(is_view === true && { is_view }),
    last_refresh,
    description,
    ...(tags.length > 0 && { tags: tags.map(({ name }) => name) }),
  };
}

/** One source for each schema. */
async function writeSources(
  context: WorkflowContext,
  database: string,
  tables: readonly Table[],
): Promise<string> {
  const details: Table[] = [];
  for (let at = 0; at < tables.length; at += PARALLEL_READS) {
    const part = tables.slice(at, at + PARALLEL_READS).map(async ({ id }) => {
      const { value } = await context.callOperation('civis_tables_get', { id });
      return isObject(value) ? value : {};
    });
    details.push(...(await Promise.all(part)));
    context.report({ done: details.length, total: tables.length, message: `read ${details.length} tables` });
  }
  const schemas = [...new Set(details.map(({ schema }) => toText(schema)))];
  const lines = schemas.flatMap((schema) => [
    `  - name: ${quoteYaml(schema)}`,
    `    description: ${quoteYaml(`Schema ${schema} of ${database}`)}`,
    `    schema: ${quoteYaml(schema)}`,
    '    tables:',
    ...details.filter((table) => table['schema'] === schema).flatMap(dbtTable),
  ]);
  return ['version: 2', 'sources:', ...lines, ''].join('\n');
}

function dbtTable(table: Table): string[] {
  const columns = Array.isArray(table['columns']) ? table['columns'].filter(isObject) : [];
  return [
    `      - name: ${quoteYaml(toText(table['name']))}`,
    ...describeIn('        ', table),
    ...(columns.length === 0 ? [] : ['        columns:']),
    ...columns.flatMap((column) => [
      `          - name: ${quoteYaml(toText(column['name']))}`,
      `            data_type: ${quoteYaml(toText(column['sql_type']))}`,
      ...describeIn('            ', column),
    ]),
  ];
}

function describeIn(indent: string, { description }: Table): string[] {
  return typeof description === 'string' && description !== ''
    ? [`${indent}description: ${quoteYaml(description)}`]
    : [];
}

/** Plain words as they are; anything else as JSON, which is YAML too. */
function quoteYaml(text: string): string {
  const isPlain = /^[a-z_][\w(), ]*$/i.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
