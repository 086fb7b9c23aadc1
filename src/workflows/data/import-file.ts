import * as z from 'zod';
import { flag, int, list, oneOf, text } from '../../tools/parameters.ts';
import { createTransferProgress } from '../files/transfer-progress.ts';
import { responseFields } from '../response-fields.ts';
import { pollUntilEnd, waitSecondsParameter } from '../runs/poll-run.ts';
import { buildRunResult } from '../runs/run-result.ts';
import { startOrAttach } from '../runs/start-run.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { findDatabaseCredential } from './database-credential.ts';
import { type ImportSource, openImportSource, validateImportSource } from './import-source.ts';

export const importFile = defineWorkflow('civis', {
  name: 'import_file',
  description:
    'Import a CSV file into a database table and wait until the import ends. The file is a local one (path) or a Civis file (file_id).',
  effect: 'run',
  // existing_table_rows: truncate or drop.
  worstCase: 'delete',
  input: z.strictObject({
    path: text('Local file, in a folder that the server may access.').optional(),
    file_id: int('Id of a Civis file, instead of path.').optional(),
    schema: text(),
    table: text(),
    database_id: int(),
    credential_id: int('Default: your credential for the database.').optional(),
    existing_table_rows: oneOf(
      ['fail', 'truncate', 'append', 'drop'],
      'What to do if the table exists. Default: fail.',
    ).default('fail'),
    column_delimiter: oneOf(['comma', 'tab', 'pipe'], 'Default: detected.').optional(),
    first_row_is_header: flag('Default: detected.').optional(),
    max_errors: z.int().min(0).describe('Number of bad rows to skip before failing.').optional(),
    wait_seconds: waitSecondsParameter,
  }),
  output: {
    done: flag('Whether the import has ended.'),
    state: text(),
    import_id: int(),
    run_id: int(),
    error: text('Error message of a failed import.'),
    log_tail: list(text(), 'Last lines of the log of a failed import.'),
    next: text('The call to make next.'),
  },
  run: async (context, args) => {
    const { path, file_id, column_delimiter: delimiter, first_row_is_header: hasHeader } = args;
    const startedAt = context.clock.now();
    const file = await openImportSource(context, path, file_id);
    try {
      await validateImportSource(file, { delimiter, hasHeader });
      const import_id = await createImport(context, file, args);
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
      return { done, state, import_id, run_id, error, log_tail, next };
    } finally {
      await file.close();
    }
  },
});

interface ImportOptions {
  readonly schema: string;
  readonly table: string;
  readonly database_id: number;
  readonly credential_id?: number | undefined;
  readonly existing_table_rows: string;
  readonly column_delimiter?: string | undefined;
  readonly first_row_is_header?: boolean | undefined;
  readonly max_errors?: number | undefined;
}

/** Creates an import, uploads its file and returns its id. Civis detects options that are not given. */
async function createImport(
  context: WorkflowContext,
  file: ImportSource,
  options: ImportOptions,
): Promise<number> {
  const { schema, table, database_id, existing_table_rows } = options;
  const { column_delimiter, first_row_is_header, max_errors } = options;
  const prepared = responseFields(
    await context.callOperation('civis_imports_post_files', {
      schema,
      name: table,
      remote_host_id: database_id,
      credential_id: options.credential_id ?? (await findDatabaseCredential(context, database_id)),
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
