import type { Operation } from '../tools/operation.ts';
import { OBJECT_KIND_NAMES, type ObjectKindName, objectKind } from '../workflows/objects/object-kinds.ts';
import { type ArgumentViolation, clipText } from './argument-errors.ts';

/** Collections whose path is not that of their kind. */
const KIND_OF_COLLECTION: Readonly<Record<string, ObjectKindName>> = { imports_files: 'import' };
/** Parameters that are not called after the kind of object that they take. */
const KIND_OF_PARAMETER: Readonly<Record<string, ObjectKindName>> = {
  parent: 'job',
  author: 'user',
  running_as: 'user',
  remote_host: 'database',
};
/** Calls that one hint suggests: a list may hold any number of names. */
const MAX_SUGGESTED = 3;

/** The kinds of the object that an id of an operation identifies, as civis_find knows them; none if it knows none. */
export function kindsOfId(
  { platform, path }: Pick<Operation, 'platform' | 'path'>,
  parameter: string,
): readonly ObjectKindName[] {
  if (platform !== 'civis') return [];
  return parameter === 'id' ? kindsAt(path) : kindsCalled(parameter.replace(/_ids?$|s$/, ''));
}

/** `/scripts/sql/{id}` holds SQL scripts, `/scripts/{id}` scripts of every kind. */
function kindsAt(path: string): readonly ObjectKindName[] {
  const [above = ''] = path.split('/{id}');
  const collection = above.slice(1).replaceAll(/[/-]/g, '_');
  const special = KIND_OF_COLLECTION[collection];
  if (special !== undefined) return [special];
  return OBJECT_KIND_NAMES.filter((kind) => {
    const { resource, part } = objectKind(kind);
    return collection === resource || (part !== undefined && collection === `${resource}_${part}`);
  });
}

/** `target_project` is a project, `script` a script of any kind. */
function kindsCalled(name: string): readonly ObjectKindName[] {
  const special = KIND_OF_PARAMETER[name];
  if (special !== undefined) return [special];
  const exact = OBJECT_KIND_NAMES.filter((kind) => name === kind || name.endsWith(`_${kind}`));
  return exact.length > 0 ? exact : OBJECT_KIND_NAMES.filter((kind) => kind.endsWith(`_${name}`));
}

/** The kinds of the object that a parameter of a call takes the id of; none where it takes no such id. */
export type KindsOf = (parameter: string) => readonly ObjectKindName[];

/** The calls that find the ids of objects that were given by name, as sentences. */
export function findByNameHints(violations: readonly ArgumentViolation[], kindsOf: KindsOf): string[] {
  return violations
    .flatMap(({ words, parameters: [place = ''] }) => {
      const kinds = kindsOf(place.split(/[[.]/, 1)[0] ?? place);
      if (words === undefined || kinds.length === 0) return [];
      const call = JSON.stringify({ query: clipText(words), kinds });
      return [`If ${place} is a name, find the id with civis_find ${call}.`];
    })
    .slice(0, MAX_SUGGESTED);
}
