import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { KIND_FACTS, KIND_NAMES, kindOfIdentifier } from '../../tools/aiod/attributes/kind-facts.ts';
import { flag, int, text } from '../../tools/parameters.ts';
import { mustBe } from '../../wording.ts';
import { requireFolders } from '../files/folder-access.ts';
import { formatBytes } from '../files/transfer-progress.ts';
import { defineWorkflow } from '../workflow.ts';
import { imageContentType } from './image-format.ts';

/** The platform refuses larger ones. */
const MAX_BYTES = 1024 ** 2;

export const uploadImage = defineWorkflow('aiod', {
  name: 'upload_image',
  description: 'Upload or replace a local image of an AI-on-Demand organisation or project.',
  effect: 'create',
  worstCase: 'replace',
  input: z.strictObject({
    identifier: text('org_… or proj_….'),
    path: text('Local JPEG, PNG, GIF, WebP or BMP. Maximum: 1 MB.'),
    name: text('Default: the local name.').min(1).optional(),
    overwrite: flag().default(false),
  }),
  output: { identifier: text(), name: text(), content_type: text(), size_bytes: int() },
  irreversibleEffect: ({ identifier, name, path, overwrite }) =>
    overwrite ? `This replaces the image ${JSON.stringify(name ?? path)} of ${identifier}` : null,
  run: async (context, { identifier, path, name, overwrite }) => {
    const kind = kindOfIdentifier(identifier);
    if (kind === undefined || !KIND_FACTS[kind].hasImages) throw noImagesError(identifier);
    const file = await requireFolders(context, 'Nothing was uploaded').open(path);
    try {
      if (file.size > MAX_BYTES) throw tooLargeError(file.size);
      const chunks: Buffer[] = [];
      for await (const chunk of file.read(0, file.size)) chunks.push(Buffer.from(chunk));
      const bytes = Buffer.concat(chunks);
      const contentType = imageContentType(bytes);
      if (contentType === undefined) throw noImageError(path);
      const imageName = name ?? file.name;
      const operation = `aiod_${kind}_${overwrite ? 'put' : 'post'}_image`;
      const sent = { name: file.name, contentType, bytes };
      await context.sendFile(operation, { identifier, name: imageName }, sent).catch(explainConflict);
      return { identifier, name: imageName, content_type: contentType, size_bytes: bytes.length };
    } finally {
      await file.close();
    }
  },
});

function explainConflict(cause: unknown): never {
  if (!(cause instanceof CallError)) throw cause;
  const { status } = cause.details;
  if (status === 409) throw cause.with({ hint: 'Use another name, or overwrite to replace that image.' });
  const isImageMissing = status === 404 && cause.message.includes('No image with the name');
  throw isImageMissing
    ? cause.with({ hint: 'Call again without overwrite to upload it as a new image.' })
    : cause;
}

function noImagesError(identifier: string): CallError {
  const prefixes = KIND_NAMES.filter((kind) => KIND_FACTS[kind].hasImages).map(
    (kind) => `${KIND_FACTS[kind].prefix ?? ''}_… (${KIND_FACTS[kind].noun})`,
  );
  return new CallError(
    'invalid_input',
    `Nothing was uploaded: ${JSON.stringify(identifier)} has no images.`,
    {
      hint: `identifier must be one of ${prefixes.join(', ')}.`,
      faulty: ['identifier'],
    },
  );
}

function tooLargeError(size: number): CallError {
  return new CallError(
    'too_large',
    `Nothing was uploaded: ${mustBe('an image', 'at most 1 MB', formatBytes(size))}.`,
    {
      hint: 'Use a smaller image, or add a link to it in media.',
    },
  );
}

function noImageError(path: string): CallError {
  const rule = 'a JPEG, PNG, GIF, WebP or BMP file';
  return new CallError('invalid_input', `Nothing was uploaded: ${mustBe(JSON.stringify(path), rule)}.`, {
    hint: 'Convert it to one of these formats, and call again.',
    faulty: ['path'],
  });
}
