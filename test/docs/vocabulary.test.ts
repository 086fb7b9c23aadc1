import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROMPTS } from '../../src/mcp/prompts/prompt-list.ts';
import { connectHost, type Host } from '../support/hosts.ts';
import { stringLiterals } from '../support/string-literals.ts';
import { EXEMPT, WORN_OUT_PHRASES } from '../support/worn-out-phrases.ts';

/** Shorter literals are names and values. */
const MIN_WORDS = 4;

/** Each worn-out phrase in the texts, with its surroundings and what to write instead. */
function wornOutPhrasesIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) =>
    WORN_OUT_PHRASES.flatMap(({ pattern, better }) => {
      const found = pattern.exec(text);
      if (found === null) return [];
      const around = text.slice(Math.max(0, found.index - 40), found.index + found[0].length + 30);
      return [`"${found[0]}" in "${around.replace(/\s+/g, ' ').trim()}"; better: ${better}`];
    }),
  );
}

function isChecked(place: string): boolean {
  return !EXEMPT.some((listed) => (listed.endsWith('/') ? place.startsWith(listed) : place === listed));
}

/** All strings in a value, at every depth. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file))
    .sort();
}

function helpOf(...command: string[]): string {
  return execFileSync(process.execPath, ['dist/main.js', ...command, '--help'], { encoding: 'utf8' });
}

describe.each(['full', 'compact'])('the %s surface', (surface) => {
  let host: Host;
  beforeAll(async () => {
    host = await connectHost({
      era: 'modern',
      transport: 'stdio',
      flags: ['--sandbox', '--surface', surface, '--files', '.'],
    });
  });
  afterAll(() => host.close());

  it('lists its tools in plain English', async () => {
    const { tools } = await host.list();
    const checked = tools.filter(({ name }) => isChecked(`surface/${surface}/${name}`));
    expect(checked.flatMap((tool) => wornOutPhrasesIn(stringsIn(tool)))).toEqual([]);
  });

  it('has instructions, prompts and resources in plain English', async () => {
    const prompts = await Promise.all(
      PROMPTS.map(({ name, arguments: given }) =>
        host.getPrompt(name, Object.fromEntries(given.map((argument) => [argument.name, 'x']))),
      ),
    );
    const lists = [await host.listPrompts(), await host.listResources(), await host.listTemplates()];
    const texts = stringsIn([host.instructions(), prompts, lists]);
    expect(wornOutPhrasesIn(texts)).toEqual([]);
  });
});

describe('the command line', () => {
  const commands = Array.from(helpOf().matchAll(/^ {2}(\w+)(?: \[|$| {2}| <)/gm), ([, name = '']) => name);

  it('has commands', () => {
    expect(commands).toEqual(expect.arrayContaining(['serve', 'tools', 'call', 'login', 'sandbox']));
  });

  it.each([[], ...commands.filter((name) => name !== 'help').map((name) => [name])])(
    'has help in plain English: %s',
    (...command) => {
      expect(wornOutPhrasesIn([helpOf(...command).replace(/\s+/g, ' ')])).toEqual([]);
    },
  );
});

const PAGES = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...filesBelow('docs', '.md')];

/** The paragraphs, list items and table rows of a page, without code. */
function blocksOf(markdown: string): string[] {
  return markdown
    .replace(/^```[\s\S]*?^```/gm, '')
    .replace(/`[^`\n]*`/g, '…')
    .split(/\n{2,}|\n(?=[-|#])/);
}

describe('the pages', () => {
  it('are in plain English', () => {
    const found = PAGES.filter(isChecked).flatMap((page) =>
      wornOutPhrasesIn(blocksOf(readFileSync(page, 'utf8'))).map((phrase) => `${page}: ${phrase}`),
    );
    expect(found).toEqual([]);
  });
});

describe('the texts in the sources', () => {
  it.each(filesBelow('src', '.ts').filter(isChecked))('%s', (file) => {
    const texts = stringLiterals(readFileSync(file, 'utf8'));
    expect(wornOutPhrasesIn(texts.filter((text) => text.trim().split(/\s+/).length >= MIN_WORDS))).toEqual(
      [],
    );
  });

  it('are read without comments, and with those inside templates', () => {
    const source = [
      "// it's a comment",
      '/* so is "this" */ const pattern = /[\'"/]/;',
      `const text = \`one \${count === 1 ? 'file' : "more \\"files\\""} in \${{ a: 1 }.a} folders\`;`,
    ].join('\n');
    expect(stringLiterals(source)).toEqual(['one … in … folders', 'file', 'more "files"']);
  });
});

describe('the check itself', () => {
  it.each([
    'jobid is no parameter; it takes id',
    'limit is 5000, due is at most 50',
    'offer no tool that takes away',
    'Return what a later page brings.',
    '20 when absent',
    'give every attribute anew',
  ])('finds "%s"', (text) => {
    expect(wornOutPhrasesIn([text])).not.toEqual([]);
  });

  it.each([
    'There is no failure to explain.',
    'The file no longer exists.',
    'limit must be at most 50; got 5000.',
    'If there is no active run, the call returns immediately.',
    'The next run is due at 04:00.',
    'Files are uploaded one at a time.',
    'Default: 20. Maximum: 50.',
  ])('accepts "%s"', (text) => {
    expect(wornOutPhrasesIn([text])).toEqual([]);
  });
});
