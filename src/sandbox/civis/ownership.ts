import { isObject, toText } from '../../json.ts';
import type { User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { findRow, includesLevel, permissionLevelOf } from './access-control.ts';
import { invalidResource } from './civis-error.ts';
import type { CivisPlatform, CivisRequest, HandlerFactory } from './civis-platform.ts';
import { parseResourcePath } from './resource-paths.ts';

const PATH = /^(?<basePath>.+)\/(?<what>dependencies|transfer)$/;
/** Attributes that hold the id of a credential, or several. */
const CREDENTIAL_FIELD = /(^|_)credential(s|_id)?$/;

/** Lists what an object depends on, and gives it to another owner. */
export const ownershipHandler: HandlerFactory = (civis, { path }) => {
  const { basePath, what } = PATH.exec(path)?.groups ?? {};
  if (basePath === undefined) return undefined;
  const objectPath = parseResourcePath(basePath);
  if (what === 'dependencies') {
    return ({ path: ids, query, caller }) => {
      const row = findRow(civis, objectPath, ids, caller, 'read');
      return { value: dependenciesOf(civis, row, caller, civis.store.users.get(Number(query['user_id']))) };
    };
  }
  return (request) => ({ value: { dependencies: transferRow(civis, request, objectPath) } });
};

function transferRow(
  civis: CivisPlatform,
  request: CivisRequest,
  objectPath: ReturnType<typeof parseResourcePath>,
) {
  const { path, body, caller } = request;
  const row = findRow(civis, objectPath, path, caller, 'manage');
  const owner = civis.store.users.get(Number(body['user_id']));
  if (owner === undefined) throw invalidResource(`Unknown user: ${Number(body['user_id'])}.`);
  for (const field of ['author', 'user', 'running_as']) if (isObject(row[field])) row[field] = owner;
  if (typeof row['owner'] === 'string') Object.assign(row, { owner: owner.username, owner_id: owner.id });
  grantsOf(row)?.users.set(owner.id, 'manage');
  return dependenciesOf(civis, row, caller, owner).map((dependency) => {
    const shared = body['include_dependencies'] === true && dependency.shareable;
    if (shared) grantsOf(dependency.row)?.users.set(owner.id, 'manage');
    return { ...dependency, shared, permission_level: shared ? 'manage' : dependency.permission_level };
  });
}

/** The credentials that an object uses. */
function dependenciesOf({ store }: CivisPlatform, row: Row, caller: User, target: User | undefined) {
  return [...new Set(credentialIds(row))].flatMap((id) => {
    const credential = store.table('credentials').get(id);
    if (credential === undefined) return [];
    const held = permissionLevelOf(credential, caller);
    return [
      {
        row: credential,
        object_type: 'Credential',
        fco_type: 'Credential',
        id,
        name: held === undefined ? null : toText(credential['name']),
        permission_level: (target && grantsOf(credential)?.users.get(target.id)) ?? null,
        description: null,
        shareable: includesLevel(held, 'manage'),
      },
    ];
  });
}

function credentialIds(value: unknown): number[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (CREDENTIAL_FIELD.test(name)) return [inner].flat().filter((id) => typeof id === 'number');
    return ['source', 'destination', 'database_table', 'target_database'].includes(name)
      ? credentialIds(inner)
      : [];
  });
}

function grantsOf(row: Row) {
  return row['grants'] as { readonly users: Map<number, 'read' | 'write' | 'manage'> } | undefined;
}
