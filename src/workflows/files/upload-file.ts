import * as z from 'zod';
import { int, text, time } from '../../tools/parameters.ts';
import { defineWorkflow } from '../workflow.ts';
import { requireFolders } from './folder-access.ts';
import { uploadToCivis } from './upload-to-civis.ts';

export const uploadFile = defineWorkflow('civis', {
  name: 'upload_file',
  description: 'Upload a local file of any size to Civis, past the model.',
  effect: 'create',
  input: z.strictObject({
    path: text(),
    name: text('Default: the local name.').optional(),
    expires_at: time('ISO 8601 time. Default: 30 days from now; null: never.').nullable().optional(),
  }),
  output: { file_id: int(), name: text(), size_bytes: int() },
  run: async (context, { path, name, expires_at }) => {
    const file = await requireFolders(context, 'Nothing was uploaded').open(path);
    try {
      const attributes = { name: name ?? file.name, ...(expires_at === undefined ? {} : { expires_at }) };
      const file_id = await uploadToCivis(context, file, attributes);
      return { file_id, name: attributes.name, size_bytes: file.size };
    } finally {
      await file.close();
    }
  },
});
