// Looks the production packages of the lock file up in the registry's list of known vulnerabilities. Fails where
// one is high or critical; a registry that does not answer only leaves the question open.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync(
  'npm',
  ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=30000'],
  { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2, timeout: 120_000, shell: process.platform === 'win32' },
);
const report = parse(stdout);

// npm exits with 1 for vulnerabilities and for failures alike; only a report has counts.
const counts = report?.metadata?.vulnerabilities;
if (counts === undefined) {
  process.stdout.write(`not checked: ${report?.message ?? 'npm audit gave no report'}\n`);
} else {
  const lines = Object.values(report.vulnerabilities).map(
    ({ name, severity, range }) => `  ${severity}: ${name} ${range}\n`,
  );
  const packages = report.metadata.dependencies.prod;
  process.stdout.write(`${packages} packages, ${lines.length} of them vulnerable\n${lines.join('')}`);
  process.exitCode = counts.high + counts.critical > 0 ? 1 : 0;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
