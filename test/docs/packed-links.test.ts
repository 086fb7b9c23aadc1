import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { globMatcher } from '../../src/glob.ts';

const { files } = JSON.parse(readFileSync('package.json', 'utf8')) as { files: readonly string[] };
/** npm packs these whatever the list says. */
const ALWAYS_PACKED = ['README.md', 'LICENSE', 'package.json'];

it('every link of README leads to a file that is packed', () => {
  const packed = [...ALWAYS_PACKED, ...files.map((pattern) => pattern.replace('**/', ''))].map(globMatcher);
  const targets = Array.from(
    readFileSync('README.md', 'utf8').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g),
    ([, target = '']) => target,
  );
  expect(targets.length).toBeGreaterThan(10);
  expect(targets.filter((target) => !packed.some((matches) => matches(target)))).toEqual([]);
});

it.each(['README.md', 'docs/live.md', 'docs/compact.md', 'docs/sandbox.md'])(
  'the commands of %s run in a clone, where the program is not installed',
  (file) => {
    const blocks = readFileSync(file, 'utf8').match(/^```(?:sh)?\n[^`]*^```$/gm) ?? [];
    expect(blocks.join('\n')).not.toMatch(/^civis-aiod-mcp/m);
  },
);
