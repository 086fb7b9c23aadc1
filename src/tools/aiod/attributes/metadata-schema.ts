import type * as z from 'zod';
import {
  clearableList,
  date,
  flag,
  int,
  map,
  number,
  readOnlyNamesRegistry,
  record,
  storedTime,
  text,
  wireNameRegistry,
  withDescription,
} from '../../parameters.ts';
import type { Attribute, Attributes } from './attribute.ts';
import type { KindFacts } from './kind-facts.ts';

/**
 * The schema of a kind's metadata. It accepts the attributes that a caller can set and no other name, at every
 * depth. A required attribute may be left out where only changes are sent.
 */
export function metadataSchema(
  { noun, attributes, readOnly }: KindFacts,
  use: 'whole' | 'changes',
): z.ZodType {
  const schema = recordSchema(attributes, readOnly, use === 'whole' ? requiredIn(attributes) : []);
  return schema.describe(`Attributes of the ${noun}.`);
}

/** What lists of tools show of it: without the schemas of nested records, or with nothing but the names. */
export function metadataOutline(
  { noun, attributes }: KindFacts,
  use: 'whole' | 'changes',
  detail: 'attributes' | 'names',
): z.ZodType {
  if (detail === 'names') return map(`Keys: ${keysIn(attributes, 1)}.`);
  const schema = recordSchema(collapsed(attributes), [], use === 'whole' ? requiredIn(attributes) : []);
  return schema.describe(`Attributes of the ${noun}.`);
}

/** The attributes, with the keys of a nested record in its description. */
function collapsed(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const { says = '', fields } = attribute;
      if (fields === undefined) return [name, attribute];
      return [name, { ...attribute, fields: {}, says: `${says} Keys: ${keysIn(fields, 1)}.` }];
    }),
  );
}

/** `name, email[], location[] {address, geo}`, without what is for connectors; names below so many levels are left out. */
function keysIn(attributes: Attributes, levels: number): string {
  return Object.entries(attributes)
    .filter(([, { isReadOnly, isForConnectors }]) => isReadOnly !== true && isForConnectors !== true)
    .map(([name, { isList, fields }]) => {
      const shown = isList === true ? `${name}[]` : name;
      return fields === undefined || levels === 0 ? shown : `${shown} {${keysIn(fields, levels - 1)}}`;
    })
    .join(', ');
}

/** Names are sent as they are: the wire names that follow a rule are those of Civis. */
function recordSchema(
  attributes: Attributes,
  readOnly: readonly string[],
  required: readonly string[],
): z.ZodType {
  const settable = Object.entries(attributes).filter(([, { isReadOnly }]) => isReadOnly !== true);
  const hidden = Object.keys(attributes).filter((name) => attributes[name]?.isReadOnly === true);
  const fields = Object.fromEntries(settable.map(([name, attribute]) => [name, attributeSchema(attribute)]));
  return record(fields, required)
    .register(wireNameRegistry, { names: Object.fromEntries(settable.map(([name]) => [name, name])) })
    .register(readOnlyNamesRegistry, { names: [...readOnly, ...hidden] });
}

function requiredIn(attributes: Attributes): string[] {
  return Object.keys(attributes).filter((name) => attributes[name]?.isRequired === true);
}

/** null clears an attribute, unless the platform refuses it. */
function attributeSchema(attribute: Attribute): z.ZodType {
  const { says, isList, isRequired, default: stated } = attribute;
  if (isList === true) return clearableList(valueSchema(attribute), says);
  const schema = withDescription(valueSchema(attribute), says);
  return isRequired === true || stated !== undefined ? schema : schema.nullable();
}

function valueSchema({ type, minLength, maxLength, fields = {}, readOnlyNames = [] }: Attribute): z.ZodType {
  switch (type) {
    case 'text': {
      const bounded = maxLength === undefined ? text() : text().max(maxLength);
      return minLength === undefined ? bounded : bounded.min(minLength);
    }
    case 'integer':
      return int();
    case 'number':
      return number();
    case 'boolean':
      return flag();
    case 'date':
      return date();
    case 'time':
      return storedTime();
    case 'record':
      return recordSchema(fields, readOnlyNames, requiredIn(fields));
  }
}
