#!/usr/bin/env node
import nodeModule from 'node:module';
import { join } from 'node:path';

declare const PACKAGE_VERSION: string;

const [, , ...words] = process.argv;
if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  // Asked by installers and hosts, often and for nothing else: it reads nothing.
  process.stdout.write(`${PACKAGE_VERSION}\n`);
} else {
  await cacheCompiledCode();
  await import('./main.ts');
}

/**
 * Lets Node.js keep the compiled code, where it can (22.1 and later). In the user's own folder: in Node's default,
 * the system's folder for temporary files, another user could have put code there for us to run.
 */
async function cacheCompiledCode(): Promise<void> {
  const { enableCompileCache } = nodeModule as { enableCompileCache?: (folder: string) => unknown };
  if (enableCompileCache === undefined) return;
  const { findUserFolders } = await import('./startup/user-folders.ts');
  const folders = await findUserFolders();
  if (folders !== undefined) enableCompileCache(join(folders.cache, 'compiled'));
}
