import type * as z from 'zod';
import type { Operation, Parameter } from '../../src/tools/operation.ts';
import { type PortableSchema, toToolSchema } from '../../src/tools/portable-schema.ts';
import { schemaDefinition } from '../../src/tools/schema-definition.ts';
import { typeNameOf } from '../../src/tools/type-name.ts';
import { camelCase } from '../../src/tools/wire-names.ts';
import { code, table } from './markdown.ts';
import { type UnwrappedSchema, unwrapSchema } from './unwrap-schema.ts';

/** A parameter or a part of one, with its schema and its advertised schema. */
interface Part {
  /** Its place in the arguments: `schedule.scheduled_days`. */
  readonly path: string;
  readonly schema: z.ZodType;
  readonly shown: PortableSchema;
  readonly required: boolean;
  readonly sent: string;
  /** The platform's name for one of its keys. */
  readonly wireName: (name: string) => string;
}

/** A table of all parameters at every depth; required ones first, otherwise in the order of the catalogue. */
export function parameterTable(operation: Operation): string {
  const parts = operation.params.map((param) => partOf(operation, param));
  const rows = parts.toSorted((one, other) => Number(other.required) - Number(one.required)).flatMap(rowsOf);
  return rows.length === 0
    ? 'No parameters.'
    : table(['parameter', 'type', 'required', 'sent in', 'description'], rows);
}

function partOf(operation: Operation, param: Parameter): Part {
  const shown = toToolSchema(operation.input).properties[param.name];
  if (shown === undefined) throw new Error(`${operation.name} does not advertise ${param.name}`);
  const { name: path, schema, required } = param;
  const renames = operation.platform === 'civis' && param.in === 'body';
  return {
    path,
    schema,
    shown,
    required,
    sent: placeOf(param, shown),
    wireName: renames ? camelCase : (name) => name,
  };
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
    descriptionWith(part, since),
  ];
  return [row, ...partsBelow(part, core, part.shown).flatMap(rowsOf)];
}

function descriptionWith({ shown: { description } }: Part, since: UnwrappedSchema['since']): string {
  const notes = [
    ...(since === undefined ? [] : [`*${since}*.`]),
    ...(description === undefined ? [] : [description]),
  ];
  return notes.join(' ');
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

/** The values of a map as they would be advertised; the advertised schema of a map does not include them. */
function shownOf(values: z.ZodType): PortableSchema {
  return schemaDefinition(values).type === 'object' ? toToolSchema(values as z.ZodObject) : {};
}

/** The name of the type, with its values or bounds. */
function typeOf(core: z.ZodType, shown: PortableSchema): string {
  const def = schemaDefinition(core);
  if (def.type === 'array') {
    return `array of ${typeOf(unwrapSchema(def.element as z.ZodType).core, shown.items ?? {})}`;
  }
  if (def.type === 'record') {
    const { type } = schemaDefinition(unwrapSchema(def.valueType as z.ZodType).core);
    return type === 'object' || type === 'string' ? `object with ${type} values` : 'object';
  }
  const { enum: values } = shown;
  if (values !== undefined) return `string: ${values.map(code).join(', ')}`;
  return [typeNameOf(shown), boundsOf(shown)].filter((word) => word !== undefined).join(', ');
}

function boundsOf({ minimum, maximum }: PortableSchema): string | undefined {
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `minimum ${minimum}`;
  return maximum === undefined ? undefined : `maximum ${maximum}`;
}
