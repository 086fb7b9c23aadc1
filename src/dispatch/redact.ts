import { snakeCase } from '../json.ts';
import { EXPIRING_LINKS } from '../tools/expiring-links.ts';

/** What a secret is replaced by. */
export const REDACTED = '[redacted]';

/** Shorter credentials are found in too much that is none. */
const MIN_CREDENTIAL_CHARS = 6;
/** Renewed tokens that are remembered: older ones have expired long ago. */
const MAX_RENEWED = 20;

/** Fields whose text is a secret, by the end of their name: `secret_access_key`, `x-api-key`, `refresh_tokens`. */
const SECRET_FIELD =
  /(^|_)(password|passwd|pwd|passphrase|secret|token|jwt|(api|access|private|secret|signing|encryption|ssh)_?key|authorization|cookie)(s?)$/;

/** Query parameters that sign or authenticate a link. */
const SECRET_QUERY =
  /^(x-amz-|x-goog-)|(^|[-_.])(token|signature|sig|key|apikey|secret|password|auth|code|credential)$/i;

/** Whether a field holds a secret, several, an expiring link that is delivered whole, or none of them. */
export type FieldSensitivity = 'secret' | 'secrets' | 'expiring-link' | 'plain';

export function sensitivityOf(fieldName: string): FieldSensitivity {
  const name = snakeCase(fieldName).replaceAll('-', '_');
  if (EXPIRING_LINKS.has(name)) return 'expiring-link';
  const found = SECRET_FIELD.exec(name);
  if (found === null) return 'plain';
  return found.at(-1) === 's' ? 'secrets' : 'secret';
}

/**
 * Whether a field's value is hidden. A boolean or a number in a field for secrets says something about a secret;
 * `max_tokens: "100"` counts them.
 */
export function isSecret(sensitivity: FieldSensitivity, value: unknown): boolean {
  if (sensitivity !== 'secret' && sensitivity !== 'secrets') return false;
  if (typeof value === 'string') return value !== '' && (sensitivity === 'secret' || !/^\d+$/.test(value));
  return typeof value === 'object' && value !== null;
}

/** The server's own credentials: those of its configuration, and those that it gets while it runs. */
export interface CredentialRegistry {
  /** Adds a credential that came to be, such as a renewed token. */
  register(credential: string): void;
  /** A text without the credentials, plain, URL-encoded or within base64. */
  removeFrom(text: string): string;
  /** Grows with each credential: what was derived before may hold one of them. */
  version(): number;
}

export function createCredentialRegistry(configured: readonly string[]): CredentialRegistry {
  const lasting = configured.flatMap(spellingsOf);
  let renewed: readonly string[][] = [];
  let spellings = lasting;
  let version = 0;
  return {
    register(credential) {
      renewed = [...renewed, spellingsOf(credential)].slice(-MAX_RENEWED);
      spellings = [...lasting, ...renewed.flat()];
      version += 1;
    },
    removeFrom: (text) =>
      spellings.reduce(
        (rest, spelling) => (rest.includes(spelling) ? rest.replaceAll(spelling, REDACTED) : rest),
        text,
      ),
    version: () => version,
  };
}

function spellingsOf(credential: string): string[] {
  if (credential.length < MIN_CREDENTIAL_CHARS) return [];
  const encoded = [0, 1, 2].flatMap((offset) => withinBase64(credential, offset));
  return [...new Set([credential, encodeURIComponent(credential), ...encoded])];
}

/** What base64 makes of a credential that stands behind this many other bytes, such as in `user:key`. */
function withinBase64(credential: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(credential)]);
  const text = bytes.toString('base64').replaceAll('=', '');
  // Characters at either end also depend on the bytes around the credential.
  const inner = text.slice(offset === 0 ? 0 : offset + 1, bytes.length % 3 === 0 ? undefined : -1);
  return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
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
  const [address = '', parameters] = link.split(/([?#].*)/s, 2);
  const anonymous = address.replace(/(:\/\/)[^/@]*@/, `$1${REDACTED}@`);
  if (parameters === undefined) return anonymous;
  // Separators stay as they are, also where a link stands in JSON or HTML.
  const parts = parameters.split(/([?#&;]|\\u0026)/).map((part) => {
    const [name = '', value] = part.split('=', 2);
    return value !== undefined && SECRET_QUERY.test(name) ? `${name}=${REDACTED}` : part;
  });
  return `${anonymous}${parts.join('')}`;
}
