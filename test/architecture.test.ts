import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. A folder's entry lists the folders and files of `src/` and the packages that it may
 * name; `type:` in front allows a type alone.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'json.ts': [],
  'clock.ts': ['errors.ts', 'type:tools'],
  'config.ts': ['errors.ts', 'settings.ts', 'type:zod'],
  'settings.ts': ['zod'],
  // Files of the user's, as home.ts: what the platforms describe is kept between starts.
  'cache.ts': ['type:tools', 'env-paths', 'write-file-atomic'],
  // Joins the platforms' clients and the files that a person names to what makes operations of them.
  'live.ts': ['errors.ts', 'type:config.ts', 'type:settings.ts', 'type:client', 'tools'],
  'home.ts': ['errors.ts', 'smol-toml', 'env-paths', 'write-file-atomic'],
  'log.ts': ['type:settings.ts', 'type:mcp', 'pino'],
  // Knows the folders, and nothing of platforms or hosts; a folder that is none is a fault of the command line.
  files: ['errors.ts', 'type:tools'],
  'platforms.ts': ['config.ts', 'client', 'type:undici'],
  client: ['errors.ts', 'json.ts', 'undici', 'lossless-json', 'openid-client'],
  tools: [
    'errors.ts',
    'json.ts',
    'type:client',
    'zod',
    'p-map',
    'fastest-levenshtein',
    'minisearch',
    're2js',
  ],
  mcp: ['errors.ts', 'json.ts', 'tools', '@modelcontextprotocol/server'],
  http: [
    'mcp',
    '@modelcontextprotocol/server',
    '@modelcontextprotocol/node',
    '@modelcontextprotocol/fastify',
    'fastify',
  ],
  sandbox: ['errors.ts', 'json.ts', 'tools', 'type:client', 'zod', 'fastify', 'csv-parse/sync'],
  cli: [
    'config.ts',
    'errors.ts',
    'json.ts',
    'type:client',
    'mcp',
    'tools',
    'type:@modelcontextprotocol/server',
  ],
  'server.ts': [
    'cache.ts',
    'clock.ts',
    'config.ts',
    'errors.ts',
    'files',
    'home.ts',
    'live.ts',
    'log.ts',
    'suggest.ts',
    'platforms.ts',
    'type:client',
    'tools',
    'mcp',
    'sandbox',
  ],
  'main.ts': [
    'config.ts',
    'errors.ts',
    'settings.ts',
    'home.ts',
    'platforms.ts',
    'server.ts',
    'client',
    'cli',
    'http',
    'commander',
    '@modelcontextprotocol/server/stdio',
  ],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

/** `import type` and `import`, static and dynamic, out of the sources themselves. */
const IMPORT =
  /(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm;

function importsOf(file: string): Import[] {
  const source = readFileSync(join('src', file), 'utf8');
  return [...source.matchAll(IMPORT)].flatMap(([, type, named, dynamic, bare]) => {
    const target = named ?? dynamic ?? bare ?? '';
    if (target.startsWith('node:')) return [];
    const place = target.startsWith('.') ? folderOf(normalize(join(dirname(file), target))) : target;
    return place === folderOf(file) ? [] : [{ from: file, to: type === undefined ? place : `type:${place}` }];
  });
}

function folderOf(file: string): string {
  return file.split('/')[0] ?? file;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

describe('imports go one way', () => {
  it.each(files)('%s', (file) => {
    const allowed = ALLOWED[folderOf(file)] ?? [];
    const wrong = importsOf(file).filter(
      ({ to }) => !allowed.includes(to) && !allowed.includes(to.replace(/^type:/, '')),
    );
    expect(wrong).toEqual([]);
  });

  it('sees the imports that it judges', () => {
    expect(importsOf('server.ts').map(({ to }) => to)).toContain('sandbox');
    expect(importsOf('tools/operation.ts').map(({ to }) => to)).toContain('type:client');
  });
});

describe('what only one file may touch', () => {
  it.each([
    ['process.argv', []],
    ['process.env', ['main.ts']],
    ['process.exit', ['main.ts']],
  ])('%s', (word, owners) => {
    const users = files.filter((file) => readFileSync(join('src', file), 'utf8').includes(word));
    expect(users).toEqual(owners);
  });
});

describe('the folder tree stays readable', () => {
  it.each(files)('%s has at most 300 lines', (file) => {
    expect(readFileSync(join('src', file), 'utf8').split('\n').length).toBeLessThanOrEqual(301);
  });
});
