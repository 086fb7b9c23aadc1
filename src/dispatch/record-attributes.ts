import { CallError } from '../errors.ts';
import { isObject, setOwn } from '../json.ts';
import type { Attribute, Attributes } from '../tools/aiod/attributes/attribute.ts';
import { isKindName, KIND_FACTS, type KindFacts } from '../tools/aiod/attributes/kind-facts.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { listSome, wasNotCalled } from '../wording.ts';
import { MASKED } from './catalogue-notices.ts';

type Metadata = Readonly<Record<string, unknown>>;

/** The facts of the kind that an operation is about. */
export function factsOf({ resource }: Operation): KindFacts {
  if (isKindName(resource)) return KIND_FACTS[resource];
  throw new Error(`${resource} is not a kind of record.`);
}

/** The metadata that a call gives. */
export function metadataOf(args: Arguments): Metadata {
  return isObject(args['metadata']) ? args['metadata'] : {};
}

/**
 * What has to be sent back of a record, so that a PUT keeps what it does not change. `media` is kept by leaving it
 * out: sent back, it would lose the bytes of uploaded images.
 */
export function attributesToKeep(
  { attributes, readOnly }: KindFacts,
  current: Metadata,
  given: Metadata,
): Metadata {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(current)) {
    const isKnown = Object.hasOwn(attributes, name);
    const isComputed = readOnly.includes(name) || (!isKnown && /(^|_)identifier$/.test(name));
    if (isComputed || name === 'aiod_entry' || name === 'media' || isOtherName(attributes, name, given))
      continue;
    setOwn(kept, name, value);
  }
  return kept;
}

/** Of two names of one value, the record shows both: sent back is the one that is given, or else the newer one. */
function isOtherName(attributes: Attributes, name: string, given: Metadata): boolean {
  if (attributes[name]?.sameAs !== undefined) return given[name] === undefined;
  const other = Object.keys(attributes).find((key) => attributes[key]?.sameAs === name);
  return other !== undefined && given[other] !== undefined && given[name] === undefined;
}

/** Who may edit the record now, null where it does not show that. The rest of `aiod_entry` is refused in a request. */
export function editorsOf(current: Metadata): readonly unknown[] | null {
  const entry = current['aiod_entry'];
  const editor = isObject(entry) ? entry['editor'] : undefined;
  return Array.isArray(editor) ? editor : null;
}

/** Names of single nested records. The platform keeps them whatever a PUT says, unless it gives another value. */
export function unclearable({ attributes }: KindFacts): readonly string[] {
  return Object.keys(attributes).filter((name) => {
    const { type, isList } = attributes[name] as Attribute;
    return type === 'record' && isList !== true && name !== 'aiod_entry';
  });
}

/** @throws CallError `invalid_input` for nothing in place of what the platform cannot clear. */
export function refuseClearing(operation: Operation, given: Metadata, current: Metadata): void {
  const names = [...unclearable(factsOf(operation)), 'media'].filter(
    (name) => isNothing(given[name]) && !isNothing(current[name] ?? null),
  );
  if (names.length === 0) return;
  const images = names.includes('media') ? ' Images have tools of their own to delete them.' : '';
  throw new CallError(
    'invalid_input',
    wasNotCalled(
      operation.name,
      `AI-on-Demand cannot clear ${listSome(names)}: it would keep the present value`,
    ),
    {
      hint: `Nothing was written. Leave out ${listSome(names)}, or provide a new value.${images}`,
      faulty: ['metadata'],
    },
  );
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

/** @throws CallError `forbidden` where a mask would be written over the value behind it. */
export function refuseMaskedValues(kept: Metadata): void {
  const masked = Object.keys(kept).filter((name) => containsMask(kept[name]));
  if (masked.length === 0) return;
  const names = listSome(masked);
  throw new CallError(
    'forbidden',
    `this account is not allowed to see ${names}, and writing back ${MASKED} would destroy the values behind it.`,
    {
      hint: `Nothing was written. Provide the complete ${names} in metadata, or use a token that may see it: check AIOD_ACCESS_TOKEN.`,
    },
  );
}

function containsMask(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === MASKED;
  return Object.values(value).some(containsMask);
}

/** The integers that were read as texts, since a double cannot hold them, as integers again. */
export function withIntegers(attributes: Attributes, record: Metadata): Metadata {
  const restored: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    setOwn(restored, name, attribute === undefined ? value : restoredValue(attribute, value));
  }
  return restored;
}

function restoredValue(attribute: Attribute, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => restoredValue(attribute, item));
  const { type, fields = {} } = attribute;
  if (type === 'record') return isObject(value) ? withIntegers(fields, value) : value;
  const isNumber = type === 'integer' || type === 'number';
  return isNumber && typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value;
}
