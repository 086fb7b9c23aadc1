import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { flag, int, list, oneOf, record, text } from '../../tools/parameters.ts';
import { mustBe, wasNotCalled } from '../../wording.ts';
import { createTransferProgress } from '../files/transfer-progress.ts';
import { responseFields } from '../response-fields.ts';
import { pollUntilEnd, waitSecondsParameter } from '../runs/poll-run.ts';
import { buildRunResult } from '../runs/run-result.ts';
import { startOrAttach } from '../runs/start-run.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { requireSchema } from './data-bounds.ts';
import { findDatabaseCredential } from './database-credential.ts';
import { splitTableName } from './describe-table.ts';
import { findDatabase } from './find-database.ts';
import { type ImportSource, openImportSource, validateImportSource } from './import-source.ts';
import {
  type CountedSource,
  countLines,
  countTableRows,
  type ImportTarget,
  isHeader,
  readTableColumns,
} from './loaded-rows.ts';

export const importFile = defineWorkflow('civis', {
  name: 'import_file',
  description:
    'Import a CSV file, local (path) or in Civis (file_id), into a database table and wait for the end.',
  effect: 'run',
  // existing_table_rows: truncate or drop.
  worstCase: 'delete',
  input: z.strictObject({
    path: text().optional(),
    file_id: int().optional(),
    table: text('schema.table'),
    schema: text().optional(),
    database: text('Name or id.').optional(),
    credential: text('Name or id.').optional(),
    existing_table_rows: oneOf(['fail', 'truncate', 'append', 'drop'], 'Default: fail.').default('fail'),
    column_delimiter: oneOf(['comma', 'tab', 'pipe']).optional(),
    first_row_is_header: flag().optional(),
    max_errors: z.int().min(0).describe('Bad rows to skip.').optional(),
    wait_seconds: waitSecondsParameter,
  }),
  output: {
    done: flag('Whether the import has ended.'),
    state: text(),
    import_id: int(),
    run_id: int(),
    table: text('schema.table'),
    rows: int('Number of rows loaded.'),
    rejected: int('Number of rows that were not loaded.'),
    columns: list(record({ name: text(), type: text() })),
    error: text('Error message of a failed import.'),
    log_tail: list(text(), 'Last lines of the log of a failed import.'),
    next: text('The call to make next.'),
  },
  run: async (context, args) => {
    const { path, file_id, column_delimiter: delimiter, first_row_is_header: hasHeader } = args;
    const startedAt = context.clock.now();
    const { schema, table } = targetTable(args);
    requireSchema(TOOL, context.dataBounds, schema);
    const file = await openImportSource(context, path, file_id);
    try {
      await validateImportSource(file, { delimiter, hasHeader });
      const database = await findDatabase(context, TOOL, args.database);
      const credential = await findDatabaseCredential(context, TOOL, database, args.credential);
      const target: ImportTarget = { schema, table, database: database.id, credential };
      const isAppended = args.existing_table_rows === 'append';
      const before = isAppended ? ((await countTableRows(context, target)) ?? 0) : 0;
      const counted = countLines(file);
      const import_id = await createImport(context, { ...file, ...counted.source }, target, args);
      const { run: knownRun } = await startOrAttach(context, 'file_import', import_id, false);
      const reference = { kind: 'file_import', id: import_id, runId: knownRun.id } as const;
      // Hosts time the whole call, so the time that the upload took is not available for the wait.
      const run = await pollUntilEnd(withProgressOffset(context, file.size), reference, args.wait_seconds, {
        startedAt,
        knownRun,
      });
      const { done, state, run_id, error, log_tail, next } = await buildRunResult(
        context,
        reference,
        run,
        true,
      );
      const loaded =
        state === 'succeeded' ? await describeLoaded(context, target, counted, { before, args }) : {};
      const name = `${schema}.${table}`;
      return { done, state, import_id, run_id, table: name, ...loaded, error, log_tail, next };
    } finally {
      await file.close();
    }
  },
});

const TOOL = 'civis_import_file';

interface TargetArguments {
  readonly table: string;
  readonly schema?: string | undefined;
  readonly database?: string | undefined;
  readonly database_id?: number | undefined;
}

/** @throws CallError `invalid_input` if the schema is missing, or named twice in different ways */
function targetTable({ table, schema }: TargetArguments): {
  readonly schema: string;
  readonly table: string;
} {
  if (!table.includes('.')) {
    if (schema !== undefined) return { schema, table };
    throw new CallError(
      'invalid_input',
      wasNotCalled(TOOL, mustBe('table', 'schema.table', JSON.stringify(table))),
    );
  }
  const parts = splitTableName(TOOL, table);
  if (schema === undefined || schema.toLowerCase() === parts.schema.toLowerCase()) return parts;
  const why = `table names schema ${parts.schema}, and schema is ${schema}`;
  throw new CallError('invalid_input', wasNotCalled(TOOL, why), { hint: 'Leave out schema.' });
}

interface LoadedParts {
  readonly before: number;
  readonly args: {
    readonly max_errors?: number | undefined;
    readonly first_row_is_header?: boolean | undefined;
  };
}

/** How many rows were loaded and how many were not, as the table and the file tell; left out if they do not. */
async function describeLoaded(
  context: WorkflowContext,
  target: ImportTarget,
  { lines }: CountedSource,
  { before, args }: LoadedParts,
) {
  const [after, columns] = await Promise.all([
    countTableRows(context, target),
    readTableColumns(context, target),
  ]);
  if (after === undefined) return {};
  const rows = after - before;
  const { count, first } = lines();
  const hasHeader = args.first_row_is_header ?? isHeader(first, columns);
  const rejected = (args.max_errors ?? 0) === 0 ? 0 : Math.max(0, count - (hasHeader ? 1 : 0) - rows);
  return { rows, rejected, columns };
}

interface ImportOptions {
  readonly existing_table_rows: string;
  readonly column_delimiter?: string | undefined;
  readonly first_row_is_header?: boolean | undefined;
  readonly max_errors?: number | undefined;
}

/** Creates an import, uploads its file and returns its id. Civis detects options that are not given. */
async function createImport(
  context: WorkflowContext,
  file: ImportSource,
  { schema, table, database, credential }: ImportTarget,
  { existing_table_rows, column_delimiter, first_row_is_header, max_errors }: ImportOptions,
): Promise<number> {
  const prepared = responseFields(
    await context.callOperation('civis_imports_post_files', {
      schema,
      name: table,
      remote_host_id: database,
      credential_id: credential,
      existing_table_rows,
      column_delimiter,
      first_row_is_header,
      max_errors,
    }),
  );
  const id = prepared.id();
  await context.transfers.put(prepared.text('upload_uri'), file, {
    signal: context.signal,
    onBytes: createTransferProgress(context, file.size, 'sent'),
  });
  return id;
}

/** Adds the bytes that were sent to all further progress, since progress must never decrease. */
function withProgressOffset(context: WorkflowContext, sent: number): WorkflowContext {
  return {
    ...context,
    report: ({ done, total, message }) =>
      context.report({ done: sent + done, message, ...(total !== undefined && { total: sent + total }) }),
  };
}
