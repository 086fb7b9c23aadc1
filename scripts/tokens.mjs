// Prints the size of the advertised tools in o200k tokens, and fails if it exceeds the budget.
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { importSources } from './sources.mjs';

/** Maximum tokens of an operation: the average, and each. */
const MOST_ON_AVERAGE = 115;
const MOST_EACH = 900;
/** Maximum tokens of the compact surface, including workflows. */
const MOST_COMPACT = 3200;
const SHOWN = 10;

const sum = (tools) => tools.reduce((total, { tokens }) => total + tokens, 0);
const row = (words, count, tokens) => `${words.padEnd(44)}${String(count).padStart(5)}${tokens.padStart(8)}`;

const { operations, extraOperations, toolsByName, advertisedInput, createCompactSurface } =
  await importSources(
    'src/tools/catalogue/catalogue.ts',
    'src/dispatch/tool-catalogue.ts',
    'src/tools/portable-schema.ts',
    'src/compact/compact-surface.ts',
  );
const cost = (tool) => {
  const { name, platform, resource, description } = tool;
  const parts = [name, description, JSON.stringify(advertisedInput(tool))];
  const tokens = parts.reduce((total, part) => total + encode(part).length, 0);
  return { name, resource: `${platform}.${resource}`, tokens };
};
const tools = operations.map(cost);
const surface = createCompactSurface({
  catalogue: toolsByName,
  aliases: new Map(),
  filter: { patterns: [], readOnly: false, noDestructive: false },
  dispatch: () => Promise.reject(new Error('Nothing is called here.')),
});
const compact = [...surface.workflows, ...surface.tools].map(cost);
const average = sum(tools) / tools.length;
const largest = [...tools, ...extraOperations.map(cost)]
  .toSorted((one, other) => other.tokens - one.tokens)
  .slice(0, SHOWN);

const report = [
  row('resource', 'tools', 'average'),
  ...[...new Set(tools.map(({ resource }) => resource))].map((resource) => {
    const own = tools.filter((tool) => tool.resource === resource);
    return row(resource, own.length, (sum(own) / own.length).toFixed(1));
  }),
  row('all', tools.length, average.toFixed(1)),
  '',
  row('largest', '', 'tokens'),
  ...largest.map(({ name, tokens }) => row(name, '', String(tokens))),
  '',
  row('compact surface', '', 'tokens'),
  ...compact.map(({ name, tokens }) => row(name, '', String(tokens))),
  row('all', compact.length, String(sum(compact))),
];
process.stdout.write(`${report.join('\n')}\n`);

const faults = [
  ...(sum(compact) > MOST_COMPACT ? [`compact surface: ${sum(compact)} tokens, over ${MOST_COMPACT}`] : []),
  ...(average > MOST_ON_AVERAGE ? [`${average.toFixed(1)} tokens on average, over ${MOST_ON_AVERAGE}`] : []),
  ...largest
    .filter(({ tokens }) => tokens > MOST_EACH)
    .map(({ name, tokens }) => `${name}: ${tokens} tokens, over ${MOST_EACH}`),
];
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = 1;
}
