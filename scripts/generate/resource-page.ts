import { describeConstraint } from '../../src/tools/constraints.ts';
import { hintsOf } from '../../src/tools/effect.ts';
import { exampleArguments } from '../../src/tools/examples/example-arguments.ts';
import type { Operation } from '../../src/tools/operation.ts';
import { pathTokens } from '../../src/tools/path-template.ts';
import { blocks, code, fenced, lines, table } from './markdown.ts';
import { parameterTable } from './parameter-table.ts';
import { printJson } from './print-json.ts';
import type { Resource } from './resources.ts';
import { responseSection } from './response-section.ts';

/** The first line of every generated page. */
export const NOTICE = '<!-- Generated from src/tools by `npm run generate`. -->';

/** The reference of one resource: an overview of its tools, then each tool. */
export function resourcePage({ name, operations }: Resource): string {
  const overview = operations.map((operation) => [
    `[${operation.name}](#${operation.name})`,
    operation.effect,
    operation.description,
  ]);
  const text = blocks([
    NOTICE,
    `# ${name}`,
    'The [index](README.md) explains the terms on this page.',
    table(['tool', 'effect', 'description'], overview),
    ...operations.map(toolSection),
  ]);
  return `${text}\n`;
}

function toolSection(operation: Operation): string {
  return blocks([
    `## ${operation.name}`,
    operation.description,
    lines(factsOf(operation).map((fact) => `- ${fact}`)),
    parameterTable(operation),
    lines(operation.constraints.map((rule) => `- ${describeConstraint(rule, code)}`)),
    responseSection(operation),
    'Example:',
    fenced('json', printJson(exampleArguments(operation, failOnMissingExample))),
  ]);
}

/** Facts about the whole call. */
function factsOf(operation: Operation): string[] {
  const { effect, auth, retired } = operation;
  return [
    `Request: ${requestOf(operation)}`,
    `Effect: ${effect} (${hintsInWords(operation)})`,
    ...(auth === 'required' ? [] : [`Credential: ${auth}`]),
    ...(retired === null ? [] : [`Retired: ${retirementOf(retired)}`]),
  ];
}

function requestOf({ verb, path, pathWith, params }: Operation): string {
  const variants = Object.entries(pathWith).map(
    ([name, variant]) => `; with ${code(name)}: ${code(`${verb} ${variant}`)}`,
  );
  // A path segment without a parameter of its own is filled from an array of such values.
  const repeated = pathTokens(path)
    .filter((token) => !params.some(({ name }) => name === token))
    .map((token) => `, once for each value of ${code(`${token}s`)}`);
  return [code(`${verb} ${path}`), ...variants, ...repeated].join('');
}

export function hintsInWords({ effect }: Pick<Operation, 'effect'>): string {
  const { readOnlyHint, destructiveHint, idempotentHint } = hintsOf(effect);
  const words = [
    ...(readOnlyHint ? ['read-only'] : []),
    ...(destructiveHint ? ['destructive'] : []),
    idempotentHint ? 'idempotent' : 'not idempotent',
  ];
  return words.join(', ');
}

/** The operation that replaces a retired one can be on another page. */
function retirementOf({ instead }: NonNullable<Operation['retired']>): string {
  if (instead === undefined) return 'Civis no longer serves this method. It has no documented replacement.';
  const [platform, resource] = instead.split('_');
  return `Civis no longer serves this method. Use [${instead}](${platform}-${resource}.md#${instead}) instead.`;
}

/** Generated pages show realistic values only, so a value must be listed for each required parameter. */
function failOnMissingExample(operation: Operation, path: string): never {
  throw new Error(
    `${operation.name} has no example value of ${path}: add one to src/tools/examples/example-values.ts`,
  );
}
