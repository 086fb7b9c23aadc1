// Bundles the program into dist/main.js, unless nothing that it is made of has changed.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { build } from 'esbuild';

const OUT = 'dist/main.js';

function changedAt(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const inside = readdirSync(path, { recursive: true }).map((name) => statSync(`${path}/${name}`).mtimeMs);
  return Math.max(stats.mtimeMs, ...inside);
}

const sources = ['src', 'package.json', 'package-lock.json', 'scripts/build.mjs'];
if (!existsSync(OUT) || Math.max(...sources.map(changedAt)) >= statSync(OUT).mtimeMs) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  await build({
    entryPoints: ['src/main.ts'],
    outfile: OUT,
    bundle: true,
    platform: 'node',
    target: 'node20.18',
    format: 'esm',
    // HTTP servers are started on demand; a host's start over stdio should not read them.
    external: ['fastify'],
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    // Bundled CommonJS packages ask for Node's modules with require.
    banner: {
      js: "import { createRequire as civisAiodRequire } from 'node:module'; const require = civisAiodRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}
