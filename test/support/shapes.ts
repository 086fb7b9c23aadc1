import { isObject } from '../../src/json.ts';
import type { Shape } from '../../src/tools/operation.ts';
import { isListShape } from '../../src/tools/wire.ts';

/** Documented as text; what real answers hold. */
const FLAGS = new Set(['archived']);

/** Where a value is not what the shape says: fields that are missing, that nobody documented, or of another type. */
export function misfits(shape: Shape, value: unknown, path = ''): string[] {
  if (isListShape(shape)) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, at) => misfits(shape[0], item, `${path}[${at}]`));
  }
  if (typeof shape === 'string')
    return fits(shape, value, path) ? [] : [`${path} is ${JSON.stringify(value)}, not ${shape}`];
  if (!isObject(value)) return [`${path} is ${JSON.stringify(value)}, not an object`];
  const known = new Map(Object.entries(shape).map(([key, inner]) => [key.replace('?', ''), { key, inner }]));
  const strange = Object.keys(value).filter((name) => !known.has(name));
  const wrong = [...known].flatMap(([name, { key, inner }]) => {
    if (!Object.hasOwn(value, name)) return [`${path}.${name} is missing`];
    if (value[name] === null && key.endsWith('?')) return [];
    return misfits(inner, value[name], `${path}.${name}`);
  });
  return [...strange.map((name) => `${path}.${name} is not documented`), ...wrong];
}

function fits(shape: string, value: unknown, path: string): boolean {
  switch (shape) {
    case 'int':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'flag':
      return typeof value === 'boolean';
    case 'text':
      return (
        typeof value === 'string' || (FLAGS.has(path.split('.').at(-1) ?? '') && typeof value === 'boolean')
      );
    case 'time':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z?$/.test(value);
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
    case 'map':
      return isObject(value);
    case 'none':
      return value === undefined || value === null;
    default:
      return value !== undefined;
  }
}
