import { isAbsolute, join, relative, sep } from 'node:path';
import { CallError } from '../errors.ts';

/** A folder that tools may touch: as it was given, and where it really is. */
export interface Root {
  readonly given: string;
  readonly real: string;
}

/** Where a path may lead: a folder, and the names that go down from it. */
export interface Place {
  readonly root: Root;
  readonly names: readonly string[];
}

/** Names that some systems take for devices, whatever stands behind the dot. */
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)/i;
const CONTROL = /\p{Cc}/u;

/**
 * The places that a path may mean: a relative one in each folder, an absolute one in the folder that it
 * names. Nothing is looked up.
 *
 * @throws CallError `not_allowed` for a path that leads elsewhere or hides, `invalid_input` for none
 */
export function placesOf(path: string, roots: readonly Root[]): Place[] {
  if (path.trim() === '') throw new CallError('invalid_input', 'path is empty.', { hint: hintFor(roots) });
  if (CONTROL.test(path)) throw refused(path, 'holds control characters', roots);
  const places = isAbsolute(path)
    ? roots.flatMap((root) => placesBelow(root, path))
    : roots.map((root) => ({ root, names: namesOf(path) }));
  if (places.length === 0) throw refused(path, 'leads out of the folders that tools may touch', roots);
  for (const { names } of places) checkNames(path, names, roots);
  return places;
}

/** Checks where a path really leads, after its links. @throws CallError `not_allowed` */
export function checkReal(path: string, real: string, { root }: Place, roots: readonly Root[]): void {
  const below = relative(root.real, real);
  if (below.split(sep)[0] === '..' || isAbsolute(below))
    throw refused(path, 'leads out of the folders that tools may touch, by a link', roots);
  checkNames(path, namesOf(below), roots);
}

export function refused(path: string, why: string, roots: readonly Root[]): CallError {
  return new CallError('not_allowed', `path ${JSON.stringify(path)} ${why}.`, { hint: hintFor(roots) });
}

export function hintFor(roots: readonly Root[]): string {
  return `Give a path in ${roots.map(({ given }) => given).join(' or ')}, without "..", links that lead out or hidden names.`;
}

/** An absolute path may spell the folder as it was given or as it really is. */
function placesBelow(root: Root, path: string): Place[] {
  const spelling = [root.given, root.real].find(
    (folder) => path === folder || path.startsWith(join(folder, sep)),
  );
  return spelling === undefined ? [] : [{ root, names: namesOf(path.slice(spelling.length)) }];
}

/** Both slashes part names on some systems, so both do here; a "." names nothing. */
function namesOf(path: string): string[] {
  const parts = sep === '\\' ? path.split(/[\\/]/) : path.split('/');
  return parts.filter((name) => name !== '' && name !== '.');
}

function checkNames(path: string, names: readonly string[], roots: readonly Root[]): void {
  for (const name of names.flatMap((whole) => whole.split('\\'))) {
    if (name === '..') throw refused(path, 'goes up by ".."', roots);
    if (name.startsWith('.')) throw refused(path, 'is hidden', roots);
    if (DEVICE.test(name)) throw refused(path, 'is the name of a device', roots);
    // "data.csv." and "data.csv " are data.csv on some systems, and "data.csv:x" a stream behind it.
    if (/[. ]$/.test(name) || (sep === '\\' && name.includes(':')))
      throw refused(path, 'has a name that not every system takes as it stands', roots);
  }
}
