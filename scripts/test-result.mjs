// The last lines of CI: what the test report counts, and what was left out for want of material beside the project.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** Tests that need what is no part of the project. */
const NEED_SHARED = {
  'test/recorded.test.ts': 'the recorded exchanges',
  'test/tools/openapi/civis-description.test.ts': 'what Civis describes today',
};

const { testResults } = JSON.parse(readFileSync('test-report.json', 'utf8'));
const files = testResults.map(({ name, status, assertionResults }) => {
  const count = (status) => assertionResults.filter((each) => each.status === status).length;
  const [passed, failed] = [count('passed'), count('failed')];
  const path = relative('.', name);
  // A file without a single test could not be loaded, or was skipped as a whole.
  if (assertionResults.length === 0) {
    const broke = status === 'failed';
    return { path, passed, failed: broke ? 1 : 0, skipped: broke ? 0 : 1 };
  }
  return { path, passed, failed, skipped: assertionResults.length - passed - failed };
});

const incomplete = files.filter((file) => file.skipped > 0);
for (const { path, skipped } of incomplete.sort((one, other) => other.path.localeCompare(one.path))) {
  const needs = existsSync('../shared') ? undefined : NEED_SHARED[path];
  const line =
    needs === undefined ? `${skipped} in ${path}` : `${needs}, since ../shared is not beside the project`;
  process.stdout.write(`skipped: ${line}\n`);
}

const sum = (of) => files.reduce((total, file) => total + file[of], 0);
const skipped = sum('skipped');
process.stdout.write(
  `${sum('passed')} passed, ${sum('failed')} failed${skipped === 0 ? '' : `, ${skipped} skipped`}\n`,
);
