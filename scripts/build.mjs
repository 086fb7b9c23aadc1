// Bundles the program into dist, unless nothing that it is made of has changed.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { build } from 'esbuild';
import { importSources } from './sources.mjs';

const OUT = 'dist/main.js';

function changedAt(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const inside = readdirSync(path, { recursive: true }).map((name) => statSync(`${path}/${name}`).mtimeMs);
  return Math.max(stats.mtimeMs, ...inside);
}

/** Evaluates these files and puts their values in their place, as JSON: a start reads them instead of the catalogue. */
const evaluatedFiles = {
  name: 'evaluated-files',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/](extra-)?tool-entries\.ts$/ }, async ({ path }) => {
      const values = Object.entries(await importSources(relative('.', path)));
      // Read as JSON, a value takes less time than as code.
      const lines = values.map(
        ([name, value]) => `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`,
      );
      return { contents: lines.join('\n') };
    });
  },
};

/**
 * The SDK reads Ajv as soon as it is read itself, though it validates nothing but forms that a person has filled
 * in: a fifth of the code of a start and 7 % of its time. So the first form reads it, out of the SDK's package.
 */
const ajvForForms = {
  name: 'ajv-for-forms',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, ({ path }) => ({
      path,
      namespace: 'ajv-for-forms',
    }));
    onLoad({ filter: /.*/, namespace: 'ajv-for-forms' }, () => ({
      contents: `
        import { createRequire } from 'node:module';
        export { default as process } from 'node:process';
        export class DefaultJsonSchemaValidator {
          getValidator(schema) {
            const load = createRequire(import.meta.url);
            const { AjvJsonSchemaValidator } = load('@modelcontextprotocol/server/validators/ajv');
            return new AjvJsonSchemaValidator().getValidator(schema);
          }
        }`,
    }));
  },
};

const sources = ['src', 'package.json', 'package-lock.json', 'scripts/build.mjs', 'scripts/sources.mjs'];
if (!existsSync(OUT) || Math.max(...sources.map(changedAt)) >= statSync(OUT).mtimeMs) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  // The names of the parts hold a hash of what is in them: those of the build before would stay.
  rmSync('dist', { recursive: true, force: true });
  const { metafile } = await build({
    entryPoints: { main: 'src/bin.ts' },
    outdir: 'dist',
    bundle: true,
    // What is imported when it is needed becomes a part of its own, and is read then.
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    target: 'node20.18',
    format: 'esm',
    // Names stay as they are: the log shows them in the stacks of errors, and shorter ones are not read faster.
    minifySyntax: true,
    minifyWhitespace: true,
    // Read by few starts, out of their packages. The parser and the engine of SQL find their WebAssembly beside themselves.
    external: ['fastify', 'pino', 'libpg-query', 'pgsql-deparser', '@sqlite.org/sqlite-wasm'],
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    // Bundled CommonJS packages ask for Node's modules with require.
    banner: {
      js: "import { createRequire as civisAiodRequire } from 'node:module'; const require = civisAiodRequire(import.meta.url);",
    },
    plugins: [evaluatedFiles, ajvForForms],
    metafile: true,
    logLevel: 'warning',
  });
  // What each part is made of, for the test of what a start reads. It is not published.
  writeFileSync('dist/metafile.json', JSON.stringify(metafile));
}
