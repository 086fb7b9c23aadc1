import { toText } from '../../json.ts';
import type { Job, User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { findRow } from './access-control.ts';
import type { CivisPlatform, CivisRequest, HandlerFactory } from './civis-platform.ts';
import { insertRow } from './collections.ts';
import { parseResourcePath } from './resource-paths.ts';
import { serializeRow } from './serializers.ts';

const CLONE_PATH = /^(?<basePath>.+)\/clone$/;

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

/** Fields that a copy of a job has only where the request asks for them, by the flag that does. */
const COPIED_ON_REQUEST: Readonly<Record<string, string>> = {
  schedule: 'clone_schedule',
  parent_id: 'clone_triggers',
  notifications: 'clone_notifications',
};

/** `POST {basePath}/clone` of jobs copies code and settings. */
export const jobCloneHandler: HandlerFactory = (civis, { path }) => {
  const basePath = CLONE_PATH.exec(path)?.groups?.['basePath'];
  if (basePath === undefined) return undefined;
  const resourcePath = parseResourcePath(basePath);
  if (!civis.collections.jobCollections.has(resourcePath.collection)) return undefined;
  return (request) => {
    const original = findRow(civis, resourcePath, request.path, request.caller, 'read');
    const copy = copyJob(civis, request, original as Job);
    return { value: serializeRow(civis, resourcePath.collection, copy), status: 201 };
  };
};

/** Adds a copy of a job for the caller: neither scheduled nor triggered unless the request asks for it. */
export function copyJob(civis: CivisPlatform, { caller, body }: CivisRequest, job: Job): Row {
  const left = Object.entries(COPIED_ON_REQUEST).filter(([, flag]) => body[flag] !== true);
  return copyRow(civis, job.kind, job, caller, Object.fromEntries(left.map(([field]) => [field, null])));
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
