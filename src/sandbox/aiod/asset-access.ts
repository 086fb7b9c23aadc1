import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { KIND_FACTS, kindOfIdentifier } from '../../tools/aiod/attributes/kind-facts.ts';
import { type Account, connects, isAdmin } from './accounts.ts';
import { AiodError } from './aiod-error.ts';
import type { AiodPlatform, Asset, Permission } from './aiod-platform.ts';

/** What the platform's errors call a record of the kind: `Case_study`. */
export function labelOf(kind: KindName): string {
  const { singular } = KIND_FACTS[kind];
  return singular.charAt(0).toUpperCase() + singular.slice(1);
}

/** @throws AiodError 422 for an identifier that cannot be one of the kind. */
export function checkPrefix(kind: KindName, identifier: string): void {
  const { prefix: known, singular } = KIND_FACTS[kind];
  const prefix = known ?? '';
  if (identifier.startsWith(`${prefix}_`)) return;
  const other = kindOfIdentifier(identifier);
  const hint =
    other === undefined ? '' : ` Did you mean to request a '${KIND_FACTS[other].singular}' instead?`;
  throw new AiodError(
    422,
    `'${identifier}' is not a valid ${singular} identifier, valid ${singular} identifiers start with '${prefix}'.${hint}`,
  );
}

/** @throws AiodError 404 where the kind has no such asset, or it was deleted. */
export function findAsset(aiod: AiodPlatform, kind: KindName, identifier: string): Asset {
  const asset = aiod.state.assets.get(identifier);
  return requireActive(asset?.kind === kind ? asset : undefined, kind, `'${identifier}'`);
}

/** @throws AiodError 400 or 404 */
export function findAssetOnPlatform(
  aiod: AiodPlatform,
  kind: KindName,
  platform: string,
  identifier: string,
): Asset {
  const found = [...aiod.state.assets.values()].filter(
    ({ kind: other, metadata }) =>
      other === kind &&
      metadata['platform'] === platform &&
      metadata['platform_resource_identifier'] === identifier,
  );
  const asset = found.find(({ deleted }) => deleted === null) ?? found[0];
  return requireActive(asset, kind, `'${identifier}' of '${platform}'`);
}

function requireActive(asset: Asset | undefined, kind: KindName, what: string): Asset {
  if (asset?.deleted === null) return asset;
  const because = asset === undefined ? '' : ', because it was deleted';
  throw new AiodError(404, `${labelOf(kind)} ${what} not found in the database${because}.`);
}

/** @throws AiodError 401 or 403 where the asset is not published and the user may not see it. */
export function checkReadable(asset: Asset, user: Account | null): void {
  if (asset.status === 'published') return;
  if (user === null) {
    throw new AiodError(401, 'This asset is not published. It requires authentication to access.');
  }
  if (!isAdmin(user) && !asset.permissions.has(user.name)) {
    throw new AiodError(403, 'You are not allowed to view this resource.');
  }
}

export function mayAdminister(asset: Asset, user: Account): boolean {
  return isAdmin(user) || asset.permissions.get(user.name) === 'admin';
}

export function mayWrite(asset: Asset, user: Account): boolean {
  const writing: (Permission | undefined)[] = ['write', 'admin'];
  return (
    isAdmin(user) ||
    writing.includes(asset.permissions.get(user.name)) ||
    connects(user, asset.metadata['platform'])
  );
}

/** @throws AiodError 403 */
export function checkWritable(asset: Asset, user: Account): void {
  if (!mayWrite(asset, user)) {
    throw new AiodError(403, `You do not have permission to edit ${asset.kind}.`);
  }
}

/** @throws AiodError 403 */
export function checkDeletable(asset: Asset, user: Account): void {
  if (!mayAdminister(asset, user) && !connects(user, asset.metadata['platform'])) {
    throw new AiodError(403, `You do not have permission to delete ${asset.kind}.`);
  }
}
