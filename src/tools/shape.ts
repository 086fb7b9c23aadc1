/**
 * The shape of a response, as data: the name of a scalar type, `[shape]` for a list, an object for a record.
 * A key that ends in `?` can be null. `map` is a free map: its keys are data and are never renamed.
 */
export type Shape =
  | 'int'
  | 'number'
  | 'text'
  | 'flag'
  | 'time'
  | 'date'
  | 'any'
  | 'map'
  | 'none'
  | 'bytes'
  | readonly [Shape]
  | { readonly [field: string]: Shape };

export function isListShape(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}

/** The shape of one field; `any` if it is unknown, and `map` everywhere below a free map. */
export function fieldShape(shape: Shape, name: string): Shape {
  const fields = isListShape(shape) ? shape[0] : shape;
  if (fields === 'map') return 'map';
  if (typeof fields === 'string' || isListShape(fields)) return 'any';
  return fields[name] ?? fields[`${name}?`] ?? 'any';
}
