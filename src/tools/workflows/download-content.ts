import * as z from 'zod';
import { int, text } from '../params.ts';
import { deliver, deliveredFields, deliveryInput } from './delivering.ts';
import { defineWorkflow } from './workflow.ts';

export const downloadContent = defineWorkflow('aiod', {
  name: 'download_content',
  description:
    'Download the data that a contact distributes to this machine, or read it when it is a short text.',
  effect: 'create',
  input: z.strictObject({
    identifier: text(),
    distribution_idx: int('0 when absent').default(0),
    ...deliveryInput,
  }),
  output: deliveredFields,
  run: (context, { identifier, distribution_idx, ...delivery }) => {
    const fetch = async () => ({
      name: `contact-${identifier.replace(/[^\w-]/g, '_')}-${distribution_idx}`,
      incoming: await context.openStream('aiod_contacts_get_content', { identifier, distribution_idx }),
    });
    return deliver(context, fetch, delivery);
  },
});
