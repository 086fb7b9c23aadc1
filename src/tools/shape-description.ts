import type { Operation } from './operation.ts';
import { isListShape, type Shape } from './shape.ts';

const TYPE_NAMES: Readonly<Record<Extract<Shape, string>, string>> = {
  int: 'integer',
  number: 'number',
  text: 'string',
  flag: 'boolean',
  time: 'ISO 8601 time',
  date: 'ISO 8601 date',
  any: 'any',
  map: 'object',
  none: 'nothing',
  bytes: 'bytes',
};

/** A shape on one line: `{ id: integer, name?: string }`. */
export function describeShape(shape: Shape): string {
  if (typeof shape === 'string') return TYPE_NAMES[shape];
  if (isListShape(shape)) return `[${describeShape(shape[0])}]`;
  const fields = Object.entries(shape).map(([name, inner]) => `${name}: ${describeShape(inner)}`);
  return `{ ${fields.join(', ')} }`;
}

/** What a call returns, on one line. */
export function describeAnswer({ returns, paging }: Pick<Operation, 'returns' | 'paging'>): string {
  if (isListShape(returns)) {
    return `{ items: ${describeShape(returns)}${paging === null ? '' : ', page'} }`;
  }
  switch (returns) {
    case 'none':
      return '{ done: true }';
    case 'bytes':
      return '{ value } for text, else { content_type, size_bytes, base64 }';
    case 'any':
      return 'an object, or { value }';
    case 'map':
      return 'an object with any keys';
    default:
      return describeShape(returns);
  }
}
