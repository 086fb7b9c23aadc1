import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LAYERS } from '../support/layers.ts';

const DECISIONS = 'docs/decisions';

const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs'), ...pagesIn(DECISIONS)];
const records = readdirSync(DECISIONS).filter((file) => /^\d{4}-/.test(file));

function pagesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file));
}

const readPage = (page: string) => readFileSync(page, 'utf8');

/** Whole paths in backticks, without the line or the heading that they may end in. */
function pathsIn(text: string): string[] {
  return Array.from(text.matchAll(/`((?:src|test|scripts|docs|bench)\/[^`\s:#]*)/g), ([, path = '']) => path);
}

function diagramsIn(text: string): string[] {
  return Array.from(text.matchAll(/^```mermaid\n([\s\S]*?)^```/gm), ([, diagram = '']) => diagram);
}

/** The fragment by which GitHub links to a heading. */
function fragmentOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .replaceAll(/\s/g, '-');
}

function fragmentsOf(page: string): string[] {
  return Array.from(readPage(page).matchAll(/^#+ (.+)$/gm), ([, heading = '']) => fragmentOf(heading));
}

describe.each(pages)('%s', (page) => {
  const text = readPage(page);

  it('names only paths that exist', () => {
    expect(pathsIn(text).filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names only files of src/ in its diagrams', () => {
    const files = diagramsIn(text).flatMap((diagram) => diagram.match(/[\w-]+(?:\/[\w-]+)*\.ts\b/g) ?? []);
    expect(files.filter((file) => !existsSync(join('src', file)))).toEqual([]);
  });

  it('has links that resolve', () => {
    const links = text.matchAll(/\]\((?![a-z]+:)([^)#]*)(?:#([^)]+))?\)/g);
    for (const [link, path = '', fragment] of links) {
      const target = path === '' ? page : join(dirname(page), path);
      expect(existsSync(target), `${link} in ${page}`).toBe(true);
      if (fragment !== undefined) expect(fragmentsOf(target), `${link} in ${page}`).toContain(fragment);
    }
  });
});

it('recognizes what it looks for', () => {
  expect(pathsIn('see `src/json.ts:5`, `test/support` and `npm test`')).toEqual([
    'src/json.ts',
    'test/support',
  ]);
  expect(fragmentOf('Where is ...?')).toBe('where-is-');
});

describe('decision records', () => {
  const index = readPage(join(DECISIONS, 'README.md'));

  it('are numbered from 0001 without a gap', () => {
    const numbers = records.map((file) => Number(file.slice(0, 4)));
    expect(numbers).toEqual(records.map((_, position) => position + 1));
  });

  it.each(records)('%s has its sections and is in the index', (file) => {
    const text = readPage(join(DECISIONS, file));
    const title = /^# \d+\. (.+)$/m.exec(text)?.[1];
    expect(Array.from(text.matchAll(/^## (.+)$/gm), ([, heading]) => heading)).toEqual([
      'Status',
      'Context',
      'Decision',
      'Consequences',
    ]);
    expect(index).toContain(`[${title}](${file})`);
  });
});

describe('the diagram of the layers', () => {
  /** A file directly in `src/`, or the first folder of a path. */
  const partOf = (path: string) => path.replace(/^type:/, '').split('/', 1)[0] ?? '';
  const drawnParts = new Set(
    LAYERS.map(({ path }) => partOf(path)).filter(
      (part) => !part.endsWith('.ts') || ['main.ts', 'server.ts', 'call-path.ts'].includes(part),
    ),
  );

  /** The other parts that a part imports. */
  function importsOfPart(part: string): Set<string> {
    const targets = LAYERS.filter(({ path }) => partOf(path) === part).flatMap(({ mayImport }) => mayImport);
    return new Set(targets.map(partOf).filter((target) => target !== part && drawnParts.has(target)));
  }

  function isReachable(from: string, to: string): boolean {
    return [...importsOfPart(from)].some((next) => next === to || isReachable(next, to));
  }

  /** An arrow for each import that does not follow from other arrows. */
  const due = [...drawnParts].flatMap((part) => {
    const imported = [...importsOfPart(part)];
    return imported
      .filter((target) => !imported.some((other) => isReachable(other, target)))
      .map((target) => `${part} --> ${target}`);
  });

  it('follows from test/support/layers.ts', () => {
    const [diagram = ''] = diagramsIn(readPage('docs/architecture.md')).slice(-1);
    const drawn = Array.from(diagram.matchAll(/^ *([\w.-]+ --> [\w.-]+)$/gm), ([, arrow]) => arrow);
    expect(new Set(drawn)).toEqual(new Set(due));
  });
});
