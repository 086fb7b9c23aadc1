// Bundles the program into dist, unless nothing that it is made of has changed.
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { build } from 'esbuild';
import { buildOptions, OUT_FOLDER } from './build-options.mjs';

const OUT = `${OUT_FOLDER}/main.js`;

function changedAt(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const inside = readdirSync(path, { recursive: true }).map((name) => statSync(`${path}/${name}`).mtimeMs);
  return Math.max(stats.mtimeMs, ...inside);
}

const scripts = ['build.mjs', 'build-options.mjs', 'sources.mjs'].map((name) => `scripts/${name}`);
const sources = ['src', 'package.json', 'package-lock.json', ...scripts];
if (!existsSync(OUT) || Math.max(...sources.map(changedAt)) >= statSync(OUT).mtimeMs) {
  // Names of parts hold a hash of what is in them: those of the build before would stay.
  rmSync(OUT_FOLDER, { recursive: true, force: true });
  await build(buildOptions);
}
