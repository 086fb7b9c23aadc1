import type { Tool } from '../../dispatch/tool-catalogue.ts';
import { type PortableSchema, toToolSchema } from '../../tools/portable-schema.ts';
import { describeAnswer } from '../../tools/shape-description.ts';
import { typeNameOf } from '../../tools/type-name.ts';

/** The documentation of one tool, as a page. */
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

function parameterTable(tool: Tool): string {
  const { properties, required = [] } = toToolSchema(tool.input);
  const rows = Object.entries(properties).map(([name, schema]) => {
    const place = tool.params.find((param) => param.name === name)?.in ?? '';
    const mark = required.includes(name) ? 'yes' : '';
    return `| ${[name, typeText(schema), mark, place, descriptionOf(schema)].join(' | ')} |`;
  });
  if (rows.length === 0) return 'None.';
  return ['| name | type | required | in | description |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function typeText(schema: PortableSchema): string {
  const keys = Object.keys((schema.type === 'array' ? schema.items : schema)?.properties ?? {});
  return keys.length > 0 ? `${typeNameOf(schema)}: ${keys.join(', ')}` : typeNameOf(schema);
}

function descriptionOf({ description, enum: values, minimum, maximum }: PortableSchema): string {
  const sentences = [
    description?.replace(/(?<![.!?…])$/, '.'),
    values && `One of: ${values.join(', ')}.`,
    minimum !== undefined && `Minimum: ${minimum}.`,
    maximum !== undefined && `Maximum: ${maximum}.`,
  ];
  return sentences.filter(Boolean).join(' ').replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function returnsOf(tool: Tool): string {
  if (tool.kind === 'workflow') return jsonBlock(toToolSchema(tool.output).properties);
  return `\`\`\`\n${describeAnswer(tool)}\n\`\`\``;
}

function jsonBlock(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``;
}
