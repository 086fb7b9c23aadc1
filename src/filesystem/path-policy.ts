import { isAbsolute, join, relative, sep } from 'node:path';
import { CallError } from '../errors.ts';
import { mustBe, toSentence } from '../wording.ts';

/** A folder that tools may access: as it was given, and with its links resolved. */
export interface AllowedRoot {
  readonly givenPath: string;
  readonly realPath: string;
}

/** What a path may mean: a folder, and the path segments below it. */
export interface PathCandidate {
  readonly root: AllowedRoot;
  readonly segments: readonly string[];
}

/** Names that some systems take for devices, whatever their extension. */
const DEVICE_NAME = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;
const CONTROL = /\p{Cc}/u;

/**
 * What a path may mean: a relative one is looked for in each folder, an absolute one in the folder that it
 * names. The file system is not consulted.
 *
 * @throws CallError `not_allowed` for a path that leads elsewhere or is hidden, `invalid_input` for an empty one
 */
export function pathCandidates(path: string, roots: readonly AllowedRoot[]): PathCandidate[] {
  if (path.trim() === '')
    throw new CallError('invalid_input', toSentence(mustBe('path', 'a file name', JSON.stringify(path))), {
      hint: allowedPathHint(roots),
    });
  if (CONTROL.test(path)) throw pathRefusedError(path, 'contains control characters', roots);
  const candidates = isAbsolute(path)
    ? roots.flatMap((root) => candidatesBelow(root, path))
    : roots.map((root) => ({ root, segments: splitNames(path) }));
  if (candidates.length === 0) throw pathRefusedError(path, 'is outside the allowed folders', roots);
  for (const { segments } of candidates) checkSegments(path, segments, roots);
  return candidates;
}

/** Checks where a path really leads, after its links. @throws CallError `not_allowed` */
export function checkRealPath(
  path: string,
  realPath: string,
  { root }: PathCandidate,
  roots: readonly AllowedRoot[],
): void {
  const below = relative(root.realPath, realPath);
  if (below.split(sep)[0] === '..' || isAbsolute(below))
    throw pathRefusedError(path, 'leads outside the allowed folders through a symbolic link', roots);
  checkSegments(path, splitNames(below), roots);
}

export function pathRefusedError(path: string, why: string, roots: readonly AllowedRoot[]): CallError {
  return new CallError('not_allowed', `path ${JSON.stringify(path)} ${why}.`, {
    hint: allowedPathHint(roots),
  });
}

export function allowedPathHint(roots: readonly AllowedRoot[]): string {
  return `Use a path in ${roots.map(({ givenPath }) => givenPath).join(' or ')}, without "..", hidden names or links that lead outside.`;
}

/** An absolute path may spell the folder as it was given or as it really is. */
function candidatesBelow(root: AllowedRoot, path: string): PathCandidate[] {
  const prefix = [root.givenPath, root.realPath].find(
    (folder) => path === folder || path.startsWith(join(folder, sep)),
  );
  return prefix === undefined ? [] : [{ root, segments: splitNames(path.slice(prefix.length)) }];
}

/** On Windows both slashes separate segments; a "." is skipped. */
function splitNames(path: string): string[] {
  const parts = sep === '\\' ? path.split(/[\\/]/) : path.split('/');
  return parts.filter((name) => name !== '' && name !== '.');
}

function checkSegments(path: string, segments: readonly string[], roots: readonly AllowedRoot[]): void {
  for (const name of segments.flatMap((whole) => whole.split('\\'))) {
    if (name === '..') throw pathRefusedError(path, 'contains ".."', roots);
    if (name.startsWith('.')) throw pathRefusedError(path, 'contains a hidden name', roots);
    if (DEVICE_NAME.test(name)) throw pathRefusedError(path, 'contains a reserved device name', roots);
    // "data.csv." and "data.csv " are data.csv on some systems, and "data.csv:x" a stream behind it.
    if (/[. ]$/.test(name) || (sep === '\\' && name.includes(':')))
      throw pathRefusedError(
        path,
        'contains a name that some systems change (it ends in a dot or space, or contains ":")',
        roots,
      );
  }
}
