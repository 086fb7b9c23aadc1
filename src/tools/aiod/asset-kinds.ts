import { defineResource } from '../define-operation.ts';
import type { Operation } from '../operation.ts';
import { assetOperations } from '../templates/asset-operations.ts';
import { KIND_FACTS, KIND_NAMES } from './attributes/kind-facts.ts';

/** Every kind of record except contacts, which are documented. */
export const assetKinds: readonly Operation[] = Object.freeze(
  KIND_NAMES.filter((kind) => kind !== 'contacts').flatMap((kind) =>
    defineResource('aiod', kind, assetOperations({ kind, facts: KIND_FACTS[kind] })),
  ),
);
