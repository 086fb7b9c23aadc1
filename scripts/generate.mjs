// Writes everything that is generated from the catalogue and the layers: docs/reference, test/snapshots, and the
// tables in README.md and CONTRIBUTING.md.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { importSources } from './sources.mjs';

const { generatedFiles, OWNED_FOLDERS } = await importSources('scripts/generate/generated-files.ts');

const files = generatedFiles((path) => readFileSync(path, 'utf8'));
// Removes the pages of resources that no longer exist.
for (const folder of OWNED_FOLDERS) rmSync(folder, { recursive: true, force: true });
for (const [path, text] of files) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
process.stdout.write(`${files.size} files written\n`);
