import * as z from 'zod';
import { int, text } from '../../tools/parameters.ts';
import { defineWorkflow } from '../workflow.ts';
import { downloadResultFields, downloadTargetParameters, saveDownload } from './save-download.ts';

export const downloadContent = defineWorkflow('aiod', {
  name: 'download_content',
  description:
    'Download the data that a contact distributes. It is saved to a local file, or returned if it is a short text.',
  effect: 'create',
  input: z.strictObject({
    identifier: text('Identifier of the contact.'),
    distribution_idx: int('Index of the distribution. Default: 0.').default(0),
    ...downloadTargetParameters,
  }),
  output: downloadResultFields,
  run: (context, { identifier, distribution_idx, ...target }) => {
    const fetch = async () => ({
      name: `contact-${identifier.replace(/[^\w-]/g, '_')}-${distribution_idx}`,
      stream: await context.openStream('aiod_contacts_get_content', { identifier, distribution_idx }),
    });
    return saveDownload(context, fetch, target);
  },
});
