import { readFileSync } from 'node:fs';
import type { PlatformName } from '../../src/client/interface.ts';
import { compileDescription } from '../../src/tools/openapi/compile-description.ts';
import { toOperations } from '../../src/tools/openapi/described-operations.ts';
import type { Operation } from '../../src/tools/operation.ts';

/** The text of a small description. */
export function descriptionText(platform: PlatformName): string {
  return readFileSync(`test/fixtures/live/${platform}.json`, 'utf8');
}

/** The operations of a description, by name. */
export function operationsIn(
  text: string,
  platform: PlatformName = 'civis',
): Readonly<Record<string, Operation>> {
  const version = platform === 'aiod' ? 'v2' : '';
  const operations = toOperations(compileDescription(text, { platform, version }));
  return Object.fromEntries(operations.map((operation) => [operation.name, operation]));
}

/** A description of Civis with these paths and definitions. */
export function swagger(paths: unknown, definitions: unknown = {}): string {
  return JSON.stringify({ swagger: '2.0', info: { title: 'x', version: '1' }, paths, definitions });
}

/** One operation with these parameters, which takes a body of this schema. */
export function taking(schema: unknown, definitions: unknown = {}): string {
  const parameters = [{ name: 'body', in: 'body', required: true, schema }];
  return swagger({ '/things': { post: { summary: 'Make it', parameters, responses: {} } } }, definitions);
}
