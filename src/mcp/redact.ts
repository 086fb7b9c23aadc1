import { snakeCase } from '../json.ts';
import { EXPIRING_LINKS } from '../tools/links.ts';

/** What stands in place of a secret. */
export const REDACTED = '[redacted]';

/** Deeper than any answer of the platforms; below it nothing is delivered. */
const DEEPEST = 64;
/** Shorter credentials are found in too much that is none. */
const SHORTEST_SECRET = 6;

/** Fields whose text is a secret, by the end of their name: `secret_access_key`, `x-api-key`. */
const SECRET_FIELD =
  /(^|_)(password|passwd|passphrase|secret|token|(api|access|private|secret|signing|encryption)_?key|authorization|cookie)$/;

/** Query parameters that sign or authenticate a link. */
const SECRET_QUERY =
  /^(x-amz-|x-goog-)|(^|[-_.])(token|signature|sig|key|apikey|secret|password|auth|code|credential)$/i;

export type Redact = (value: unknown) => unknown;

/**
 * Replaces secrets at every depth: by the name of their field, by their place in a link, and by value
 * where the text holds one of the server's own credentials, plain, URL-encoded or as base64. A server that
 * was told to reveal secrets hides its own credentials alone.
 */
export function createRedact(credentials: readonly string[], reveal = false): Redact {
  const own = credentials.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(spellings);
  const withoutOwn = (text: string) => own.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
  const clean = (text: string, isLink: boolean): string => {
    const without = withoutOwn(text);
    return isLink || !without.includes('://')
      ? without
      : without.replace(/[a-z][\w+.-]*:\/\/[^\s"'<>]+/gi, cleanLink);
  };
  const walk = (value: unknown, isLink: boolean, depth: number): unknown => {
    if (typeof value === 'string') return clean(value, isLink);
    if (typeof value !== 'object' || value === null) return value;
    if (depth > DEEPEST) return REDACTED;
    if (Array.isArray(value)) return value.map((item) => walk(item, isLink, depth + 1));
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [withoutOwn(name), field(name, inner, isLink, depth)]),
    );
  };
  const field = (name: string, value: unknown, isLink: boolean, depth: number): unknown => {
    const snake = snakeCase(name).replaceAll('-', '_');
    if (isLink || EXPIRING_LINKS.has(snake)) return walk(value, true, depth + 1);
    return SECRET_FIELD.test(snake) && isSecret(value) ? REDACTED : walk(value, false, depth + 1);
  };
  return (value) => walk(value, reveal, 0);
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [...new Set([secret, encodeURIComponent(secret), base64, base64.replace(/=+$/, '')])];
}

/** A flag or a number under such a name says something about a secret, and is none. */
function isSecret(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || (typeof value === 'object' && value !== null);
}

/** A link without the user and the signatures in it. */
function cleanLink(link: string): string {
  const [address = '', query] = link.split(/\?(.*)/s, 2);
  const anonymous = address.replace(/(:\/\/)[^/@]*@/, `$1${REDACTED}@`);
  if (query === undefined) return anonymous;
  const pairs = query.split('&').map((pair) => {
    const [name = ''] = pair.split('=', 1);
    return SECRET_QUERY.test(name) ? `${name}=${REDACTED}` : pair;
  });
  return `${anonymous}?${pairs.join('&')}`;
}
