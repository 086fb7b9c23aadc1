// How long a description of a platform takes to become tools, the first time and out of the cache.
// Run with `npm run bench:live -- PATH` for a description such as what Civis answers at GET /endpoints; each
// measurement has a process of its own. Prints medians.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [path = 'test/fixtures/live/civis.json', runs = '7'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'bench-live-'));
const parts = join(folder, 'live.mjs');
const kept = join(folder, 'kept.json');

await build({
  stdin: {
    contents: ['compile-description', 'validate-compiled', 'described-operations']
      .map((name) => `export * from './src/tools/openapi/${name}.ts';`)
      .join('\n'),
    resolveDir: fileURLToPath(new URL('..', import.meta.url)),
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: parts,
  logLevel: 'error',
});

/** Runs statements in a fresh process, where `live` and `text` are there and nothing is warm. */
function measure(file, statements) {
  const script = `
    import { readFileSync } from 'node:fs';
    const live = await import(${JSON.stringify(parts)});
    const before = process.memoryUsage().rss;
    const start = performance.now();
    const text = readFileSync(${JSON.stringify(file)}, 'utf8');
    ${statements}
    const tools = live.toOperations(compiled);
    const listed = JSON.stringify(tools.map((tool) => tool.advertised)).length;
    const ms = performance.now() - start;
    const { rss } = process.memoryUsage();
    console.log(JSON.stringify({ ms, rss, grown: rss - before, tools: tools.length, listed, compiled }));`;
  const results = Array.from({ length: Number(runs) }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  });
  return results.sort((one, other) => one.ms - other.ms)[Math.floor(results.length / 2)];
}

const mb = (bytes) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;
const first = measure(path, "const compiled = live.compileDescription(text, { platform: 'civis' });");
writeFileSync(kept, JSON.stringify(first.compiled));
const again = measure(kept, 'const compiled = live.validateCompiled(JSON.parse(text));');
console.log(
  `${path}: ${mb(readFileSync(path).length)}, ${first.tools} operations, ${mb(first.listed)} of schemas`,
);
console.log(
  `compiled    ${first.ms.toFixed(0).padStart(6)} ms   ${mb(first.rss)} resident, ${mb(first.grown)} of them for it`,
);
console.log(
  `from cache  ${again.ms.toFixed(0).padStart(6)} ms   ${mb(again.rss)} resident, ${mb(again.grown)} of them for it`,
);
rmSync(folder, { recursive: true });
