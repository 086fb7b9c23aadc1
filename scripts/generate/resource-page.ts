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

/** Stands on top of every generated page. */
export const NOTICE = '<!-- Written by `npm run generate` out of src/tools. -->';

/** The reference of one resource: its tools at a glance, then each of them. */
export function resourcePage({ name, operations }: Resource): string {
  const glance = operations.map((operation) => [
    `[${operation.name}](#${operation.name})`,
    operation.effect,
    operation.description,
  ]);
  const text = blocks([
    NOTICE,
    `# ${name}`,
    'The [index](README.md) says what the words on this page mean.',
    table(['tool', 'effect', 'what it does'], glance),
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

/** What holds for the call as a whole. */
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
  // A segment that no parameter fills comes out of a list of such values.
  const repeated = pathTokens(path)
    .filter((token) => !params.some(({ name }) => name === token))
    .map((token) => `, once for each of ${code(`${token}s`)}`);
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

/** What replaces an operation stands on the page of the same resource or on another one. */
function retirementOf({ instead }: NonNullable<Operation['retired']>): string {
  if (instead === undefined) return 'Civis no longer serves it, and nothing documented replaces it.';
  const [platform, resource] = instead.split('_');
  return `Civis no longer serves it; [${instead}](${platform}-${resource}.md#${instead}) replaces it.`;
}

/** Generated pages show realistic values only, so each of them must be listed. */
function failOnMissingExample(operation: Operation, path: string): never {
  throw new Error(
    `${operation.name} has no example of ${path}: write one in src/tools/examples/example-values.ts`,
  );
}
