import { isAbsolute, join, relative, sep } from 'node:path';
import { CallError } from '../errors.ts';

/** A folder that tools may touch: as it was given, and with its links resolved. */
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
 * @throws CallError `not_allowed` for a path that leads elsewhere or hides, `invalid_input` for none
 */
export function pathCandidates(path: string, roots: readonly AllowedRoot[]): PathCandidate[] {
  if (path.trim() === '')
    throw new CallError('invalid_input', 'path is empty.', { hint: allowedPathHint(roots) });
  if (CONTROL.test(path)) throw pathRefusedError(path, 'holds control characters', roots);
  const candidates = isAbsolute(path)
    ? roots.flatMap((root) => candidatesBelow(root, path))
    : roots.map((root) => ({ root, segments: splitNames(path) }));
  if (candidates.length === 0)
    throw pathRefusedError(path, 'leads out of the folders that tools may touch', roots);
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
    throw pathRefusedError(path, 'leads out of the folders that tools may touch, by a link', roots);
  checkSegments(path, splitNames(below), roots);
}

export function pathRefusedError(path: string, why: string, roots: readonly AllowedRoot[]): CallError {
  return new CallError('not_allowed', `path ${JSON.stringify(path)} ${why}.`, {
    hint: allowedPathHint(roots),
  });
}

export function allowedPathHint(roots: readonly AllowedRoot[]): string {
  return `Give a path in ${roots.map(({ givenPath }) => givenPath).join(' or ')}, without "..", links that lead out or hidden names.`;
}

/** An absolute path may spell the folder as it was given or as it really is. */
function candidatesBelow(root: AllowedRoot, path: string): PathCandidate[] {
  const prefix = [root.givenPath, root.realPath].find(
    (folder) => path === folder || path.startsWith(join(folder, sep)),
  );
  return prefix === undefined ? [] : [{ root, segments: splitNames(path.slice(prefix.length)) }];
}

/** On Windows both slashes separate segments; a "." names nothing. */
function splitNames(path: string): string[] {
  const parts = sep === '\\' ? path.split(/[\\/]/) : path.split('/');
  return parts.filter((name) => name !== '' && name !== '.');
}

function checkSegments(path: string, segments: readonly string[], roots: readonly AllowedRoot[]): void {
  for (const name of segments.flatMap((whole) => whole.split('\\'))) {
    if (name === '..') throw pathRefusedError(path, 'goes up by ".."', roots);
    if (name.startsWith('.')) throw pathRefusedError(path, 'is hidden', roots);
    if (DEVICE_NAME.test(name)) throw pathRefusedError(path, 'is the name of a device', roots);
    // "data.csv." and "data.csv " are data.csv on some systems, and "data.csv:x" a stream behind it.
    if (/[. ]$/.test(name) || (sep === '\\' && name.includes(':')))
      throw pathRefusedError(path, 'has a name that not every system takes as it stands', roots);
  }
}
