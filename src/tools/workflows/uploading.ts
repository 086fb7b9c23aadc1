import type { Source } from '../../client/transfer.ts';
import { CallError } from '../../errors.ts';
import type { Arguments } from '../operation.ts';
import { answered } from './answers.ts';
import { reportBytes, sizeInWords } from './bytes.ts';
import type { WorkflowContext } from './workflow.ts';

const MB = 1024 ** 2;

/** Beyond it a file is sent in parts. */
export const LARGEST_SINGLE = 50 * MB;
const SMALLEST_PART = 16 * MB;
/** Parts that object stores put together at the most. */
const MOST_PARTS = 10_000;
const LARGEST_FILE = 5 * 1024 ** 4;

/** Creates a Civis file out of a source; answers its id. */
export async function uploadFile(
  context: WorkflowContext,
  source: Source,
  about: Arguments,
): Promise<number> {
  if (source.size > LARGEST_FILE) {
    throw new CallError(
      'too_large',
      `Civis takes files of up to 5 TB; this one has ${sizeInWords(source.size)}.`,
    );
  }
  return source.size > LARGEST_SINGLE ? inParts(context, source, about) : whole(context, source, about);
}

async function whole(context: WorkflowContext, source: Source, about: Arguments): Promise<number> {
  const file = answered(await context.callOperation('civis_files_post', about));
  await context.transfers.postForm(file.text('upload_url'), file.map('upload_fields'), source, {
    signal: context.signal,
    onBytes: reportBytes(context, source.size, 'sent'),
  });
  return file.id();
}

async function inParts(context: WorkflowContext, source: Source, about: Arguments): Promise<number> {
  const partSize = partSizeFor(source.size);
  const num_parts = Math.ceil(source.size / partSize);
  const file = answered(await context.callOperation('civis_files_post_multipart', { ...about, num_parts }));
  const links = file.texts('upload_urls');
  if (links.length !== num_parts) {
    throw new CallError('platform_error', `Civis gave ${links.length} links for ${num_parts} parts.`);
  }
  await context.transfers.putParts(links, partSize, source, {
    signal: context.signal,
    onBytes: reportBytes(context, source.size, 'sent'),
  });
  await context.callOperation('civis_files_post_multipart_complete', { id: file.id() });
  return file.id();
}

/** Parts of one size, as few as memory and the store's limits want. */
export function partSizeFor(size: number): number {
  return Math.max(SMALLEST_PART, Math.ceil(size / MOST_PARTS));
}
