import type * as z from 'zod';
import {
  clearableList,
  date,
  flag,
  int,
  number,
  readOnlyNamesRegistry,
  record,
  text,
  time,
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

/** Names are sent as they are: the wire names that follow a rule are those of Civis. */
function recordSchema(
  attributes: Attributes,
  readOnly: readonly string[],
  required: readonly string[],
): z.ZodType {
  const settable = Object.entries(attributes).filter(([, { isReadOnly }]) => isReadOnly !== true);
  const hidden = Object.keys(attributes).filter((name) => attributes[name]?.isReadOnly === true);
  const names = Object.fromEntries(settable.map(([name]) => [name, name]));
  const fields = Object.fromEntries(settable.map(([name, attribute]) => [name, attributeSchema(attribute)]));
  return record(fields, required)
    .register(wireNameRegistry, { names })
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
      return time();
    case 'record':
      return recordSchema(fields, readOnlyNames, requiredIn(fields));
  }
}
