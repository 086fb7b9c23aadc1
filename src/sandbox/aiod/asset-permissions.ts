import { kindOfIdentifier } from '../../tools/aiod/attributes/kind-facts.ts';
import { type Account, isAccountName } from './accounts.ts';
import { AiodCrash, AiodError } from './aiod-error.ts';
import type { AiodPlatform, Asset, Permission } from './aiod-platform.ts';
import { mayAdminister } from './asset-access.ts';
import { readBodyFields } from './body-reader.ts';
import { textReader, wordReader } from './pydantic-values.ts';

/** What the login service calls a user who has not a name here. */
const SUBJECT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Gives, changes or removes the permission of a user on an asset. */
export function setPermission(aiod: AiodPlatform, account: Account, body: unknown): void {
  const given = readBodyFields(
    {
      asset_identifier: { read: textReader() },
      user: { read: textReader() },
      permission_type: { read: wordReader(['read', 'write', 'admin']), default: null },
    },
    body,
  );
  const asset = administeredAsset(aiod, account, String(given['asset_identifier']));
  const user = String(given['user']);
  if (user === account.name) throw new AiodError(422, 'You cannot change your own permissions.');
  if (!isAccountName(user) && !SUBJECT_ID.test(user)) throw new AiodError(404, `User '${user}' not found.`);
  const permission = given['permission_type'];
  if (permission === null) asset.permissions.delete(user);
  else asset.permissions.set(user, permission as Permission);
}

export function listPermissions(aiod: AiodPlatform, account: Account, identifier: string): unknown[] {
  const { permissions } = administeredAsset(aiod, account, identifier);
  return [...permissions].map(([name, permission]) => ({ name, permission }));
}

/** Deleted assets have permissions, too. An unknown identifier of a known kind crashes the platform. */
function administeredAsset(aiod: AiodPlatform, account: Account, identifier: string): Asset {
  const asset = aiod.state.assets.get(identifier);
  if (asset === undefined) {
    if (kindOfIdentifier(identifier) !== undefined) throw new AiodCrash();
    throw new AiodError(404, `Unknown asset type with identifier '${identifier}'`);
  }
  if (mayAdminister(asset, account)) return asset;
  throw new AiodError(403, `You do not have permission to administer '${identifier}'.`);
}
