import { CallError } from '../errors.ts';
import type { PlatformRequest } from './client.ts';

/** Segments that a server may resolve instead of looking up. */
const TRAVERSALS: readonly string[] = ['', '.', '..'];
/** Separators, control characters and lone surrogates: nothing that an id is made of. */
const UNSAFE = /[/\\\p{Cc}\p{Cs}]/u;

/**
 * The path and query of a request, encoded. Each path value becomes exactly one segment.
 *
 * @throws CallError `invalid_input` for a value that could leave its segment.
 */
export function encodeTarget(request: PlatformRequest, defaultVersion: string | undefined): string {
  const version = request.version ?? defaultVersion ?? '';
  const prefix = version === '' ? '' : `/${encodeSegment('version', version)}`;
  const path = request.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeSegment(name, request.values[name] ?? ''),
  );
  const query = encodeQuery(request.query);
  return `${prefix}${path}${query === '' ? '' : `?${query}`}`;
}

function encodeSegment(name: string, value: string): string {
  if (TRAVERSALS.includes(value) || UNSAFE.test(value)) {
    throw new CallError(
      'invalid_input',
      `${name} is ${JSON.stringify(value)}, which cannot stand in a path.`,
      {
        hint: `Give ${name} as the platform shows it, without slashes or control characters.`,
      },
    );
  }
  return encodeURIComponent(value);
}

function encodeQuery(query: PlatformRequest['query']): string {
  const pairs = query.flatMap(([name, value]): [string, string][] =>
    Array.isArray(value) ? value.map((item) => [`${name}[]`, String(item)]) : [[name, String(value)]],
  );
  return new URLSearchParams(pairs).toString();
}
