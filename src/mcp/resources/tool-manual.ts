import type { Tool } from '../../dispatch/tool-catalogue.ts';
import { advertisedInput, type PortableSchema, toToolSchema } from '../../tools/portable-schema.ts';

/** What the catalogue knows of a tool, as a page. */
export function toolManual(tool: Tool): string {
  return [
    `# ${tool.name}`,
    tool.description,
    `Effect: ${tool.effect}${tool.kind === 'operation' ? `\n\nRequest: \`${tool.verb} ${tool.path}\`` : ''}`,
    '## Parameters',
    parameterTable(tool),
    '## Returns',
    returnsOf(tool),
  ].join('\n\n');
}

/** Every tool with what it does, as one page. */
export function toolIndex(tools: readonly Tool[]): string {
  const lines = tools.map(
    ({ name, description }) => `- [${name}](docs://operations/${name}): ${description}`,
  );
  return `# Tools\n\n${lines.join('\n')}`;
}

function parameterTable(tool: Tool): string {
  const { properties, required = [] } = advertisedInput(tool);
  const rows = Object.entries(properties).map(([name, schema]) => {
    const place = tool.params.find((param) => param.name === name)?.in ?? '';
    const due = required.includes(name) ? 'yes' : '';
    return `| ${[name, typeText(schema), due, place, meaningOf(schema)].join(' | ')} |`;
  });
  if (rows.length === 0) return 'None.';
  return ['| name | type | required | in | meaning |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function typeText({ type, items, properties }: PortableSchema): string {
  if (type === undefined) return 'any';
  if (type === 'array') return `list of ${typeText(items ?? {})}`;
  const keys = Object.keys(properties ?? {});
  return type === 'object' && keys.length > 0 ? `object: ${keys.join(', ')}` : type;
}

function meaningOf({ description = '', enum: values }: PortableSchema): string {
  const words = values === undefined ? description : `${description} One of ${values.join(', ')}`.trim();
  return words.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function returnsOf(tool: Tool): string {
  if (tool.kind === 'workflow') return jsonBlock(toToolSchema(tool.output).properties);
  return tool.returns === 'none' ? 'Nothing: `{ "done": true }`.' : jsonBlock(tool.returns);
}

function jsonBlock(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
}
