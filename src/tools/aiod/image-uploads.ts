import { defineResource, type OperationDefinition } from '../define-operation.ts';
import type { Operation } from '../operation.ts';
import { text } from '../parameters.ts';
import { prefix } from '../templates/asset-parameters.ts';
import { withArticle } from '../templates/mount.ts';
import type { KindName } from './attributes/attribute.ts';
import { KIND_FACTS, KIND_NAMES } from './attributes/kind-facts.ts';

/** How an image of a kind is sent. Its bytes are a file of the machine, which only a workflow can read. */
function uploadsOf(kind: KindName): readonly Operation[] {
  const of = withArticle(KIND_FACTS[kind].noun);
  const common = {
    segments: { identifier: text() },
    query: { name: text('Name of the image.') },
    required: ['name'],
    prefix,
  };
  const definitions: readonly OperationDefinition[] = [
    {
      ...common,
      method: 'post_image',
      request: `POST /${kind}/{identifier}/image`,
      description: `Upload an image of ${of}.`,
      returns: { identifier: 'text' },
    },
    {
      ...common,
      method: 'put_image',
      request: `PUT /${kind}/{identifier}/image`,
      description: `Replace an image of ${of}.`,
    },
  ];
  return defineResource('aiod', kind, definitions);
}

/** For workflows alone. */
export const imageUploads: readonly Operation[] = Object.freeze(
  KIND_NAMES.filter((kind) => KIND_FACTS[kind].hasImages).flatMap(uploadsOf),
);
