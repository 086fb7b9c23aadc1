import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPresenter } from '../../src/dispatch/present.ts';
import { createCredentialRegistry, REDACTED } from '../../src/dispatch/redact.ts';

/** fast-check takes what a property returns for its verdict; an assertion returns something of its own. */
function holdsFor<T>(values: fc.Arbitrary<T>, check: (value: T) => void): void {
  fc.assert(
    fc.property(values, (value) => {
      check(value);
    }),
  );
}

const OWN = 'own/credential+1234=';
const redact = createPresenter(createCredentialRegistry([OWN])).protect;

describe('by name', () => {
  it.each([
    'password',
    'remote_host_password',
    'passphrase',
    'secret',
    'client_secret',
    'token',
    'access_token',
    'refreshToken',
    'sessionToken',
    'api_key',
    'apiKey',
    'APIKey',
    'x-api-key',
    'secret_access_key',
    'secretAccessKey',
    'private_key',
    'signing_key',
    'Authorization',
    'Set-Cookie',
    'pwd',
    'db_pwd',
    'jwt',
    'sshKey',
    'refresh_tokens',
    'apiKeys',
    'passwords',
  ])('%s is a secret', (name) => {
    expect(redact({ [name]: 'abc' })).toEqual({ [name]: REDACTED });
    expect(redact([{ deep: { [name]: { value: 'abc' } } }])).toEqual([{ deep: { [name]: REDACTED } }]);
  });

  it.each([
    ['a flag', { password: true, uses_token: false }],
    ['a number', { token: 12, password: 0 }],
    ['nothing', { password: null, token: '' }],
    [
      'another word',
      { tokenizer: 'bpe', password_updated_at: 'now', key: 'id', monkey: 'x', secretary: 'Ada' },
    ],
    ['the number of something', { token_count: 3, max_tokens: '100' }],
  ])('%s under or near such a name is none', (_, value) => {
    expect(redact(value)).toEqual(value);
  });
});

describe('by place in a link', () => {
  const LONG = 'a'.repeat(200);

  it.each([
    ['https://ada:pw@db.example/x', `https://${REDACTED}@db.example/x`],
    ['jdbc:postgresql://ada:pw@db.example:5432/x', `jdbc:postgresql://${REDACTED}@db.example:5432/x`],
    ['https://a.example/?token=abc&page=2', `https://a.example/?token=${REDACTED}&page=2`],
    ['https://a.example/?page=2&api_key=abc', `https://a.example/?page=2&api_key=${REDACTED}`],
    ['https://a.example/?X-Amz-Signature=abc', `https://a.example/?X-Amz-Signature=${REDACTED}`],
    ['https://a.example/?sig=a=b&x=a?b', `https://a.example/?sig=${REDACTED}&x=a?b`],
    ['see https://a.example/?auth=abc, then go', `see https://a.example/?auth=${REDACTED} then go`],
    ['https://a.example/@ada/x?page=2#token', 'https://a.example/@ada/x?page=2#token'],
    ['ada@example.com and token=abc', 'ada@example.com and token=abc'],
    ['https://a.example/#access_token=abc&x=1', `https://a.example/#access_token=${REDACTED}&x=1`],
    ['https://a.example/?x=1\\u0026token=abc', `https://a.example/?x=1\\u0026token=${REDACTED}`],
    ['https://a.example/?x=1&amp;sig=abc', `https://a.example/?x=1&amp;sig=${REDACTED}`],
    [`${LONG}://b?key=abc`, `${LONG}://b?key=${REDACTED}`],
  ])('%s', (link, due) => {
    expect(redact({ note: link })).toEqual({ note: due });
  });

  it.each(['file_url', 'downloadUrl', 'upload_url', 'upload_urls', 'upload_uri', 'csv_path'])(
    'not where %s is what the operation exists to give',
    (name) => {
      const given = { [name]: ['https://s3.example/?X-Amz-Signature=abc'] };
      expect(redact(given)).toEqual(given);
    },
  );

  it('a link of that kind still never carries a credential of the server’s own', () => {
    expect(redact({ file_url: `https://s3.example/?token=${OWN}` })).toEqual({
      file_url: `https://s3.example/?token=${REDACTED}`,
    });
  });
});

describe('by value', () => {
  it.each([
    ['plain', OWN],
    ['URL-encoded', encodeURIComponent(OWN)],
    ['base64', Buffer.from(OWN).toString('base64')],
    ['base64 without padding', Buffer.from(OWN).toString('base64').replace(/=+$/, '')],
    ['URL-safe base64', Buffer.from(OWN).toString('base64url')],
  ])('%s, wherever it stands', (_, spelling) => {
    const text = JSON.stringify(
      redact({ said: `Bearer ${spelling}, again ${spelling}`, list: [[spelling]] }),
    );
    expect(text).not.toContain(spelling);
    expect(text.split(REDACTED)).toHaveLength(4);
  });

  it.each(['Bearer x', `${OWN}:`, `user:${OWN}`, `Bearer ${OWN}`, `ab${OWN}cd`, `abc${OWN}def`])(
    'within the base64 of %s',
    (header) => {
      const encoded = Buffer.from(header).toString('base64');
      const shown = JSON.stringify(redact({ note: encoded }));
      const legible = Buffer.from(shown.replace(REDACTED, ''), 'base64').toString();
      expect(legible).not.toContain(OWN.slice(3, -3));
      expect(shown.includes(REDACTED)).toBe(header.includes(OWN));
    },
  );

  it('also one that came to be later, and in a name that was seen before', () => {
    const credentials = createCredentialRegistry([]);
    const { protect } = createPresenter(credentials);
    const value = { 'seen renewed-token-1': 'renewed-token-1' };
    expect(protect(value)).toEqual(value);
    credentials.register('renewed-token-1');
    expect(protect(value)).toEqual({ [`seen ${REDACTED}`]: REDACTED });
  });

  it('as the name of a field', () => {
    expect(JSON.stringify(redact({ [`seen ${OWN}`]: 1 }))).not.toContain(OWN);
  });

  it('a credential too short to be told from other text is left', () => {
    expect(createPresenter(createCredentialRegistry(['ab'])).protect({ name: 'tabby' })).toEqual({
      name: 'tabby',
    });
  });
});

describe('whatever the value', () => {
  /** Names and texts without a secret or a hidden character in them. */
  const plain = fc
    .jsonValue({ maxDepth: 5 })
    .filter((value) => /^[ -~]*$/.test(JSON.stringify(value)))
    .filter((value) => !/:\/\/|pass|secret|token|key|auth|cookie|\\u|\\[bfr]/i.test(JSON.stringify(value)));
  const mixed = fc.dictionary(
    fc.constantFrom('password', 'name', 'file_url', 'url', 'token', 'items'),
    fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom(OWN, 'https://ada:pw@a.example/?token=x', 'x', encodeURIComponent(OWN)),
    ),
  );

  it('leaves everything else as it is', () => {
    holdsFor(plain, (value) => expect(redact(value)).toEqual(value));
  });

  it('changes nothing the second time', () => {
    holdsFor(mixed, (value) => expect(redact(redact(value))).toEqual(redact(value)));
  });

  it('leaves the value that it was given alone', () => {
    holdsFor(mixed, (value) => {
      const before = JSON.stringify(value);
      redact(value);
      expect(JSON.stringify(value)).toBe(before);
    });
  });

  it('delivers nothing from below the deepest level, and does not break on it', () => {
    const nested = (depth: number) =>
      JSON.parse(`${'{"a":'.repeat(depth)}"deep"${'}'.repeat(depth)}`) as unknown;
    expect(JSON.stringify(redact(nested(20)))).toContain('deep');
    expect(JSON.stringify(redact(nested(5000)))).not.toContain('deep');
  });

  it('reveals everything but its own credentials where the server was told to', () => {
    const reveal = createPresenter(createCredentialRegistry([OWN]), true).protect;
    const others = { password: 'pw', url: 'https://ada:pw@a.example/?token=x' };
    expect(reveal(others)).toEqual(others);
    expect(JSON.stringify(reveal({ password: OWN, said: [`Bearer ${OWN}`] }))).not.toContain(OWN);
    holdsFor(plain, (value) => expect(reveal(value)).toEqual(value));
  });
});
