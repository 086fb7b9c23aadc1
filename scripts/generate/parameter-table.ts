import type * as z from 'zod';
import type { Operation, Parameter } from '../../src/tools/operation.ts';
import type { Paging } from '../../src/tools/parameters.ts';
import { type PortableSchema, toToolSchema } from '../../src/tools/portable-schema.ts';
import { schemaDefinition } from '../../src/tools/schema-definition.ts';
import { camelCase } from '../../src/tools/wire-names.ts';
import { code, table } from './markdown.ts';
import { type UnwrappedSchema, unwrapSchema } from './unwrap-schema.ts';

/** A parameter, or a part of one: its schema, and the same as it is advertised. */
interface Part {
  /** Where it stands in the arguments: `schedule.scheduled_days`. */
  readonly path: string;
  readonly schema: z.ZodType;
  readonly shown: PortableSchema;
  readonly required: boolean;
  readonly sent: string;
  /** The platform's name for a key right below it. */
  readonly wireName: (name: string) => string;
  /** What the platform takes when it is left out, where that is known. */
  readonly usual?: string | number;
}

/** A table of all parameters at every depth; what must be given first, as the catalogue has it. */
export function parameterTable(operation: Operation): string {
  const parts = operation.params.map((param) => partOf(operation, param));
  const rows = parts.toSorted((one, other) => Number(other.required) - Number(one.required)).flatMap(rowsOf);
  return rows.length === 0
    ? 'No parameters.'
    : table(['parameter', 'type', 'required', 'goes to', 'notes'], rows);
}

function partOf(operation: Operation, param: Parameter): Part {
  const shown = toToolSchema(operation.input).properties[param.name];
  if (shown === undefined) throw new Error(`${operation.name} does not advertise ${param.name}`);
  const { name: path, schema, required } = param;
  const usual = operation.paging === null ? undefined : usualOf(path, operation.paging);
  const renames = operation.platform === 'civis' && param.in === 'body';
  return {
    path,
    schema,
    shown,
    required,
    sent: placeOf(param, shown),
    wireName: renames ? camelCase : (name) => name,
    ...(usual === undefined ? {} : { usual }),
  };
}

function usualOf(
  name: string,
  { maxPageSize, defaultPageSize, orderFields, defaultDirection }: Paging,
): string | number | undefined {
  const known: Readonly<Record<string, string | number | undefined>> = {
    // Where a page usually holds less, the parameter's own words say so.
    limit: defaultPageSize === undefined ? maxPageSize : undefined,
    page_num: 1,
    order: orderFields[0],
    order_dir: defaultDirection,
  };
  return known[name];
}

const PLACES: Readonly<Record<Parameter['in'], string>> = {
  path: 'path',
  query: 'query',
  body: 'body',
  client: 'this server',
  prefix: 'path prefix',
};

function placeOf({ name, in: place, wireName }: Parameter, { type }: PortableSchema): string {
  if (place === 'body' && wireName === null) return 'whole body';
  const sent = place === 'query' && type === 'array' ? `${wireName}[]` : wireName;
  return sent === null || sent === name ? PLACES[place] : `${PLACES[place]}, ${code(sent)}`;
}

function rowsOf(part: Part): string[][] {
  const { core, nullable, since } = unwrapSchema(part.schema);
  const type = typeOf(core, part.shown);
  const row = [
    code(part.path),
    nullable ? `${type}, or null` : type,
    part.required ? 'yes' : '',
    part.sent,
    notesOn(part, since),
  ];
  return [row, ...partsBelow(part, core, part.shown).flatMap(rowsOf)];
}

function notesOn({ shown: { description }, usual }: Part, since: UnwrappedSchema['since']): string {
  const notes = [
    ...(since === undefined ? [] : [`*${since}*`]),
    ...(description === undefined ? [] : [description]),
    ...(usual === undefined ? [] : [`Default: ${usual}`]),
  ];
  return notes.join('. ');
}

function partsBelow(part: Part, core: z.ZodType, shown: PortableSchema): Part[] {
  const def = schemaDefinition(core);
  if (def.type === 'array') {
    const items = unwrapSchema(def.element as z.ZodType).core;
    return partsBelow({ ...part, path: `${part.path}[]` }, items, shown.items ?? {});
  }
  if (def.type === 'record') {
    const values = unwrapSchema(def.valueType as z.ZodType).core;
    return partsBelow({ ...part, path: `${part.path}.*` }, values, shownOf(values));
  }
  if (def.type !== 'object') return [];
  return Object.entries(def.shape).map(([name, schema]) => {
    const wire = part.wireName(name);
    return {
      path: `${part.path}.${name}`,
      schema: schema as z.ZodType,
      shown: shown.properties?.[name] ?? {},
      required: shown.required?.includes(name) === true,
      sent: wire === name ? '' : code(wire),
      wireName: part.wireName,
    };
  });
}

/** The advertised form does not go into the values of a map; it is what they would be advertised as. */
function shownOf(values: z.ZodType): PortableSchema {
  return schemaDefinition(values).type === 'object' ? toToolSchema(values as z.ZodObject) : {};
}

/** The type in the words of JSON Schema, with what bounds it. */
function typeOf(core: z.ZodType, shown: PortableSchema): string {
  const def = schemaDefinition(core);
  if (def.type === 'array') {
    return `list of ${typeOf(unwrapSchema(def.element as z.ZodType).core, shown.items ?? {})}`;
  }
  if (def.type === 'record') {
    const values = unwrapSchema(def.valueType as z.ZodType).core;
    return ['object', 'string'].includes(schemaDefinition(values).type)
      ? `map of ${schemaDefinition(values).type}`
      : 'map';
  }
  const { type = 'any', enum: words, format } = shown;
  if (words !== undefined) return words.map(code).join(', ');
  return [type, format, boundsOf(shown)].filter((word) => word !== undefined).join(', ');
}

function boundsOf({ minimum, maximum }: PortableSchema): string | undefined {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return maximum === undefined ? undefined : `at most ${maximum}`;
}
