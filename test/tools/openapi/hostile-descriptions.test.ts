import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { placeArguments } from '../../../src/dispatch/place.ts';
import { compileDescription } from '../../../src/tools/openapi/compile-description.ts';
import { advertisedInput } from '../../../src/tools/portable-schema.ts';
import { operationsIn, swagger, taking } from '../../support/descriptions.ts';

const good = { get: { summary: 'List', responses: {} } };
const read = (text: string) => compileDescription(text, { platform: 'civis' });

/** A schema in a schema, so many times. */
function nested(levels: number): string {
  return `${'{"type":"array","items":'.repeat(levels)}{}${'}'.repeat(levels)}`;
}

/** Each definition has the next one twice: small to write down, and huge to spell out. */
function laughs(levels: number) {
  const each = Array.from({ length: levels }, (_, at) => {
    const next = { $ref: `#/definitions/A${at + 1}` };
    return [`A${at}`, { type: 'object', properties: { a: next, b: next, c: next, d: next } }] as const;
  });
  return Object.fromEntries([...each, [`A${levels}`, { type: 'string' }] as const]);
}

describe('a description that is refused whole', () => {
  it.each([
    ['no JSON', 'swagger: "2.0"', /not valid JSON/],
    ['cut off', swagger({ '/a': good }).slice(0, -5), /not valid JSON/],
    ['a list', '[]', /not a JSON object/],
    ['another format', '{"openapi":"2.9.0","paths":{}}', /neither/],
    ['without paths', '{"swagger":"2.0"}', /no paths/],
    ['empty', swagger({}), /no operation/],
    ['too large', `{"swagger":"2.0","x":"${'x'.repeat(16 * 1024 * 1024)}"}`, /larger than 16 MB/],
    ['too deep', `{"swagger":"2.0","paths":{},"definitions":${nested(100_000)}}`, /deeper than/],
    [
      'of 100,000 paths',
      swagger(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`/a${at}`, good]))),
      /100000 paths/,
    ],
  ])('%s', (_, text, reason) => {
    expect(() => read(text)).toThrow(reason);
  });
});

describe('what is left out of a description, with a line', () => {
  it.each([
    ['a path to another host', { '//evil.example/x': good }, /not a path that can be called/],
    ['a path out of the platform', { '/a/../../b': good }, /not a path/],
    ['an encoded path', { '/a%2f..%2fb': good }, /not a path/],
    ['a path with a query', { '/a?x=1': good }, /not a path/],
    ['a path that begins with a parameter', { '/{x}/y': good }, /not a path/],
    [
      'a header that must be sent',
      { '/a': param({ name: 'host', in: 'header', required: true }) },
      /requires a header/,
    ],
    ['a form', { '/a': param({ name: 'file', in: 'formData', type: 'file' }) }, /requires a form/],
    [
      'a key out of every prototype',
      { '/a': param({ name: '__proto__', in: 'query', type: 'string' }) },
      /name cannot be used/,
    ],
    [
      'a constructor',
      { '/a': param({ name: 'constructor', in: 'query', type: 'string' }) },
      /name cannot be used/,
    ],
    ['a file', { '/a': param({ in: 'body', name: 'b', schema: { $ref: '/etc/passwd' } }) }, /outside/],
    [
      'an address',
      { '/a': param({ in: 'body', name: 'b', schema: { $ref: 'http://127.0.0.1/x' } }) },
      /outside/,
    ],
    [
      'an inherited pointer',
      { '/a': param({ in: 'body', name: 'b', schema: { $ref: '#/__proto__/x' } }) },
      /does not exist/,
    ],
    [
      'nothing',
      { '/a': param({ in: 'body', name: 'b', schema: { $ref: '#/definitions/No' } }) },
      /does not exist/,
    ],
    [
      'a reference to itself',
      { '/a': param({ in: 'body', name: 'b', schema: { $ref: '#/definitions/Loop' } }) },
      /itself/,
    ],
    [
      'a union of itself',
      { '/a': param({ in: 'body', name: 'b', schema: { $ref: '#/definitions/Union' } }) },
      /itself/,
    ],
    ['two names that are one', { '/a': twoNames() }, /same name|name cannot be used/],
    ['a verb of its own', { '/a': { ...good, explode: {} } }, /HTTP method that is not supported/],
  ])('%s', (_, paths, reason) => {
    const definitions = {
      Loop: { $ref: '#/definitions/Loop' },
      Union: { anyOf: [{ $ref: '#/definitions/Union' }, { type: 'null' }] },
    };
    const { operations, warnings } = read(swagger({ '/good': good, ...paths }, definitions));
    expect(operations.map(({ name }) => name)).toContain('civis_good_list');
    expect(warnings.join('\n')).toMatch(reason);
  });

  function param(raw: unknown) {
    return { post: { summary: 'x', parameters: [raw], responses: {} } };
  }

  function twoNames() {
    const parameters = ['a b', 'a-b'].map((name) => ({ name, in: 'query', type: 'string' }));
    return { post: { summary: 'x', parameters, responses: {} } };
  }

  it('tells of a few, and counts the rest', () => {
    const paths = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`/a${at}/..`, good]));
    const { warnings } = read(swagger({ '/good': good, ...paths }));
    expect(warnings).toHaveLength(21);
    expect(warnings.at(-1)).toBe('and 280 more like these');
  });

  it('spells out no schema without end', () => {
    const { warnings } = read(
      swagger(
        {
          '/good': good,
          '/laughs': {
            post: {
              parameters: [{ in: 'body', name: 'b', schema: { $ref: '#/definitions/A0' } }],
              responses: {},
            },
          },
        },
        laughs(40),
      ),
    );
    expect(warnings).toEqual(['"POST /laughs" has a schema that is too large']);
  });

  it('follows a hundred definitions only as deep as a value can be described', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [
        `A${at}`,
        { type: 'object', properties: { next: { $ref: `#/definitions/A${(at + 1) % 100}` } } },
      ]),
    );
    const { civis_things_post: operation } = operationsIn(taking({ $ref: '#/definitions/A0' }, chain));
    expect(operation && JSON.stringify(advertisedInput(operation)).length).toBeLessThan(1000);
  });
});

describe('a description is never acted on', () => {
  it('reads no address that it refers to', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const schema = { $ref: `http://127.0.0.1:${port}/schema.json` };
    expect(() => read(taking(schema))).toThrow(/no operation/);
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toBe(0);
  });

  it('compiles no pattern, so that none can hang', () => {
    const { civis_things_post: operation } = operationsIn(
      taking({ type: 'object', properties: { text: { type: 'string', pattern: '^(a+)+$' } } }),
    );
    expect(operation?.input.safeParse({ text: `${'a'.repeat(50_000)}!` }).success).toBe(true);
  });

  it('goes to no host of its own', () => {
    const text = swagger({ '/good': good }).replace(
      '"swagger"',
      '"host":"evil.example","basePath":"/evil","swagger"',
    );
    const { civis_good_list: operation } = operationsIn(text);
    expect(operation && placeArguments(operation, {}).path).toBe('/good');
  });
});

describe('names', () => {
  it('stay within 50 plain characters', () => {
    const long = `/${'very-long-'.repeat(30)}/Über`.replace('Ü', 'u');
    const { operations } = read(swagger({ [long]: good, [`${long}/b`]: good }));
    expect(operations.filter(({ name }) => !/^[a-z0-9_]{1,50}$/.test(name))).toEqual([]);
    expect(new Set(operations.map(({ name }) => name)).size).toBe(2);
  });
});
