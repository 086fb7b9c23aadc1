import type { PromptDefinition } from './prompt-template.ts';

export const importCsv: PromptDefinition = {
  name: 'import_csv',
  title: 'Import a CSV file',
  description: 'Bring a file of this machine into a database table.',
  arguments: [
    { name: 'path', description: 'The file, in a folder that the server may read', required: true },
    { name: 'table', description: 'Where to: schema.table', required: true },
    {
      name: 'database_id',
      description: 'The database: type its name',
      required: false,
      completesFrom: 'databases',
    },
  ],
  requiredTools: ['civis_databases_list', 'civis_import_file', 'civis_wait_for_run'],
  text: [
    'Import the file {path} into the table {table} of Civis Platform.',
    'The database has id {database_id}.',
    '1. If the database is not clear, call civis_databases_list; where there are several, ask me.',
    '2. Call civis_import_file with existing_table_rows=fail, which touches no table that is there. It looks at the file first and says what is wrong with it.',
    '3. If the table exists, ask me whether to append or to replace its rows. Never choose truncate or drop by yourself.',
    '4. If it is not done in time, go on with the call that its `next` names, such as civis_wait_for_run, until it has ended.',
    'Tell me how it ended: rows, warnings, errors as they stand in the answer.',
  ],
};
