import * as z from 'zod';
import type { Kind } from './catalogue.ts';

const nullable = (longest: number) => z.string().max(longest).nullable().optional();
const texts = z.array(z.string()).default([]);
const optionalText = z.string().nullable().optional();
const optionalNumber = z.number().nullable().optional();

/** What every asset has. What a reader sends back of what it read is taken, and ignored. */
const common = {
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

const contacts: Kind = {
  name: 'contacts',
  noun: 'contact',
  prefix: 'con',
  schema: z.object({
    ...common,
    email: texts,
    telephone: texts,
    location: z.array(location).default([]),
    organisation: z.int().nullable().optional(),
    person: z.int().nullable().optional(),
  }),
  broken: ({ organisation, person }) =>
    isSet(organisation) && isSet(person)
      ? 'A contact belongs to a person or to an organisation, not to both.'
      : null,
  masked: ['email'],
};

const KINDS: Readonly<Record<string, Kind>> = { contacts };

/** What is known of a kind of asset; any other takes whatever attributes it is given. */
export function kindOf(name: string): Kind {
  return (
    KINDS[name] ?? {
      name,
      noun: name.replace(/s$/, ''),
      prefix: name.slice(0, 3),
      schema: z.looseObject(common),
      broken: () => null,
      masked: [],
    }
  );
}

function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}
