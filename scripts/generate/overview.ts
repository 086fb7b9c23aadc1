import { type Effect, isDestructive } from '../../src/tools/effect.ts';
import type { Operation } from '../../src/tools/operation.ts';
import { ITERATOR_CAP } from '../../src/tools/parameters.ts';
import type { Layer } from '../../test/support/layers.ts';
import { alignedTable, blocks, code, lines, table, withGeneratedPart } from './markdown.ts';
import { hintsInWords, NOTICE } from './resource-page.ts';
import type { Resource } from './resources.ts';

/** README.md with a fresh table between its markers. */
export function withResourceTable(readme: string, resources: readonly Resource[]): string {
  return withGeneratedPart(readme, 'resources', resourceTable(resources, 'docs/reference/'));
}

/** CONTRIBUTING.md with a fresh table of the layers between its markers. */
export function withLayerTable(contributing: string, layers: readonly Layer[]): string {
  const rows = layers.map(({ path, holds, mayImport }) => [
    code(`src/${path}`),
    holds,
    mayImport.map((place) => code(place)).join(', '),
  ]);
  return withGeneratedPart(contributing, 'layers', table(['layer', 'what it holds', 'may import'], rows));
}

/** How many tools each resource has, and how many of them read, take something away or are retired. */
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

/** The way into the reference: its pages, and the words that they use. */
export function indexPage(resources: readonly Resource[]): string {
  const effects = new Set(resources.flatMap(({ operations }) => operations.map(({ effect }) => effect)));
  const text = blocks([
    NOTICE,
    '# Tools',
    'Every documented method is one tool: `<platform>_<resource>_<method>`.',
    resourceTable(resources, ''),
    '## Effects',
    'A host reads the hints to decide what it asks you about; `--read-only` and `--no-destructive` go by them.',
    table(
      ['effect', 'hints'],
      [...effects].sort().map((effect: Effect) => [effect, hintsInWords({ effect })]),
    ),
    '## Parameters',
    lines([
      '- `schedule.scheduled` is a property of `schedule`, `runs[].budget` one of each item of `runs`, and',
      '  `column_overrides.*.name` one of each value of the map `column_overrides`. Such a property is required',
      '  wherever what holds it is given.',
      '- A `map` has keys of your own; they travel as they are.',
      '- "Goes to" says where in the request it travels, and under which name where that is another one.',
      '- *newer*: the platform takes it today, its documentation does not know it. *dropped*: the other way round.',
      '- What is retired stays for accounts that still have it. `--tools=-civis.retired` leaves it out.',
      `- ${code('iterator')} follows the pages, to ${ITERATOR_CAP} items; \`limit\` and \`page_num\` are ignored then.`,
      '- Ids in the examples are made up.',
    ]),
    '## Answers',
    lines([
      '- A name with `?` may hold null; `[…]` is a list.',
      '- `time` and `date` are texts: `2026-05-31T17:00:00Z`, `2026-05-31`. `any` differs from answer to answer.',
      '- `page` is `{number, size, total_pages, total_items, next}`; `next` is the `page_num` of the next page.',
    ]),
  ]);
  return `${text}\n`;
}
