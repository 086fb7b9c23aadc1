import * as z from 'zod';
import { flag, int, list, oneOf, text } from '../params.ts';
import { answered } from './answers.ts';
import { reportBytes } from './bytes.ts';
import { credentialFor } from './database-credential.ts';
import { checkTable, openTable, type TableFile } from './import-source.ts';
import { outcomeOf } from './outcome.ts';
import { startOrAttach } from './starting.ts';
import { waitSeconds } from './vocabulary.ts';
import { waitForEnd } from './waiting.ts';
import { defineWorkflow, type WorkflowContext } from './workflow.ts';

export const importFile = defineWorkflow('civis', {
  name: 'import_file',
  description: 'Import a CSV file of this machine, or of Civis, into a database table and wait for the end.',
  effect: 'run',
  input: z.strictObject({
    path: text('In a folder that the server was started with').optional(),
    file_id: int('A Civis file, in place of path').optional(),
    schema: text(),
    table: text(),
    database_id: int(),
    credential_id: int('Yours for the database when absent').optional(),
    existing_table_rows: oneOf(['fail', 'truncate', 'append', 'drop'], 'fail when absent').default('fail'),
    column_delimiter: oneOf(['comma', 'tab', 'pipe'], 'Detected when absent').optional(),
    first_row_is_header: flag('Detected when absent').optional(),
    max_errors: z.int().min(0).describe('Rows with errors to leave out before failing').optional(),
    wait_seconds: waitSeconds,
  }),
  output: {
    done: flag('Whether the import has ended'),
    state: text(),
    import_id: int(),
    run_id: int(),
    error: text(),
    log_tail: list(text()),
    next: text('The call that goes on from here'),
  },
  run: async (context, args) => {
    const { path, file_id, column_delimiter: delimiter, first_row_is_header: hasHeader } = args;
    const startedAt = context.clock.now();
    const file = await openTable(context, path, file_id);
    try {
      await checkTable(file, { delimiter, hasHeader });
      const import_id = await sendTable(context, file, args);
      const { run: known } = await startOrAttach(context, 'file_import', import_id, false);
      const waited = { kind: 'file_import', id: import_id, runId: known.id } as const;
      // Hosts count from the call's beginning, so what the upload took is gone from the wait.
      const run = await waitForEnd(behind(context, file.size), waited, args.wait_seconds, {
        startedAt,
        known,
      });
      const { done, state, run_id, error, log_tail, next } = await outcomeOf(context, waited, run, true);
      return { done, state, import_id, run_id, error, log_tail, next };
    } finally {
      await file.close();
    }
  },
});

interface Target {
  readonly schema: string;
  readonly table: string;
  readonly database_id: number;
  readonly credential_id?: number | undefined;
  readonly existing_table_rows: string;
  readonly column_delimiter?: string | undefined;
  readonly first_row_is_header?: boolean | undefined;
  readonly max_errors?: number | undefined;
}

/** Prepares an import and sends it its file; answers its id. What was left out is left for Civis to detect. */
async function sendTable(context: WorkflowContext, file: TableFile, target: Target): Promise<number> {
  const { schema, table, database_id, existing_table_rows } = target;
  const { column_delimiter, first_row_is_header, max_errors } = target;
  const prepared = answered(
    await context.callOperation('civis_imports_post_files', {
      schema,
      name: table,
      remote_host_id: database_id,
      credential_id: target.credential_id ?? (await credentialFor(context, database_id)),
      existing_table_rows,
      column_delimiter,
      first_row_is_header,
      max_errors,
    }),
  );
  const id = prepared.id();
  await context.transfers.put(prepared.text('upload_uri'), file, {
    signal: context.signal,
    onBytes: reportBytes(context, file.size, 'sent'),
  });
  return id;
}

/** Adds the bytes that were sent to all further progress: to a host, progress is one number that only grows. */
function behind(context: WorkflowContext, sent: number): WorkflowContext {
  return {
    ...context,
    report: ({ done, total, message }) =>
      context.report({ done: sent + done, total: total === undefined ? undefined : sent + total, message }),
  };
}
