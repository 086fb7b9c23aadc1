// Loads TypeScript of the project as it stands, without a build.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The exports of the given files, bundled together in memory. */
export async function importSources(...files) {
  const contents = files.map((file) => `export * from './${file}';`).join('\n');
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    // Its modules for Node.js load others at run time, which a module from memory cannot.
    alias: { yaml: fileURLToPath(new URL('../node_modules/yaml/browser/index.js', import.meta.url)) },
    platform: 'node',
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}
