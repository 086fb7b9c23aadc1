import type { PromptDefinition } from './prompt-template.ts';

export const importCsv: PromptDefinition = {
  name: 'import_csv',
  title: 'Import a CSV file',
  description: 'Import a local CSV file into a database table.',
  arguments: [
    { name: 'path', description: 'Local file, in a folder that the server may access.', required: true },
    { name: 'table', description: 'Target table as schema.table.', required: true },
    {
      name: 'database_id',
      description: 'The database; type its name to find it.',
      required: false,
      completesFrom: 'databases',
    },
  ],
  requiredTools: ['civis_databases_list', 'civis_import_file', 'civis_wait_for_run'],
  text: [
    'Import the file {path} into the table {table} of Civis Platform.',
    'Use the database {database_id}.',
    'If {database_id} is a name and not an id, find its id with civis_databases_list first. If several match, ask me which one.',
    '1. If no database is given, call civis_databases_list. If there are several, ask me which one to use.',
    '2. Call civis_import_file with existing_table_rows=fail, which does not change a table that already exists. It checks the file first and reports problems.',
    '3. If the table exists, ask me whether to append to its rows or replace them. Never choose truncate or drop without asking.',
    '4. If the result has done: false, make the call in `next`, such as civis_wait_for_run, until the import has ended.',
    'Then report the outcome. Quote row counts, warnings and errors exactly as the tools return them.',
  ],
};
