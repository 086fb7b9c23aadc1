import { type Effect, isDestructive } from '../../src/tools/effect.ts';
import type { Operation } from '../../src/tools/operation.ts';
import { ITERATOR_CAP } from '../../src/tools/parameters.ts';
import type { Layer } from '../../test/support/layers.ts';
import { alignedTable, blocks, code, lines, table, withGeneratedPart } from './markdown.ts';
import { hintsInWords, NOTICE } from './resource-page.ts';
import type { Resource } from './resources.ts';

/** README.md with the current table between its markers. */
export function withResourceTable(readme: string, resources: readonly Resource[]): string {
  return withGeneratedPart(readme, 'resources', resourceTable(resources, 'docs/reference/'));
}

/** CONTRIBUTING.md with the current table of the layers between its markers. */
export function withLayerTable(contributing: string, layers: readonly Layer[]): string {
  const rows = layers.map(({ path, holds, mayImport }) => [
    code(`src/${path}`),
    holds,
    mayImport.map((place) => code(place)).join(', '),
  ]);
  return withGeneratedPart(contributing, 'layers', table(['layer', 'what it holds', 'may import'], rows));
}

/** How many tools each resource has, and how many of them are read-only, destructive or retired. */
function resourceTable(resources: readonly Resource[], folder: string): string {
  const rows = resources.map(({ name, file, operations }) => [
    `[${name}](${folder}${file}.md)`,
    ...countsOf(operations),
  ]);
  const all = resources.flatMap(({ operations }) => operations);
  return alignedTable(
    ['resource', 'tools', 'read-only', 'destructive', 'retired'],
    [...rows, ['all', ...countsOf(all)]],
  );
}

function countsOf(operations: readonly Operation[]): string[] {
  const reading = operations.filter(({ effect }) => effect === 'read');
  const destructive = operations.filter(({ effect }) => isDestructive(effect));
  const retired = operations.filter((operation) => operation.retired !== null);
  return [operations, reading, destructive, retired].map(({ length }) =>
    length === 0 ? '' : String(length),
  );
}

/** The index of the reference: its pages, and the terms that they use. */
export function indexPage(resources: readonly Resource[]): string {
  const effects = new Set(resources.flatMap(({ operations }) => operations.map(({ effect }) => effect)));
  const text = blocks([
    NOTICE,
    '# Tools',
    'Every documented method is one tool, named `<platform>_<resource>_<method>`.',
    resourceTable(resources, ''),
    '## Effects',
    'Hosts use the hints to decide when to ask for your approval. `--read-only` and `--no-destructive` use them too.',
    table(
      ['effect', 'hints'],
      [...effects].sort().map((effect: Effect) => [effect, hintsInWords({ effect })]),
    ),
    '## Parameters',
    lines([
      '- Types: integer, number, string, boolean, ISO 8601 time (`2026-05-31T17:00:00Z`), ISO 8601 date',
      '  (`2026-05-31`), array, object. An object without listed properties accepts any keys and sends them unchanged.',
      '- `schedule.scheduled` is a property of `schedule`, `runs[].budget` of each item of the array `runs`, and',
      '  `column_overrides.*.name` of each value of the object `column_overrides`. A required property is required',
      '  whenever the object that contains it is given.',
      '- "Sent in" is the part of the request, and the name there if it is different.',
      '- *newer*: accepted by the platform today, but not documented. *dropped*: documented, but no longer accepted.',
      '- Retired tools are kept for accounts that still have access. `--tools=-civis.retired` hides them.',
      `- ${code('iterator')} returns all pages, up to ${ITERATOR_CAP} items; \`limit\` and \`page_num\` are ignored.`,
      '- Ids in the examples are invented.',
    ]),
    '## Responses',
    lines([
      '- A name with `?` can be null; `[…]` is an array. `any` can have any type.',
      '- `page` is `{number, size, total_pages, total_items, next}`; `next` is the `page_num` of the next page.',
    ]),
  ]);
  return `${text}\n`;
}
