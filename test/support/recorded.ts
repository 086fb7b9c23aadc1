import { existsSync, readFileSync } from 'node:fs';
import type { Operation } from '../../src/tools/operation.ts';

/** Material that stays outside of the project. */
export const RECORDED = '../shared/recorded/civis-recorded.json';

export interface Exchange {
  readonly request_method: string;
  readonly request_path: string;
  readonly request_body: Readonly<Record<string, unknown>> | null;
  readonly response_status: number;
  readonly response_body: unknown;
  readonly response_headers: Readonly<Record<string, string>>;
}

/** An exchange with the tool that it belongs to. */
export interface Recording extends Exchange {
  readonly tool: string;
}

/** What was recorded; null where the material is absent. */
export function readRecordings(): readonly Recording[] | null {
  if (!existsSync(RECORDED)) return null;
  const methods = JSON.parse(readFileSync(RECORDED, 'utf8')) as readonly {
    resource: string;
    method: string;
    examples: readonly Exchange[];
  }[];
  return methods.flatMap(({ resource, method, examples }) =>
    examples.map((example) => ({ ...example, tool: `civis_${resource}_${method}` })),
  );
}

/** The path of a target without its query, and the query's pairs. */
export function splitTarget(target: string): { path: string; query: readonly (readonly [string, string])[] } {
  const { pathname, searchParams } = new URL(target, 'http://platform');
  return { path: decodeURIComponent(pathname), query: [...searchParams] };
}

/** Query and body keys that the tool has no parameter for: newer than the documentation. */
export function unknownNames(operation: Operation, recording: Recording): string[] {
  const known = (place: string) =>
    operation.params.filter((param) => param.in === place).map((param) => param.name);
  const query = splitTarget(recording.request_path).query.map(([name]) => name.replace(/\[\]$/, ''));
  const body = Object.keys(recording.request_body ?? {}).map(documented);
  return [
    ...query.filter((name) => !known('query').includes(name)),
    ...body.filter((name) => !known('body').includes(name)),
  ];
}

/** The arguments with which the tool must send the recorded request. */
export function argumentsFor(operation: Operation, recording: Recording): Record<string, unknown> {
  const { path, query } = splitTarget(recording.request_path);
  const pattern = operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const lists = query.filter(([name]) => name.endsWith('[]'));
  return {
    ...Object.fromEntries(query.filter(([name]) => !name.endsWith('[]'))),
    ...Object.fromEntries(lists.map(([name]) => [name.slice(0, -2), valuesOf(lists, name)])),
    ...Object.fromEntries(
      Object.entries(recording.request_body ?? {}).map(([name, value]) => [documented(name), value]),
    ),
    ...new RegExp(`^${pattern}$`).exec(path)?.groups,
  };
}

function valuesOf(pairs: readonly (readonly [string, string])[], name: string): string[] {
  return pairs.filter(([other]) => other === name).map(([, value]) => value);
}

/** A key as the documentation spells it. */
export function documented(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** A value with every key of it as the documentation spells it. */
export function inDocumentedNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inDocumentedNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [documented(key), inDocumentedNames(inner)]),
  );
}

/** A request by what it says: verb, path, query in any order, flags in either spelling, body by its names. */
export function meaningOf(verb: string, target: string, body: unknown) {
  const { path, query } = splitTarget(target);
  const pairs = query.map(
    ([name, value]) => `${name}=${value.replace(/^(True|False)$/, (word) => word.toLowerCase())}`,
  );
  return { verb, path, query: pairs.sort(), body: inDocumentedNames(body) };
}
