import type { ByteStream } from '../../client/interface.ts';
import { CallError } from '../../errors.ts';
import { formatBytes } from './transfer-progress.ts';

/** Maximum size of a download: a sender without an end must not run for days. */
const MAX_DOWNLOAD_BYTES = 100 * 1000 ** 3;

/**
 * The bytes of a download, as long as there are not too many for the disk or for one call. Where the sender
 * states the size, nothing is read of a download that is too large.
 *
 * @throws CallError `too_large`
 */
export async function* limitDownload(
  { bytes, size }: Pick<ByteStream, 'bytes' | 'size'>,
  spareBytes: number,
): AsyncGenerator<Uint8Array> {
  const limit = Math.min(MAX_DOWNLOAD_BYTES, spareBytes);
  if (size !== undefined && size > limit) throw downloadTooLargeError(limit, size);
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    if (read > limit) throw downloadTooLargeError(limit, size);
    yield chunk;
  }
}

function downloadTooLargeError(limit: number, size: number | undefined): CallError {
  if (limit < MAX_DOWNLOAD_BYTES) {
    const needed = size === undefined ? `more than ${formatBytes(limit)}` : formatBytes(size);
    return new CallError(
      'too_large',
      `There is not enough disk space: the download needs ${needed}, and ${formatBytes(limit)} can be used.`,
      { hint: 'Free disk space, or save to a folder on another disk.' },
    );
  }
  return new CallError('too_large', `The download is larger than ${formatBytes(MAX_DOWNLOAD_BYTES)}.`, {
    hint: 'Download it with another program: civis_files_get returns the link of a Civis file.',
  });
}
