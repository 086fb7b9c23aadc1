import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { int } from '../params.ts';
import { deliver, deliveredFields, deliveryInput, type Named } from './delivering.ts';
import { type Desk, defineWorkflow } from './workflow.ts';

export const downloadFile = defineWorkflow('civis', {
  does: 'download_file',
  says: 'Download a Civis file to this machine, or read it when it is a short text.',
  // It changes nothing on the platform, but a host that lets every reading tool pass would let it write files.
  effect: 'create',
  input: z.strictObject({ id: int(), ...deliveryInput }),
  output: deliveredFields,
  run: (desk, { id, ...delivery }) => deliver(desk, () => fetchFile(desk, id), delivery),
});

/** Asks the file's own link for its bytes. @throws CallError `not_found` for a file without content */
export async function fetchFile(desk: Desk, id: number): Promise<Named> {
  const { name, link } = await linkOf(desk, id);
  return { name, incoming: await desk.transfers.fetch(link, desk.signal) };
}

/** A file's name, and a link that downloads it for a while. */
export async function linkOf(desk: Desk, id: number): Promise<{ name: string; link: string }> {
  const { value } = await desk.perform('civis_files_get', { id });
  const { name, file_url } = isObject(value) ? value : {};
  if (typeof file_url === 'string') return { name: String(name), link: file_url };
  throw new CallError(
    'not_found',
    `File ${id} holds nothing: its upload was not finished, or it has expired.`,
  );
}
