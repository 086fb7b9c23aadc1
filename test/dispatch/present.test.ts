import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHiddenFields } from '../../src/dispatch/hidden-fields.ts';
import { createPresenter, toDocumentedNames } from '../../src/dispatch/present.ts';
import { createCredentialRegistry, REDACTED } from '../../src/dispatch/redact.ts';
import { CallError } from '../../src/errors.ts';
import { sanitizeText } from '../../src/sanitize-text.ts';

describe('text of a platform', () => {
  it.each([
    ['terminal colours', '\u001b[31mred\u001b[0m', 'red'],
    ['a title set by escape', '\u001b]0;title\u0007text', 'text'],
    ['a bell and a backspace', 'a\u0007b\bc', 'abc'],
    ['text turned around', 'user\u202egnp.exe', 'usergnp.exe'],
    ['isolated text', '\u2066hidden\u2069', 'hidden'],
    ['characters without width', 'pass\u200bwo\u200drd\ufeff', 'password'],
    ['a soft hyphen', 'in\u00advisible', 'invisible'],
    ['tag characters', 'x\u{e0041}\u{e0042}', 'x'],
    ['a C1 control', 'a\u009bb', 'ab'],
    ['Windows line ends', 'one\r\ntwo', 'one\ntwo'],
    ['Unicode line ends', 'one\u2028two\u2029three', 'one\ntwo\nthree'],
    ['a link of a terminal', '\u001b]8;;https://a.example\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['a title that never ends', 'a\u001b]0;title', 'a0;title'],
    ['a device control string', 'a\u001bPq#0\u001b\\b', 'ab'],
    ['variation selectors', 'a\ufe0fb\u{e0101}', 'ab'],
    ['a blank that is no space', 'a\u2800b\u3164c', 'abc'],
  ])('loses %s', (_, text, clean) => {
    expect(sanitizeText(text)).toBe(clean);
  });

  it.each(['', 'plain', 'tab\tand\nlines', 'Zürich — naïve “quotes” 日本語 🎈', 'SELECT * FROM t -- [x]'])(
    '%j stays',
    (text) => {
      expect(sanitizeText(text)).toBe(text);
    },
  );

  it('is the same when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sanitizeText(sanitizeText(text))).toBe(sanitizeText(text));
        expect(sanitizeText(text).replace(/[\t\n]/g, '')).not.toMatch(/[\p{Cf}\p{Cc}]/u);
      }),
    );
  });

  it('is cleaned at every depth, in names too, and nothing else is changed', () => {
    const value = { 'a\u200b': ['\u001b[1mx', 5, null, { b: true, c: '\u202ey' }] };
    expect(createPresenter(createCredentialRegistry([])).protect(value)).toEqual({
      a: ['x', 5, null, { b: true, c: 'y' }],
    });
  });
});

describe('a response', () => {
  const { response, protect } = createPresenter(createCredentialRegistry(['own-credential']));

  it('is renamed, sanitized and redacted at every depth', () => {
    const shape = [{ id: 'int', last_run: { state: 'text' }, arguments: 'map' }] as const;
    const value = [
      {
        id: 1,
        lastRun: { state: 'run\u200bning', apiToken: 'x' },
        arguments: { camelCase: 'own-credential', innerKey: { apiKey: 'x' } },
        newField: { deepName: 'https://a.example/?sig=x' },
      },
    ];
    expect(response(shape, value)).toEqual([
      {
        id: 1,
        last_run: { state: 'running', api_token: REDACTED },
        arguments: { camelCase: REDACTED, innerKey: { apiKey: REDACTED } },
        new_field: { deep_name: `https://a.example/?sig=${REDACTED}` },
      },
    ]);
  });

  it('is quoted by our own parts without what must not be shown, and keeps what they need', () => {
    const key = 'own-credential';
    const value = {
      lastRun: { error: `at https://ada:pw@a.example/ with ${key}` },
      uploadUrl: 'https://s3.example/?sig=x',
      apiKey: 'x',
      bar: '10%\r20%',
    };
    expect(createPresenter(createCredentialRegistry([key])).inner('any', value)).toEqual({
      last_run: { error: `at https://${REDACTED}@a.example/ with ${REDACTED}` },
      upload_url: 'https://s3.example/?sig=x',
      api_key: 'x',
      bar: '10%\r20%',
    });
  });

  it('tells which fields it has redacted, and why', () => {
    const hidden = createHiddenFields();
    const value = {
      id: 1,
      apiKey: 'x',
      link: 'https://u:p@a.example/',
      note: 'own-credential',
      fileUrl: 'https://a/?sig=x',
    };
    response('any', value, hidden);
    expect(hidden).toEqual({
      secrets: new Set(['api_key', 'link']),
      ownCredentials: new Set(['note']),
    });
  });

  it('delivers an expiring link that its field exists for, in the names of both sides', () => {
    const link = 'https://s3.example/?X-Amz-Signature=abc';
    expect(response({ file_url: 'text' }, { fileUrl: link })).toEqual({ file_url: link });
  });

  it('keeps a key that would change the prototype as data', () => {
    const value = JSON.parse('{"__proto__": {"password": "x"}, "isAdmin": false}') as unknown;
    const presented = response('map', value) as object;
    expect(Object.getPrototypeOf(presented)).toBe(Object.prototype);
    expect(JSON.stringify(presented)).toBe(`{"__proto__":{"password":"${REDACTED}"},"isAdmin":false}`);
  });

  it('is refused where it is nested too deep, and nothing breaks on it', () => {
    const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
    expect(response('any', nested(64))).toEqual(nested(64));
    for (const rename of [response, toDocumentedNames]) {
      expect(() => rename('any', nested(65))).toThrow(CallError);
      expect(() => rename('any', nested(5000))).toThrow('nested more than 64 levels');
    }
  });

  it('is the same as one that is renamed first and protected then', () => {
    const name = fc.constantFrom('fileUrl', 'apiKey', 'password', 'lastRun', 'x-api-key', 'plain', 'ID');
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom('own-credential', 'https://u:p@a.example/?token=x&y=1', 'a\u202eb'),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(name, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(response('any', value)).toEqual(protect(toDocumentedNames('any', value)));
      }),
    );
  });
});
