import { isObject } from '../json.ts';
import type { Shape } from '../tools/operation.ts';
import { camelCase, isListShape } from '../tools/wire.ts';

type Project = (value: unknown) => unknown;

/**
 * Makes the function that brings a stored value into the documented shape of an answer: these fields and
 * no others, in camelCase, null where nothing is stored.
 */
export function projector(shape: Shape): Project {
  if (isListShape(shape)) {
    const item = projector(shape[0]);
    return (value) => (Array.isArray(value) ? value.map(item) : []);
  }
  if (typeof shape !== 'string') return recordProjector(shape);
  switch (shape) {
    case 'none':
      return () => undefined;
    case 'map':
      return (value) => value ?? {};
    case 'any':
      return (value) => renamed(value ?? null);
    case 'flag':
      return (value) => value ?? false;
    default:
      return (value) => value ?? null;
  }
}

function recordProjector(shape: { readonly [field: string]: Shape }): Project {
  const fields = Object.entries(shape).map(([key, inner]) => {
    const optional = key.endsWith('?');
    const name = optional ? key.slice(0, -1) : key;
    return { name, key: camelCase(name), optional, project: projector(inner) };
  });
  return (value) => {
    const row = isObject(value) ? value : {};
    const answer: Record<string, unknown> = {};
    for (const { name, key, optional, project } of fields) {
      const inner = row[name];
      answer[key] = optional && (inner === undefined || inner === null) ? null : project(inner);
    }
    return answer;
  };
}

/** A value of undocumented shape, its keys in camelCase all the way down. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camelCase(key), renamed(inner)]));
}
