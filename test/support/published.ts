import { existsSync, readFileSync } from 'node:fs';
import type { PlatformName } from '../../src/client/interface.ts';
import { lazy } from '../../src/tools/lazy.ts';
import { compileDescription } from '../../src/tools/openapi/compile-description.ts';
import { toOperations } from '../../src/tools/openapi/described-operations.ts';
import type { Operation } from '../../src/tools/operation.ts';

/** A description that a platform publishes of itself; no part of the project. */
export interface Published {
  readonly platform: PlatformName;
  readonly version: string;
  readonly text: string;
  /** Its operations, compiled at first use. */
  readonly operations: () => readonly Operation[];
}

/** What the platforms publish, where the material is there. */
export const PUBLISHED: readonly Published[] = (
  [
    { platform: 'civis', version: '', file: '../shared/specs/civis-swagger.json' },
    { platform: 'aiod', version: 'v2', file: '../shared/specs/aiod-openapi-v2.json' },
    { platform: 'aiod', version: 'v3', file: '../shared/specs/aiod-openapi-v3.json' },
  ] as const
).flatMap(({ platform, version, file }) => {
  const there = [file, `../${file}`].find((path) => existsSync(path));
  if (there === undefined) {
    process.stderr.write(`${file} is not there: the description is not tested.\n`);
    return [];
  }
  const text = readFileSync(there, 'utf8');
  const operations = lazy(() => toOperations(compileDescription(text, { platform, version })));
  return [{ platform, version, text, operations }];
});
