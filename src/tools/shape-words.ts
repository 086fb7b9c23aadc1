import type { Operation, Shape } from './operation.ts';
import { isListShape } from './wire.ts';

const WORDS: Readonly<Record<Extract<Shape, string>, string>> = {
  int: 'integer',
  number: 'number',
  text: 'string',
  flag: 'boolean',
  time: 'time',
  date: 'date',
  any: 'any',
  map: 'map',
  none: 'nothing',
  bytes: 'bytes',
};

/** A shape on one line: `{ id: integer, name?: string }`. */
export function shapeInWords(shape: Shape): string {
  if (typeof shape === 'string') return WORDS[shape];
  if (isListShape(shape)) return `[${shapeInWords(shape[0])}]`;
  const fields = Object.entries(shape).map(([name, inner]) => `${name}: ${shapeInWords(inner)}`);
  return `{ ${fields.join(', ')} }`;
}

/** What a call answers, as it is delivered, on one line. */
export function answerInWords({ returns, paging }: Pick<Operation, 'returns' | 'paging'>): string {
  if (isListShape(returns)) {
    return `{ items: ${shapeInWords(returns)}${paging === null ? '' : ', page'} }`;
  }
  switch (returns) {
    case 'none':
      return '{ done: true }';
    case 'bytes':
      return '{ value } for text, else { content_type, size_bytes, base64 }';
    case 'any':
      return 'an object, or { value }';
    case 'map':
      return 'an object of any keys';
    default:
      return shapeInWords(returns);
  }
}
