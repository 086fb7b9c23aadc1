import { CallError } from '../errors.ts';
import { mustBe, toSentence } from '../wording.ts';
import type { PlatformRequest } from './interface.ts';

/** Segments that a server may resolve instead of looking them up. */
const DOT_SEGMENTS: readonly string[] = ['', '.', '..'];
/** Separators, control characters and lone surrogates: no id contains any. */
const UNSAFE = /[/\\\p{Cc}\p{Cs}]/u;
/** How often a value may be encoded before it comes here. */
const MAX_DECODINGS = 4;

/**
 * The path and query of a request, encoded. Each path parameter becomes exactly one segment.
 *
 * @throws CallError `invalid_input` for a value that could leave its segment.
 */
export function encodeRequestTarget(request: PlatformRequest, defaultVersion: string | undefined): string {
  const version = request.version ?? defaultVersion ?? '';
  const prefix = version === '' ? '' : `/${encodePathSegment('version', version)}`;
  const path = request.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodePathSegment(name, request.pathParams[name] ?? ''),
  );
  const query = encodeQuery(request.query);
  return `${prefix}${path}${query === '' ? '' : `?${query}`}`;
}

/** The path with its parameters in place, without the query and unencoded: for errors and the log. */
export function filledPath({ path, pathParams }: PlatformRequest): string {
  return path.replace(/\{(\w+)\}/g, (token, name: string) => pathParams[name] ?? token);
}

function encodePathSegment(name: string, value: string): string {
  if (leavesSegment(value)) {
    throw new CallError(
      'invalid_input',
      toSentence(
        mustBe(name, 'one path segment, without slashes or control characters', JSON.stringify(value)),
      ),
      { hint: `Use the ${name} exactly as the platform returns it.` },
    );
  }
  return encodeURIComponent(value);
}

/** Also what is encoded already, once or more: a server may decode more than once. */
function leavesSegment(value: string): boolean {
  let decoded = value;
  for (let rounds = 0; rounds < MAX_DECODINGS; rounds += 1) {
    if (DOT_SEGMENTS.includes(decoded) || UNSAFE.test(decoded)) return true;
    const next = decodeOnce(decoded);
    if (next === decoded) return false;
    decoded = next;
  }
  // No id is encoded so often.
  return true;
}

function decodeOnce(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A lone % is a character like any other.
    return value;
  }
}

function encodeQuery(query: PlatformRequest['query']): string {
  if (query.length === 0) return '';
  const pairs = query.flatMap(([name, value]): [string, string][] =>
    Array.isArray(value) ? value.map((item) => [`${name}[]`, String(item)]) : [[name, String(value)]],
  );
  return new URLSearchParams(pairs).toString();
}
