import { isObject } from '../../json.ts';
import type { Attribute, Attributes } from '../../tools/aiod/attributes/attribute.ts';
import type { KindFacts } from '../../tools/aiod/attributes/kind-facts.ts';
import { TAXONOMIES } from '../../tools/aiod/attributes/vocabularies.ts';
import { refuseInvalid, type ValidationIssue } from './aiod-error.ts';
import type { Metadata } from './aiod-platform.ts';
import { attributesInOrder } from './attribute-order.ts';
import {
  booleanReader,
  dateReader,
  dateTimeReader,
  extraField,
  fieldRequired,
  integerReader,
  type Location,
  noneNotAllowed,
  notAList,
  numberReader,
  textReader,
  type ValueReader,
} from './pydantic-values.ts';

export type ApiVersion = 'v2' | 'v3';

/** Attributes outside the enumerations whose values are lower-cased, too. */
const LOWER_CASED = ['email'];
const HUB_NAME = /^(?:[\w.-]{1,96}\/)?[\w.-]{1,96}$/;

/**
 * The metadata in a body: every attribute of the kind, with what the platform makes of each value. Unknown keys
 * are ignored; what is no object counts as one without keys.
 *
 * @throws AiodError 422 with all that is wrong.
 */
export function readMetadata({ attributes }: KindFacts, body: unknown, version: ApiVersion): Metadata {
  const issues: ValidationIssue[] = [];
  if (body === null || body === undefined) refuseInvalid([fieldRequired(['body'])]);
  const known = Object.fromEntries(
    Object.entries(attributes).filter(([, { onlyIn = version }]) => onlyIn === version),
  );
  const metadata = readFields(known, body, ['body'], issues);
  checkHubName(metadata, issues);
  refuseInvalid(issues);
  return metadata;
}

function readFields(attributes: Attributes, given: unknown, loc: Location, issues: ValidationIssue[]) {
  const values = isObject(given) ? given : {};
  return Object.fromEntries(
    attributesInOrder(attributes).map(([name, attribute]) => [
      name,
      readAttribute(name, attribute, values[name], [...loc, name], issues),
    ]),
  );
}

function readAttribute(
  name: string,
  attribute: Attribute,
  given: unknown,
  loc: Location,
  issues: ValidationIssue[],
): unknown {
  const { isList = false, isRequired = false, default: usual } = attribute;
  if (given === undefined) {
    if (isRequired) issues.push(fieldRequired(loc));
    return isList ? [] : (usual ?? null);
  }
  if (given === null) {
    if (isList || isRequired || usual !== undefined) issues.push(noneNotAllowed(loc));
    return null;
  }
  const read = readerOf(name, attribute, loc.length);
  if (!isList) return read(given, loc, issues);
  if (!Array.isArray(given)) {
    issues.push(notAList(loc));
    return [];
  }
  const values = given.map((item, position) => {
    const at = [...loc, position];
    if (item !== null) return read(item, at, issues);
    issues.push(noneNotAllowed(at));
    return null;
  });
  return isLowerCased(name, attribute) ? [...new Set(values)] : values;
}

function readerOf(name: string, attribute: Attribute, depth: number): ValueReader {
  const { type, fields = {}, refusesUnknown = false } = attribute;
  switch (type) {
    case 'text':
      return isLowerCased(name, attribute) ? lowerCaseReader(textOf(attribute)) : textOf(attribute);
    case 'integer':
      return integerReader;
    case 'number':
      return numberReader(depth === 2 ? 'decimal' : 'float');
    case 'boolean':
      return booleanReader;
    case 'date':
      return dateReader;
    case 'time':
      return dateTimeReader;
    case 'record':
      return (value, loc, issues) => {
        const record = readFields(fields, value, loc, issues);
        const unknown = isObject(value)
          ? Object.keys(value).filter((key) => !Object.hasOwn(fields, key))
          : [];
        if (refusesUnknown) issues.push(...unknown.sort().map((key) => extraField([...loc, key])));
        return record;
      };
  }
}

function textOf({ taxonomy, isList, ...bounds }: Attribute): ValueReader {
  if (taxonomy === undefined || isList === true) return textReader(bounds);
  return (value, loc, issues) => {
    if (typeof value === 'string') return value;
    const { singular } = TAXONOMIES[taxonomy];
    const type = typeof value === 'number' ? (Number.isInteger(value) ? 'int' : 'float') : 'dict';
    const msg = `Expected ${singular} to be \`str\` or \`${classNameOf(singular)}\`, not <class '${type}'>.`;
    issues.push({ loc, msg, type: 'type_error' });
    return null;
  };
}

function lowerCaseReader(read: ValueReader): ValueReader {
  return (value, loc, issues) => {
    const text = read(value, loc, issues);
    return typeof text === 'string' ? text.toLowerCase() : text;
  };
}

function isLowerCased(name: string, { enumeration }: Attribute): boolean {
  return enumeration !== undefined || LOWER_CASED.includes(name);
}

/** Identifiers of Hugging Face have to be names of repositories. */
function checkHubName(metadata: Metadata, issues: ValidationIssue[]): void {
  const { platform, platform_resource_identifier: name } = metadata;
  if (platform !== 'huggingface' || typeof name !== 'string') return;
  if (HUB_NAME.test(name) && !/--|\.\./.test(name)) return;
  issues.push({
    loc: ['body', 'platform_resource_identifier'],
    msg: `Repo id must be in the form 'repo_name' or 'namespace/repo_name': '${name}'.`,
    type: 'value_error.hfvalidation',
  });
}

/** What the platform's code calls it: `AiParadigm` for `ai_paradigm`. */
export function classNameOf(singular: string): string {
  if (singular === 'ml_model') return 'MLModel';
  return singular
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
