import type { KindName } from '../../tools/aiod/attributes/attribute.ts';
import { KIND_FACTS } from '../../tools/aiod/attributes/kind-facts.ts';
import { AiodError } from './aiod-error.ts';
import type { AiodPlatform, Asset, StoredImage } from './aiod-platform.ts';

/** An uploaded file. */
export interface UploadedImage {
  readonly type: string;
  readonly bytes: Buffer;
}

const IMAGE_TYPES = ['image/jpeg', 'image/bmp', 'image/webp', 'image/png', 'image/gif'];
const MAX_IMAGE_BYTES = 1024 ** 2;

/** @throws AiodError 409, 413 or 415 */
export function addImage(aiod: AiodPlatform, asset: Asset, name: string, upload: UploadedImage): void {
  checkUpload(upload);
  if (asset.images.some((image) => image.name === name)) {
    throw new AiodError(
      409,
      `An image with the name '${name}' already exists for this ${KIND_FACTS[asset.kind].singular}.`,
    );
  }
  aiod.state.lastImage += 1;
  asset.images = [...asset.images, storedImage(aiod.state.lastImage, name, upload)];
}

/** @throws AiodError 404, 413 or 415 */
export function replaceImage(asset: Asset, name: string, upload: UploadedImage): void {
  checkUpload(upload);
  const old = asset.images.find((image) => image.name === name);
  if (old === undefined) throw new AiodError(404, `No image with the name '${name}' found in the database.`);
  asset.images = asset.images.map((image) =>
    image === old ? storedImage(old.identifier, name, upload) : image,
  );
}

/** @throws AiodError 404 */
export function deleteImage(asset: Asset, name: string): void {
  const kept = asset.images.filter((image) => image.name !== name);
  if (kept.length === asset.images.length) {
    const { singular } = KIND_FACTS[asset.kind];
    throw new AiodError(404, `No image with the name '${name}' found for this ${singular}.`);
  }
  asset.images = kept;
}

/** The images with their bytes, as rows of their table. */
export function imageRows({ identifier: asset, kind, images }: Asset): unknown[] {
  return images.map(({ identifier, name, type, blob }) => ({
    ...emptyMedium(kind),
    identifier,
    asset_identifier: asset,
    name,
    encoding_format: type,
    binary_blob: blob,
  }));
}

/** An image or video of which nothing is known. */
export function emptyMedium(kind: KindName): Record<string, null> {
  const { fields = {} } = KIND_FACTS[kind].attributes['media'] ?? {};
  return Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
}

function storedImage(identifier: number, name: string, { type, bytes }: UploadedImage): StoredImage {
  return { identifier, name, type, blob: bytes.toString('base64') };
}

function checkUpload({ type, bytes }: UploadedImage): void {
  if (!IMAGE_TYPES.includes(type)) {
    const allowed = IMAGE_TYPES.map((each) => `'${each}'`).join(', ');
    throw new AiodError(415, `Unsupported file type ${type}. Allowed image types: {${allowed}}.`);
  }
  if (bytes.length > MAX_IMAGE_BYTES) throw new AiodError(413, 'The image is larger than 1 MB.');
}
