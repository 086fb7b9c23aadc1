/** Whether a value is a JSON object: neither null nor a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON value as part of a text: a string as it is, a list or an object as JSON; empty for nothing. */
export function toText(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? '' : JSON.stringify(value);
    default:
      return '';
  }
}

/** Whether a value nests further than so many levels, below which it is not looked at: no depth exhausts the stack. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const inner = Object.values(value);
  return levels === 0 ? inner.length > 0 : inner.some((each) => isDeeperThan(levels - 1, each));
}

/**
 * Whether the texts and names in a value have more characters than this; null fields do not count. Stops as soon
 * as it is known, and takes no stack, whatever the value.
 */
export function isLongerThan(chars: number, value: unknown): boolean {
  let room = chars;
  const pending = [value];
  while (pending.length > 0 && room >= 0) {
    const next = pending.pop();
    if (typeof next === 'string') room -= next.length;
    else if (Array.isArray(next)) {
      room -= next.length;
      if (room >= 0) for (const element of next) pending.push(element);
    } else if (isObject(next)) {
      for (const [name, inner] of Object.entries(next)) {
        if (inner === null) continue;
        room -= name.length;
        pending.push(inner);
      }
    } else room -= 1;
  }
  return room < 0;
}

/** Names of keys that were converted before: the same few hundred keys come with every response. */
const snakeCaseMemo = new Map<string, string>();
/** Bounds the memo, since free-form objects of a platform may hold any number of keys. */
const MEMO_CAPACITY = 5_000;

export function snakeCase(key: string): string {
  const known = snakeCaseMemo.get(key);
  if (known !== undefined) return known;
  const name = key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
  if (snakeCaseMemo.size < MEMO_CAPACITY) snakeCaseMemo.set(key, name);
  return name;
}

/** Sets a property of a plain object; `__proto__` becomes data like any other name, never the prototype. */
export function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  } else {
    object[name] = value;
  }
}

/** Freezes a value with all that is in it. What is frozen already is taken to be so throughout. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}

/** A copy without the properties that are null, at every depth; null stays an element of a list. */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  const kept: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner !== null) setOwn(kept, name, withoutNulls(inner));
  }
  return kept;
}
