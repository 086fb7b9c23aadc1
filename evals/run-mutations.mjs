// Breaks one safety rule after the other in a copy of the program, and shows that a task fails each time.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

const COPIED = ['src', 'evals', 'test/support', 'package.json', 'vitest.config.ts', 'tsconfig.json'];

const folder = mkdtempSync(join(tmpdir(), 'mutations-'));
try {
  for (const path of COPIED) cpSync(path, join(folder, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const mutations = parse(readFileSync('evals/mutations.yaml', 'utf8'));
  const survivors = mutations.filter((mutation) => !isKilled(mutation));
  process.stdout.write(`${mutations.length - survivors.length} of ${mutations.length} are found\n`);
  if (survivors.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Whether the mutation's task fails with it, and not without it. */
function isKilled({ breaks, file, from, to, task }) {
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} must contain once: ${from}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  const failed = failedScripts(task);
  writeFileSync(path, source);
  const verdict =
    failed.length > 0 ? `found by ${failed.length} scripts, such as "${failed[0]}"` : 'NOT FOUND';
  process.stdout.write(`${breaks}: ${task}: ${verdict}\n`);
  return failed.length > 0;
}

function failedScripts(task) {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    'evals/full-surface',
    '-t',
    `'${task}'`,
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  spawnSync(process.execPath, args, { cwd: folder, stdio: 'ignore' });
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const scripts = testResults.flatMap(({ assertionResults }) => assertionResults);
  const played = scripts.filter(({ status }) => status === 'passed' || status === 'failed');
  if (played.length === 0) throw new Error(`No script of ${task} was played`);
  return played.filter(({ status }) => status === 'failed').map(({ title }) => title);
}
