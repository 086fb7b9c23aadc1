import type { Operation } from '../../src/tools/operation.ts';
import { isListShape, type Shape } from '../../src/tools/shape.ts';
import { describeShape } from '../../src/tools/shape-description.ts';
import { blocks, fenced } from './markdown.ts';

/** Maximum number of characters in a line of a shape. */
const WIDTH = 100;

/** The section about an operation's response. */
export function responseSection({ returns, paging }: Operation): string {
  if (isListShape(returns)) {
    const frame = paging === null ? '{items}' : '{items, page}';
    return blocks([`Returns \`${frame}\`; each item:`, block(returns[0])]);
  }
  switch (returns) {
    case 'none':
      return 'Returns `{"done": true}`.';
    case 'bytes':
      return 'Returns `{value}` for text, `{content_type, size_bytes, base64}` for other data.';
    case 'any':
      return 'Returns an object, or `{value}` for a number.';
    case 'map':
      return 'Returns an object with any keys.';
    default:
      return blocks(['Returns:', block(returns)]);
  }
}

function block(shape: Shape): string {
  return fenced('', printShape(shape, '').join('\n'));
}

/** On one line if it fits; otherwise with fields on lines of their own, except short ones, which share lines. */
function printShape(shape: Shape, indent: string): string[] {
  const whole = describeShape(shape);
  if (indent.length + whole.length <= WIDTH || typeof shape === 'string') return [`${indent}${whole}`];
  if (isListShape(shape)) {
    const [first = '', ...rest] = printShape(shape[0], indent);
    const last = rest.pop() ?? '';
    return [`${indent}[${first.trimStart()}`, ...rest, `${last}]`];
  }
  const inside = `${indent}  `;
  const fields = Object.entries(shape).flatMap(([name, inner]) => {
    const [first = '', ...rest] = printShape(inner, inside);
    const field = `${name}: ${describeShape(inner)}`;
    return fits(field, inside) ? [[field]] : [[`${name}: ${first.trimStart()}`, ...rest]];
  });
  return [`${indent}{`, ...sideBySide(fields, inside), `${indent}}`];
}

/** Joins fields of one line; fields of several lines keep their own lines. */
function sideBySide(fields: readonly (readonly string[])[], indent: string): string[] {
  const printed: string[] = [];
  let shared = false;
  fields.forEach((field, position) => {
    const [first = '', ...rest] =
      position === fields.length - 1 ? field : [...field.slice(0, -1), `${field.at(-1)},`];
    const line = printed.at(-1);
    const short = rest.length === 0;
    if (short && shared && line !== undefined && fits(`${line} ${first}`, '')) {
      printed[printed.length - 1] = `${line} ${first}`;
    } else {
      printed.push(`${indent}${first}`, ...rest);
    }
    shared = short;
  });
  return printed;
}

function fits(text: string, indent: string): boolean {
  return indent.length + text.length <= WIDTH;
}
