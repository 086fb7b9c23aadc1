import { isObject, toText } from '../../json.ts';

/** Attributes that hold the id of a credential, or a list of them. */
const REFERENCE = /(^|_)credential(s|_id)?$/;
/** Types of script parameters whose value is the id of a credential. */
const PARAMETER_TYPE = /^credential/;
/** What an object shows of other objects, or of its past. */
const NOT_OWN: ReadonlySet<string> = new Set([
  'author',
  'user',
  'running_as',
  'last_run',
  'projects',
  'params',
]);
const MAX_DEPTH = 6;

type Attributes = Readonly<Record<string, unknown>>;

/** Where an object names a credential: `destination.credential_id`. */
export type Place = readonly string[];

/** The places where an object refers to a credential. */
export function placesOf(credentialId: number, attributes: Attributes): Place[] {
  const typed = new Set(
    (Array.isArray(attributes['params']) ? attributes['params'] : [])
      .filter(isObject)
      .filter(({ type }) => PARAMETER_TYPE.test(toText(type)))
      .map(({ name }) => toText(name)),
  );
  const isArgument = (place: Place) =>
    place.length === 2 && place[0] === 'arguments' && typed.has(place[1] ?? '');
  const walk = (value: unknown, place: Place): Place[] => {
    const name = place.at(-1) ?? '';
    if (REFERENCE.test(name) || isArgument(place)) {
      return [value].flat().some((id) => Number(id) === credentialId) ? [place] : [];
    }
    if (!isObject(value) || place.length > MAX_DEPTH) return [];
    return Object.entries(value).flatMap(([key, inner]) =>
      NOT_OWN.has(key) ? [] : walk(inner, [...place, key]),
    );
  };
  return walk(attributes, []);
}

/** The attributes to set so that one credential takes the place of another; the parts of nested ones are merged. */
export function replacing(
  places: readonly Place[],
  attributes: Attributes,
  from: number,
  to: number,
): Attributes {
  return places.reduce<Attributes>(
    (set, place) => setAt(set, place, swap(valueAt(attributes, place), from, to)),
    {},
  );
}

function swap(value: unknown, from: number, to: number): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => swap(each, from, to));
  if (Number(value) !== from) return value;
  return typeof value === 'string' ? String(to) : to;
}

function valueAt(attributes: Attributes, place: Place): unknown {
  return place.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), attributes);
}

function setAt(target: Attributes, [first = '', ...rest]: Place, value: unknown): Attributes {
  if (rest.length === 0) return { ...target, [first]: value };
  const inner = target[first];
  return { ...target, [first]: setAt(isObject(inner) ? inner : {}, rest, value) };
}
