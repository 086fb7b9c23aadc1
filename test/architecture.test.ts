import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LAYERS } from './support/layers.ts';

interface Import {
  /** Path below `src/` of the imported file, or a package. */
  readonly target: string;
  readonly isPackage: boolean;
  readonly isType: boolean;
}

/** `import type` and `import`, static and dynamic, out of the sources themselves. */
const IMPORT =
  /(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm;

function importsOf(file: string): Import[] {
  return [...readSource(file).matchAll(IMPORT)].flatMap(([, type, named, dynamic, bare]) => {
    const target = named ?? dynamic ?? bare ?? '';
    if (target.startsWith('node:')) return [];
    const isPackage = !target.startsWith('.');
    return [
      {
        target: isPackage ? target : normalize(join(dirname(file), target)),
        isPackage,
        isType: type !== undefined,
      },
    ];
  });
}

function readSource(file: string): string {
  return readFileSync(join('src', file), 'utf8');
}

/** The layer of a file: its folder, or the file itself where it stands directly in `src/`. */
function layerOf(file: string): string {
  const folder = dirname(file);
  return folder === '.' ? file : folder;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .sort();

/** What the file imports out of its own layer, as a row of `LAYERS` spells it. */
function foreignImports(file: string): string[] {
  return importsOf(file)
    .map(({ target, isPackage, isType }) => ({ place: isPackage ? target : layerOf(target), isType }))
    .filter(({ place }) => place !== layerOf(file))
    .map(({ place, isType }) => (isType ? `type:${place}` : place));
}

describe('imports go one way', () => {
  it.each(files)('%s', (file) => {
    const allowed = LAYERS.find(({ path }) => path === layerOf(file))?.mayImport ?? [];
    const wrong = foreignImports(file).filter(
      (place) => !allowed.includes(place) && !allowed.includes(place.replace(/^type:/, '')),
    );
    expect(wrong).toEqual([]);
  });

  it('has one row for each layer, and none for what is not there', () => {
    expect(LAYERS.map(({ path }) => path).sort()).toEqual([...new Set(files.map(layerOf))].sort());
  });

  it.each(LAYERS)(
    '$path may import only layers before it, and imports all that it may',
    ({ path, mayImport }) => {
      const paths = LAYERS.map((layer) => layer.path);
      const layers = mayImport
        .map((place) => place.replace(/^type:/, ''))
        .filter((place) => paths.includes(place));
      expect(layers.filter((place) => paths.indexOf(place) >= paths.indexOf(path))).toEqual([]);
      const used = new Set(
        files.filter((file) => layerOf(file) === path).flatMap((file) => foreignImports(file)),
      );
      const leaves = ['errors.ts', 'json.ts', 'wording.ts'];
      const unused = mayImport.filter((place) => !used.has(place) && !leaves.includes(place));
      expect(unused).toEqual([]);
    },
  );

  it('sees the imports that it judges', () => {
    expect(foreignImports('call-path.ts')).toContain('sandbox');
    expect(foreignImports('tools/operation.ts')).toContain('type:client');
  });
});

describe('there are no circles', () => {
  it('between files, not even of types', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file).flatMap(({ target, isPackage }) => (isPackage ? [] : [target])),
      ]),
    );
    expect(circleIn(graph)).toEqual([]);
  });

  it('is found where there is one', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
    ]);
    expect(circleIn(graph)).toEqual(['b', 'c', 'b']);
  });
});

/** The first circle that following the edges leads into; empty where there is none. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const finished = new Set<string>();
  function visit(node: string, way: readonly string[]): string[] {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (finished.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next, [...way, node]);
      if (circle.length > 0) return circle;
    }
    finished.add(node);
    return [];
  }
  for (const node of graph.keys()) {
    const circle = visit(node, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

describe('what only one file may touch', () => {
  it.each([
    ['process.argv', ['bin.ts']],
    ['process.env', ['main.ts']],
    ['process.exit', ['main.ts']],
  ])('%s', (word, owners) => {
    expect(files.filter((file) => readSource(file).includes(word))).toEqual(owners);
  });
});

describe('one name stands for one thing', () => {
  /** The definition of a resource, the sandbox's version of it and its seed data share the resource's name. */
  const PARALLEL = ['tools/civis', 'tools/aiod', 'sandbox/civis', 'sandbox/aiod', 'sandbox/seed-data'];

  it('among files', () => {
    const repeated = groupsOf(files, (file) => basename(file)).filter(
      (same) => same.length > 1 && !same.every((file) => PARALLEL.includes(dirname(file))),
    );
    expect(repeated).toEqual([]);
  });

  it('among functions', () => {
    const declared = files.flatMap((file) =>
      Array.from(
        readSource(file).matchAll(/^(?:export )?(?:async )?function\*? (\w+)/gm),
        ([, name = '']) => ({
          name,
          file,
        }),
      ),
    );
    expect(groupsOf(declared, ({ name }) => name).filter((same) => same.length > 1)).toEqual([]);
  });
});

function groupsOf<T>(items: readonly T[], keyOf: (item: T) => string): (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups.values()];
}

describe('tests stand where what they test stands', () => {
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.test.ts') && !file.startsWith('e2e/'),
  );

  it.each(tests)('%s', (file) => {
    const tested = files.filter((source) => basename(source, '.ts') === basename(file, '.test.ts'));
    if (tested.length > 0) expect(tested.map((source) => dirname(source))).toContain(dirname(file));
    else expect(['.', ...files.map((source) => dirname(source)), 'docs']).toContain(dirname(file));
  });
});

describe('the folder tree stays readable', () => {
  it.each(files)('%s has at most 300 lines', (file) => {
    expect(readSource(file).split('\n').length).toBeLessThanOrEqual(301);
  });
});
