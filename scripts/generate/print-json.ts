/** Characters of a line. */
const WIDTH = 100;

/** JSON with spaces; values that fit on one line are printed on one line. */
export function printJson(value: unknown, indent = ''): string {
  const whole = inline(value);
  if (indent.length + whole.length <= WIDTH || typeof value !== 'object' || value === null) return whole;
  const inside = `${indent}  `;
  const [opening, closing] = Array.isArray(value) ? '[]' : '{}';
  const parts = Object.entries(value).map(([key, inner]) => {
    const name = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
    return `${inside}${name}${printJson(inner, inside)}`;
  });
  return [opening, parts.join(',\n'), `${indent}${closing}`].join('\n');
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${inline(inner)}`);
  return `{${parts.join(', ')}}`;
}
