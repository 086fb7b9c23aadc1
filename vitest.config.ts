import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

export default defineConfig({
  define: { PACKAGE_VERSION: JSON.stringify(version) },
  test: {
    include: ['test/**/*.test.ts', 'evals/*.test.ts'],
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'test-report.json' }]] : ['default'],
    // On two cores one worker would be the default, and most of these tests wait for programs they started.
    maxWorkers: 2,
    // A worker reads the modules once and not again for each file: half of the time of the tests that start nothing.
    isolate: false,
    // Hooks start programs; a busy machine may take its time for them, and no test asserts a time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 150_000 } },
  },
});
