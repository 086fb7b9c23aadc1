import { snakeCase } from '../json.ts';
import { EXPIRING_LINKS } from '../tools/expiring-links.ts';

/** What stands in place of a secret. */
export const REDACTED = '[redacted]';

/** Shorter credentials are found in too much that is none. */
const MIN_CREDENTIAL_CHARS = 6;

/** Fields whose text is a secret, by the end of their name: `secret_access_key`, `x-api-key`. */
const SECRET_FIELD =
  /(^|_)(password|passwd|passphrase|secret|token|(api|access|private|secret|signing|encryption)_?key|authorization|cookie)$/;

/** Query parameters that sign or authenticate a link. */
const SECRET_QUERY =
  /^(x-amz-|x-goog-)|(^|[-_.])(token|signature|sig|key|apikey|secret|password|auth|code|credential)$/i;

/** Whether a field holds a secret, an expiring link that is delivered whole, or neither. */
export type FieldSensitivity = 'secret' | 'expiring-link' | 'plain';

export function sensitivityOf(fieldName: string): FieldSensitivity {
  const name = snakeCase(fieldName).replaceAll('-', '_');
  if (EXPIRING_LINKS.has(name)) return 'expiring-link';
  return SECRET_FIELD.test(name) ? 'secret' : 'plain';
}

/** A flag or a number in a field for secrets says something about a secret, and is none. */
export function canBeSecret(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || (typeof value === 'object' && value !== null);
}

/** A text without these credentials, plain, URL-encoded or as base64. */
export function credentialRemover(credentials: readonly string[]): (text: string) => string {
  const spellings = credentials
    .filter((credential) => credential.length >= MIN_CREDENTIAL_CHARS)
    .flatMap(spellingsOf);
  return (text) =>
    spellings.reduce(
      (rest, spelling) => (rest.includes(spelling) ? rest.replaceAll(spelling, REDACTED) : rest),
      text,
    );
}

function spellingsOf(credential: string): string[] {
  const base64 = Buffer.from(credential).toString('base64');
  return [...new Set([credential, encodeURIComponent(credential), base64, base64.replaceAll('=', '')])];
}

/**
 * A text whose links have lost the user and the signatures in them. Scanned by hand: a pattern that looks for a
 * scheme from every letter takes quadratic time on a long word.
 */
export function redactLinks(text: string): string {
  let redacted = '';
  let done = 0;
  for (let colon = text.indexOf(SCHEME_END); colon !== -1; ) {
    const start = schemeStart(text, done, colon);
    const end = linkEnd(text, colon + SCHEME_END.length);
    const isLink = start < colon && end > colon + SCHEME_END.length;
    if (isLink) {
      redacted += text.slice(done, start) + redactLink(text.slice(start, end));
      done = end;
    }
    colon = text.indexOf(SCHEME_END, isLink ? end : colon + SCHEME_END.length);
  }
  return redacted + text.slice(done);
}

const SCHEME_END = '://';

/** Where the scheme in front of a colon begins: at its first letter; the colon's own place where there is none. */
function schemeStart(text: string, from: number, colon: number): number {
  let start = colon;
  while (start > from && /[\w+.-]/.test(text.charAt(start - 1))) start -= 1;
  while (start < colon && !/[a-z]/i.test(text.charAt(start))) start += 1;
  return start;
}

function linkEnd(text: string, from: number): number {
  const rest = /[^\s"'<>]*/y;
  rest.lastIndex = from;
  rest.test(text);
  return rest.lastIndex;
}

function redactLink(link: string): string {
  const [address = '', query] = link.split(/\?(.*)/s, 2);
  const anonymous = address.replace(/(:\/\/)[^/@]*@/, `$1${REDACTED}@`);
  if (query === undefined) return anonymous;
  const pairs = query.split('&').map((pair) => {
    const [name = ''] = pair.split('=', 1);
    return SECRET_QUERY.test(name) ? `${name}=${REDACTED}` : pair;
  });
  return `${anonymous}?${pairs.join('&')}`;
}
