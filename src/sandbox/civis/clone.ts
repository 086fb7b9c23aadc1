import { toText } from '../../json.ts';
import type { User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { findRow } from './access-control.ts';
import type { CivisPlatform, CivisRequest } from './civis-platform.ts';
import { insertRow } from './collections.ts';
import { parseResourcePath } from './resource-paths.ts';

/** Fields that a clone gets anew. */
const FIELDS_NOT_CLONED = new Set([
  'id',
  'scope',
  'kind',
  'state',
  'created_at',
  'updated_at',
  'author',
  'user',
  'running_as',
  'archived',
  'projects',
  'grants',
  'last_run',
  'runs',
  'next_run_at',
]);

/** Clones the object that `{path}/clone` names for the caller, without its history. */
export function cloneRow(
  civis: CivisPlatform,
  request: CivisRequest,
  fields: (original: Row) => Record<string, unknown> = () => ({}),
): Row {
  const resourcePath = parseResourcePath(request.operation.path.replace(/\/clone$/, ''));
  const original = findRow(civis, resourcePath, request.path, request.caller, 'read');
  return copyRow(civis, resourcePath.collection, original, request.caller, fields(original));
}

/** Adds a copy of a row, without its history, that belongs to a user. */
export function copyRow(
  civis: CivisPlatform,
  collection: string,
  original: Row,
  author: User,
  fields: Readonly<Record<string, unknown>>,
): Row {
  const kept = Object.entries(original).filter(([name]) => !FIELDS_NOT_CLONED.has(name));
  return insertRow(civis, collection, original.scope, author, {
    ...structuredClone(Object.fromEntries(kept)),
    name: `Clone of ${toText(original['name'])}`,
    ...fields,
  });
}
