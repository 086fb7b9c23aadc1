// How the program is bundled: for the build, and for the test of what a start reads.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { importSources } from './sources.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Evaluates these files and puts their values in their place, as JSON: what a start would work out from the catalogue. */
const evaluated = {
  name: 'evaluated',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/](extra-)?tool-entries\.ts$/ }, async ({ path }) => {
      const values = Object.entries(await importSources(relative('.', path)));
      // Parsed as JSON, it takes half of the time that the same value takes as code.
      const line = ([name, value]) =>
        `export const ${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
      return { contents: values.map(line).join('\n'), loader: 'js' };
    });
  },
};

/**
 * The SDK reads Ajv as soon as it is read itself, though it validates nothing but the forms that people fill in: a
 * fifth of what a start would read, and 7 % of its time. So the first form reads it, out of the SDK's package.
 */
const ajvForForms = {
  name: 'ajv-for-forms',
  setup(build) {
    build.onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, () => ({
      path: 'shims',
      namespace: 'ajv-for-forms',
    }));
    build.onLoad({ filter: /.*/, namespace: 'ajv-for-forms' }, () => ({
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

export const OUT_FOLDER = 'dist';

export const buildOptions = {
  entryPoints: { main: 'src/bin.ts' },
  outdir: OUT_FOLDER,
  bundle: true,
  // What is imported when it is needed is a file of its own, and read then.
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node20.18',
  format: 'esm',
  // Names stay as they are: reports of failures quote them, and shorter ones would not be read faster.
  minifySyntax: true,
  minifyWhitespace: true,
  // Read by few starts, and as packages: the log writes nothing in most runs.
  external: ['fastify', 'pino'],
  define: { PACKAGE_VERSION: JSON.stringify(version) },
  // Bundled CommonJS packages ask for Node's modules with require.
  banner: {
    js: "import { createRequire as civisAiodRequire } from 'node:module'; const require = civisAiodRequire(import.meta.url);",
  },
  plugins: [evaluated, ajvForForms],
  metafile: true,
  logLevel: 'warning',
};
