import type { Source } from '../../client/transfer.ts';
import { CallError } from '../../errors.ts';
import type { Arguments } from '../../tools/operation.ts';
import { mustBe, toSentence } from '../../wording.ts';
import { responseFields } from '../response-fields.ts';
import type { WorkflowContext } from '../workflow.ts';
import { createTransferProgress, formatBytes } from './transfer-progress.ts';

const MB = 1024 ** 2;

/** A larger file is sent in parts. */
const MAX_SINGLE_UPLOAD = 50 * MB;
const MIN_PART_SIZE = 16 * MB;
/** Maximum number of parts that object stores accept. */
const MAX_PARTS = 10_000;
const MAX_FILE_SIZE = 5 * 1024 ** 4;

/** Creates a Civis file from a source and returns its id. */
export async function uploadToCivis(
  context: WorkflowContext,
  source: Source,
  attributes: Arguments,
): Promise<number> {
  if (source.size > MAX_FILE_SIZE) {
    throw new CallError(
      'too_large',
      toSentence(mustBe('A Civis file', 'at most 5 TB', formatBytes(source.size))),
    );
  }
  return source.size > MAX_SINGLE_UPLOAD
    ? uploadInParts(context, source, attributes)
    : uploadInOneRequest(context, source, attributes);
}

async function uploadInOneRequest(
  context: WorkflowContext,
  source: Source,
  attributes: Arguments,
): Promise<number> {
  const file = responseFields(await context.callOperation('civis_files_post', attributes));
  await context.transfers.postForm(file.text('upload_url'), file.map('upload_fields'), source, {
    signal: context.signal,
    onBytes: createTransferProgress(context, source.size, 'sent'),
  });
  return file.id();
}

async function uploadInParts(
  context: WorkflowContext,
  source: Source,
  attributes: Arguments,
): Promise<number> {
  const partSize = partSizeFor(source.size);
  const num_parts = Math.ceil(source.size / partSize);
  const file = responseFields(
    await context.callOperation('civis_files_post_multipart', { ...attributes, num_parts }),
  );
  const links = file.texts('upload_urls');
  if (links.length !== num_parts) {
    throw new CallError(
      'platform_error',
      `Civis returned ${links.length} upload links for ${num_parts} parts.`,
    );
  }
  await context.transfers.putParts(links, partSize, source, {
    signal: context.signal,
    onBytes: createTransferProgress(context, source.size, 'sent'),
  });
  await context.callOperation('civis_files_post_multipart_complete', { id: file.id() });
  return file.id();
}

/** The smallest part size that keeps within the store's limit. */
function partSizeFor(size: number): number {
  return Math.max(MIN_PART_SIZE, Math.ceil(size / MAX_PARTS));
}
