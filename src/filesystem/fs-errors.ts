import { CallError, systemErrorCode } from '../errors.ts';
import { notFound } from '../wording.ts';

const REASON_OF_FS_CODE: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EBUSY: 'it is in use',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link',
  EIO: 'a disk error occurred',
  EMFILE: 'too many files are open',
};

/** A failure of the file system as the error of a call. */
export function toFileError(cause: unknown, path: string): CallError {
  if (cause instanceof CallError) return cause;
  const code = systemErrorCode(cause);
  const file = JSON.stringify(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new CallError('not_found', notFound('File', file));
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new CallError('too_large', `There is not enough disk space for ${file}.`);
  return new CallError(
    'not_allowed',
    `${file} cannot be used: ${REASON_OF_FS_CODE[code] ?? (code || 'unknown error')}.`,
  );
}
