import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { int } from '../../tools/parameters.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import {
  downloadResultFields,
  downloadTargetParameters,
  type NamedStream,
  saveDownload,
} from './save-download.ts';

export const downloadFile = defineWorkflow('civis', {
  name: 'download_file',
  description: 'Download a Civis file to a local file, or return it if it is a short text.',
  // It changes nothing on the platform, but hosts that approve all read-only tools must not let it write files.
  effect: 'create',
  input: z.strictObject({ id: int('Id of the Civis file.'), ...downloadTargetParameters }),
  output: downloadResultFields,
  run: (context, { id, ...target }) => saveDownload(context, () => fetchFile(context, id), target),
});

/** Opens the file's presigned URL. @throws CallError `not_found` for a file without content */
async function fetchFile(context: WorkflowContext, id: number): Promise<NamedStream> {
  const { name, link } = await getDownloadLink(context, id);
  return { name, stream: await context.transfers.fetch(link, context.signal) };
}

/** A file's name, and a presigned URL to download it. */
export async function getDownloadLink(
  context: WorkflowContext,
  id: number,
): Promise<{ name: string; link: string }> {
  const { value } = await context.callOperation('civis_files_get', { id });
  const { name, file_url } = isObject(value) ? value : {};
  if (typeof file_url === 'string')
    return { name: typeof name === 'string' ? name : `file_${id}`, link: file_url };
  throw new CallError(
    'not_found',
    `File ${id} has no content: its upload was not completed, or it has expired.`,
  );
}
