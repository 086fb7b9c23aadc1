import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { requireAccount } from './accounts.ts';
import { AiodError, refuseInvalid } from './aiod-error.ts';
import type { Asset } from './aiod-platform.ts';
import type { AiodHandler, AiodRequest } from './aiod-request.ts';
import { checkDeletable, checkWritable, findAsset, labelOf } from './asset-access.ts';
import { addImage, deleteImage, imageRows, replaceImage, type UploadedImage } from './asset-images.ts';
import { fieldRequired, textReader } from './pydantic-values.ts';
import { type QueryParameters, readQueryValues } from './query-reader.ts';

const nameParameters: QueryParameters = { name: { read: textReader() } };

/** The routes of a kind's images. */
export function imageRoutes(kind: KindName): Readonly<Record<string, AiodHandler>> {
  const path = `/${kind}/{identifier}/image`;
  return {
    [`GET ${path}`]: (request) => listImages(request, kind),
    [`POST ${path}`]: async (request) => {
      const { asset, name, upload } = await readUpload(request, kind);
      addImage(request.aiod, asset, name, upload);
      return { identifier: asset.identifier };
    },
    [`PUT ${path}`]: async (request) => {
      const { asset, name, upload } = await readUpload(request, kind);
      replaceImage(asset, name, upload);
      return null;
    },
    [`DELETE ${path}`]: ({ aiod, user, path: { identifier = '' }, query }) => {
      const account = requireAccount(user);
      const { name } = readQueryValues(nameParameters, query);
      const asset = findAsset(aiod, kind, identifier);
      checkDeletable(asset, account);
      deleteImage(asset, String(name));
      return null;
    },
  };
}

/** Of drafts and deleted assets, too, and without a login. */
function listImages({ aiod, path: { identifier = '' } }: AiodRequest, kind: KindName): unknown[] {
  const asset = aiod.state.assets.get(identifier);
  if (asset?.kind === kind) return imageRows(asset);
  throw new AiodError(404, `${labelOf(kind)} ${identifier} not found in the database.`);
}

async function readUpload(
  request: AiodRequest,
  kind: KindName,
): Promise<{ asset: Asset; name: string; upload: UploadedImage }> {
  const account = requireAccount(request.user);
  const { name } = readQueryValues(nameParameters, request.query);
  const upload = await request.upload();
  if (upload === null) refuseInvalid([fieldRequired(['body', 'file'])]);
  const asset = findAsset(request.aiod, kind, request.path['identifier'] ?? '');
  checkWritable(asset, account);
  return { asset, name: String(name), upload: upload as UploadedImage };
}
