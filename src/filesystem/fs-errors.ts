import { CallError, systemErrorCode } from '../errors.ts';

const REASON_OF_FS_CODE: Readonly<Record<string, string>> = {
  EACCES: 'the system does not allow it',
  EPERM: 'the system does not allow it',
  EROFS: 'its folder is read-only',
  EBUSY: 'it is in use',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link',
  EIO: 'the disk failed',
  EMFILE: 'too many files are open',
};

/** A failure of the file system as the error of a call. */
export function toFileError(cause: unknown, path: string): CallError {
  if (cause instanceof CallError) return cause;
  const code = systemErrorCode(cause);
  const file = JSON.stringify(path);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new CallError('not_found', `There is no file ${file}.`);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new CallError('too_large', `There is no room for ${file} on this disk.`);
  return new CallError(
    'not_allowed',
    `${file} cannot be used: ${REASON_OF_FS_CODE[code] ?? (code || 'it failed')}.`,
  );
}
