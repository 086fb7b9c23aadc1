import { snakeCase } from '../json.ts';
import { EXPIRING_LINKS } from '../tools/expiring-links.ts';

/** What a secret is replaced by. */
export const REDACTED = '[redacted]';

/** Shorter credentials are found in too much that is none. */
const MIN_CREDENTIAL_CHARS = 6;

/** Fields whose text is a secret, by the end of their name: `secret_access_key`, `x-api-key`. */
const SECRET_FIELD =
  /(^|_)(password|passwd|passphrase|secret|token|(api|access|private|secret|signing|encryption)_?key|authorization|cookie)$/;

/** Query parameters that sign or authenticate a link. */
const SECRET_QUERY =
  /^(x-amz-|x-goog-)|(^|[-_.])(token|signature|sig|key|apikey|secret|password|auth|code|credential)$/i;

const LINK = /[a-z][\w+.-]*:\/\/[^\s"'<>]+/gi;

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
  return [...new Set([credential, encodeURIComponent(credential), base64, base64.replace(/=+$/, '')])];
}

/** A text whose links have lost the user and the signatures in them. */
export function redactLinks(text: string): string {
  return text.includes('://') ? text.replace(LINK, redactLink) : text;
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
