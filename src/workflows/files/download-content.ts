import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { KIND_FACTS, KIND_NAMES, kindOfIdentifier } from '../../tools/aiod/attributes/kind-facts.ts';
import { int, text } from '../../tools/parameters.ts';
import { listSome } from '../../wording.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import {
  downloadResultFields,
  downloadTargetParameters,
  type NamedStream,
  saveDownload,
} from './save-download.ts';

interface Wanted {
  readonly identifier: string;
  readonly distribution_idx?: number | undefined;
}

export const downloadContent = defineWorkflow('aiod', {
  name: 'download_content',
  description:
    'Download the data of an AI-on-Demand asset, such as a dataset, to a local file, or return it if it is a short text.',
  effect: 'create',
  input: z.strictObject({
    identifier: text(),
    distribution_idx: int().optional(),
    ...downloadTargetParameters,
  }),
  output: downloadResultFields,
  run: (context, { identifier, distribution_idx, ...target }) =>
    saveDownload(context, () => fetchContent(context, { identifier, distribution_idx }), target),
});

/** Opens the link that the catalogue gives. No credential goes there: it may lead to any host. */
async function fetchContent(context: WorkflowContext, { identifier, ...rest }: Wanted): Promise<NamedStream> {
  const kind = kindOfIdentifier(identifier);
  if (kind === undefined || !KIND_FACTS[kind].hasContent) throw noContentError(identifier);
  const { value } = await context.callOperation(`aiod_${kind}_get_content`, { identifier, ...rest });
  const { content_link: link, name } = isObject(value) ? value : {};
  if (typeof link !== 'string') throw new CallError('platform_error', 'The response contains no link.');
  const fileName = typeof name === 'string' && name !== '' ? name : nameInLink(link, identifier);
  return { name: fileName, stream: await context.transfers.fetch(link, context.signal) };
}

/** The last segment of the link as it is: it is a name to begin with, and may hold anything. */
function nameInLink(link: string, identifier: string): string {
  return new URL(link).pathname.split('/').at(-1) || identifier;
}

function noContentError(identifier: string): CallError {
  const kinds = KIND_NAMES.filter((kind) => KIND_FACTS[kind].hasContent);
  const prefixes = kinds.map((kind) => `${KIND_FACTS[kind].prefix ?? ''}_… (${KIND_FACTS[kind].noun})`);
  return new CallError(
    'invalid_input',
    `Nothing was downloaded: ${JSON.stringify(identifier)} is not an asset with content.`,
    {
      hint: `identifier must be one of ${listSome(prefixes)}.`,
      faulty: ['identifier'],
    },
  );
}
