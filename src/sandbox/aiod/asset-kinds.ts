import * as z from 'zod';
import type { AssetKind } from './asset-catalogue.ts';

const nullable = (longest: number) => z.string().max(longest).nullable().optional();
const texts = z.array(z.string()).default([]);
const optionalText = z.string().nullable().optional();
const optionalNumber = z.number().nullable().optional();

/** Attributes of every asset. Read-only ones are accepted and ignored, as clients send back what they read. */
const commonFields = {
  platform: nullable(64),
  platform_resource_identifier: nullable(256),
  name: nullable(256),
  aiod_entry: z
    .object({ editor: z.array(z.int()).default([]), status: z.string().default('draft') })
    .optional(),
};

const location = z.object({
  address: z
    .object({
      region: optionalText,
      locality: optionalText,
      street: optionalText,
      postal_code: optionalText,
      address: optionalText,
      country: z.string().length(3).nullable().optional(),
    })
    .optional(),
  geo: z
    .object({ latitude: optionalNumber, longitude: optionalNumber, elevation_millimeters: optionalNumber })
    .optional(),
});

const contacts: AssetKind = {
  name: 'contacts',
  noun: 'contact',
  prefix: 'con',
  schema: z.object({
    ...commonFields,
    email: texts,
    telephone: texts,
    location: z.array(location).default([]),
    organisation: z.int().nullable().optional(),
    person: z.int().nullable().optional(),
  }),
  crossFieldError: ({ organisation, person }) =>
    isSet(organisation) && isSet(person)
      ? 'A contact can have a person or an organisation, but not both.'
      : null,
  maskedFields: ['email'],
};

const ASSET_KINDS: Readonly<Record<string, AssetKind>> = { contacts };

/** The kind of that name; a kind without a definition here accepts any attributes. */
export function assetKindOf(name: string): AssetKind {
  return (
    ASSET_KINDS[name] ?? {
      name,
      noun: name.replace(/s$/, ''),
      prefix: name.slice(0, 3),
      schema: z.looseObject(commonFields),
      crossFieldError: () => null,
      maskedFields: [],
    }
  );
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}
