import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig, Secret } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

type Flags = Record<string, unknown>;
type Env = Record<string, string>;

describe('a configuration', () => {
  it('has the documented defaults', () => {
    expect(readConfig({}, {})).toMatchObject({
      http: null,
      sandbox: false,
      tools: [],
      files: [],
      readOnly: false,
      noDestructive: false,
      maxResultChars: 60_000,
      timeoutSeconds: 45,
      connections: 16,
      revealSecrets: false,
      civisEndpoint: new URL('https://api.civisanalytics.com/'),
      civisApiKey: null,
      aiodServer: new URL('https://api.aiodp.eu/'),
      aiodVersion: 'v2',
      aiodAccessToken: null,
      logLevel: 'warn',
    });
  });

  const at = (host: string, port: number) => ({ http: { host, port } });
  const read: [what: string, flags: Flags, env: Env, expected: Partial<Config>][] = [
    ['--http alone', { http: true }, {}, at('127.0.0.1', 8808)],
    ['--http with a port', { http: '9000' }, {}, at('127.0.0.1', 9000)],
    ['--http on any free port', { http: 'localhost:0' }, {}, at('localhost', 0)],
    ['--http on IPv6', { http: '[::1]:9000' }, {}, at('::1', 9000)],
    ['its environment variable says true', {}, { CIVIS_AIOD_MCP_HTTP: 'true' }, at('127.0.0.1', 8808)],
    [
      'its environment variable gives an address',
      {},
      { CIVIS_AIOD_MCP_HTTP: 'localhost:9000' },
      at('localhost', 9000),
    ],
    [
      'an environment variable that is empty',
      {},
      { CIVIS_AIOD_MCP_HTTP: '', CIVIS_AIOD_MCP_TIMEOUT: '' },
      { http: null },
    ],
    ['--sandbox', { sandbox: true }, {}, { sandbox: true }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_SANDBOX: 'true' }, { sandbox: true }],
    ['its environment variable as a digit', {}, { CIVIS_AIOD_MCP_SANDBOX: '1' }, { sandbox: true }],
    ['its environment variable switched off', {}, { CIVIS_AIOD_MCP_SANDBOX: 'false' }, { sandbox: false }],
    ['--sandbox-data', { sandbox: true, sandboxData: 'world' }, {}, { sandboxData: 'world' }],
    [
      'its environment variable',
      { sandbox: true },
      { CIVIS_AIOD_MCP_SANDBOX_DATA: 'world' },
      { sandbox: true, sandboxData: 'world' },
    ],
    ['--tools', { tools: 'civis, -civis.jobs aiod' }, {}, { tools: ['civis', '-civis.jobs', 'aiod'] }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_TOOLS: 'aiod' }, { tools: ['aiod'] }],
    ['--files', { files: ['/a', '/b, /c'] }, {}, { files: ['/a', '/b', '/c'] }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_FILES: '/a,/b' }, { files: ['/a', '/b'] }],
    ['--files over HTTP', { http: true, files: ['/a'] }, {}, { files: ['/a'] }],
    [
      'its environment variable over HTTP, which is not enough',
      { http: true },
      { CIVIS_AIOD_MCP_FILES: '/a' },
      { files: [] },
    ],
    ['--live', { live: true }, {}, { live: true, liveInBackground: false }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_LIVE: 'true' }, { live: true }],
    ['neither', {}, {}, { live: false, liveInBackground: false }],
    ['--surface compact', { surface: 'compact' }, {}, { live: false, liveInBackground: true }],
    [
      '--surface compact --live',
      { surface: 'compact', live: true },
      {},
      { live: true, liveInBackground: true },
    ],
    [
      '--surface compact --no-live',
      { surface: 'compact', live: false },
      {},
      { live: false, liveInBackground: false },
    ],
    [
      'its environment variable',
      { surface: 'compact' },
      { CIVIS_AIOD_MCP_NO_LIVE: 'true' },
      { live: false, liveInBackground: false },
    ],
    [
      '--live over --no-live in the environment',
      { live: true },
      { CIVIS_AIOD_MCP_NO_LIVE: '1' },
      { live: true },
    ],
    [
      '--no-live over --live in the environment',
      { surface: 'compact', live: false },
      { CIVIS_AIOD_MCP_LIVE: '1' },
      { live: false, liveInBackground: false },
    ],
    [
      '--live-spec, repeated and comma-separated',
      { liveSpec: ['a.json', 'aiod=b.json, civis=c.json'] },
      {},
      {
        liveSpec: [
          { platform: null, path: 'a.json' },
          { platform: 'aiod', path: 'b.json' },
          { platform: 'civis', path: 'c.json' },
        ],
      },
    ],
    [
      'its environment variable',
      {},
      { CIVIS_AIOD_MCP_LIVE_SPEC: 'a.json,b.json' },
      {
        liveSpec: [
          { platform: null, path: 'a.json' },
          { platform: null, path: 'b.json' },
        ],
      },
    ],
    ['--read-only', { readOnly: true }, {}, { readOnly: true }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_READ_ONLY: 'true' }, { readOnly: true }],
    ['--no-destructive', { noDestructive: true }, {}, { noDestructive: true }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_NO_DESTRUCTIVE: 'true' }, { noDestructive: true }],
    ['--max-result-chars', { maxResultChars: '1000' }, {}, { maxResultChars: 1000 }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_MAX_RESULT_CHARS: '2000' }, { maxResultChars: 2000 }],
    ['--timeout', { timeout: '0.5' }, {}, { timeoutSeconds: 0.5 }],
    ['--connections', { connections: '4' }, {}, { connections: 4 }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_TIMEOUT: '90' }, { timeoutSeconds: 90 }],
    ['--reveal-secrets', { revealSecrets: true }, {}, { revealSecrets: true }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_REVEAL_SECRETS: 'true' }, { revealSecrets: true }],
    [
      'a flag over its environment variable',
      { timeout: '5' },
      { CIVIS_AIOD_MCP_TIMEOUT: '90' },
      { timeoutSeconds: 5 },
    ],
    [
      'a flag over an environment variable that is wrong',
      { timeout: '5' },
      { CIVIS_AIOD_MCP_TIMEOUT: 'soon' },
      { timeoutSeconds: 5 },
    ],
    ['--log-level', { logLevel: 'debug' }, {}, { logLevel: 'debug' }],
    ['its environment variable', {}, { CIVIS_AIOD_MCP_LOG_LEVEL: 'silent' }, { logLevel: 'silent' }],
    [
      'an endpoint',
      {},
      { CIVIS_API_ENDPOINT: 'https://civis.example/api' },
      { civisEndpoint: new URL('https://civis.example/api') },
    ],
    [
      'plain http to loopback',
      {},
      { AIOD_API_SERVER: 'http://127.0.0.1:81' },
      { aiodServer: new URL('http://127.0.0.1:81/') },
    ],
    [
      'plain http to IPv6 loopback',
      {},
      { AIOD_API_SERVER: 'http://[::1]:81' },
      { aiodServer: new URL('http://[::1]:81/') },
    ],
    [
      'an empty endpoint',
      {},
      { CIVIS_API_ENDPOINT: '' },
      { civisEndpoint: new URL('https://api.civisanalytics.com/') },
    ],
    [
      'proxies, with and without a scheme',
      {},
      { HTTP_PROXY: '127.0.0.1:3128', HTTPS_PROXY: 'https://proxy.example:8443' },
      { httpProxy: 'http://127.0.0.1:3128', httpsProxy: 'https://proxy.example:8443' },
    ],
    [
      'one proxy for both, with a name and a password',
      {},
      { http_proxy: 'ada:pw@localhost:3128' },
      { httpProxy: 'http://ada:pw@localhost:3128', httpsProxy: 'http://ada:pw@localhost:3128' },
    ],
    [
      'no proxy with the sandbox, whatever the variables contain',
      { sandbox: true },
      { HTTP_PROXY: 'ftp://proxy.example', https_proxy: '%%' },
      { httpProxy: '', httpsProxy: '' },
    ],
    [
      'hosts without a proxy',
      {},
      { NO_PROXY: 'a.example, *.b.example' },
      { noProxy: '127.0.0.1,localhost,::1,[::1],a.example, *.b.example' },
    ],
    ['a version', {}, { AIOD_API_VERSION: 'v3' }, { aiodVersion: 'v3' }],
    ['the latest version', {}, { AIOD_API_VERSION: '' }, { aiodVersion: '' }],
    [
      'an empty key',
      {},
      { CIVIS_API_KEY: ' ', AIOD_ACCESS_TOKEN: '' },
      { civisApiKey: null, aiodAccessToken: null },
    ],
  ];
  it.each(read)('takes %s', (_, flags, env, expected) => {
    expect(readConfig(flags, env)).toMatchObject(expected);
  });

  it('takes keys out of the environment, without the blanks of a paste', () => {
    const { civisApiKey, aiodAccessToken } = readConfig(
      {},
      { CIVIS_API_KEY: ' abc\n', AIOD_ACCESS_TOKEN: 'def' },
    );
    expect([civisApiKey?.reveal(), aiodAccessToken?.reveal()]).toEqual(['abc', 'def']);
  });

  const refused: [what: string, flags: Flags, env: Env, words: string][] = [
    [
      'a result of too few characters',
      { maxResultChars: '999' },
      {},
      '--max-result-chars must be an integer from 1000 to 10000000; got "999"',
    ],
    [
      'both of --live and --no-live in the environment',
      {},
      { CIVIS_AIOD_MCP_LIVE: 'true', CIVIS_AIOD_MCP_NO_LIVE: 'true' },
      'CIVIS_AIOD_MCP_LIVE and CIVIS_AIOD_MCP_NO_LIVE cannot both be true',
    ],
    [
      'half a character',
      { maxResultChars: '1000.5' },
      {},
      'must be an integer from 1000 to 10000000; got "1000.5"',
    ],
    [
      'a bad environment variable',
      {},
      { CIVIS_AIOD_MCP_MAX_RESULT_CHARS: 'many' },
      'CIVIS_AIOD_MCP_MAX_RESULT_CHARS must be an integer from 1000 to 10000000; got "many"',
    ],
    [
      'no time at all',
      { timeout: '0' },
      {},
      '--timeout must be a number of seconds above 0 and at most 3600; got "0"',
    ],
    ['no connection', { connections: '0' }, {}, '--connections must be an integer from 1 to 1000; got "0"'],
    [
      'a version that there is not',
      {},
      { AIOD_API_VERSION: 'v1' },
      'AIOD_API_VERSION must be v2, v3 or empty (latest); got "v1"',
    ],
    ['a negative time', { timeout: '-1' }, {}, '; got "-1"'],
    ['words for a time', { timeout: 'soon' }, {}, '; got "soon"'],
    ['an endless time', { timeout: 'Infinity' }, {}, '; got "Infinity"'],
    [
      'a level that is none',
      { logLevel: 'loud' },
      {},
      '--log-level must be one of debug, info, warn, error, fatal, silent; got "loud"',
    ],
    [
      'words for a switch',
      {},
      { CIVIS_AIOD_MCP_SANDBOX: 'perhaps' },
      'CIVIS_AIOD_MCP_SANDBOX must be true or false; got "perhaps"',
    ],
    [
      'an address without a port',
      { http: 'localhost' },
      {},
      '--http must be HOST:PORT or PORT, such as 127.0.0.1:8808, with a port number (1 to 65535); got "localhost"',
    ],
    [
      'a port that is none',
      { http: '127.0.0.1:65536' },
      {},
      'a port number (1 to 65535); got "127.0.0.1:65536"',
    ],
    ['every address of this machine', { http: '0.0.0.0:1' }, {}, '--http must be an address of localhost'],
    ['every IPv6 address', { http: '[::]:1' }, {}, '--http must be an address of localhost'],
    ['another machine', { http: '192.0.2.7:8808' }, {}, '--http must be an address of localhost'],
    [
      'a name that begins like loopback',
      { http: 'localhost.evil.example:1' },
      {},
      '--http must be an address of localhost',
    ],
    [
      'such an environment variable',
      {},
      { CIVIS_AIOD_MCP_HTTP: '0.0.0.0:1' },
      'CIVIS_AIOD_MCP_HTTP must be an address of localhost',
    ],
    [
      'plain http to another machine',
      {},
      { CIVIS_API_ENDPOINT: 'http://civis.example/' },
      'CIVIS_API_ENDPOINT must use https://; http:// is accepted for localhost only',
    ],
    [
      'plain http to a name like loopback',
      {},
      { AIOD_API_SERVER: 'http://127.0.0.1.evil.example/' },
      'AIOD_API_SERVER must use https://',
    ],
    [
      'another protocol',
      {},
      { AIOD_API_SERVER: 'ftp://aiod.example/' },
      'AIOD_API_SERVER must be a URL that starts with https://',
    ],
    [
      'no address',
      {},
      { CIVIS_API_ENDPOINT: 'civis' },
      'CIVIS_API_ENDPOINT must be a URL such as https://api.civisanalytics.com/',
    ],
    [
      'a password in an address',
      {},
      { CIVIS_API_ENDPOINT: 'https://ada:pw@civis.example/' },
      'CIVIS_API_ENDPOINT must not contain a user name or password',
    ],
    [
      'a proxy of another protocol',
      {},
      { HTTPS_PROXY: 'ftp://ada:pw@proxy.example' },
      'HTTPS_PROXY must be the address of a proxy such as http://127.0.0.1:3128',
    ],
    [
      'a proxy that is no address, under the name that was used',
      {},
      { http_proxy: 'ada:pw@proxy example' },
      'http_proxy must be the address of a proxy such as http://127.0.0.1:3128',
    ],
    [
      'a key with a blank in it',
      {},
      { CIVIS_API_KEY: 'abc def' },
      'CIVIS_API_KEY contains a space or another character',
    ],
    [
      'a seal key that is too short, without showing it',
      {},
      { CIVIS_AIOD_MCP_SEAL_KEY: 'abcdef0123' },
      'CIVIS_AIOD_MCP_SEAL_KEY must be 64 hexadecimal digits, or the path of a file that contains them',
    ],
    [
      'a key that breaks a header',
      {},
      { AIOD_ACCESS_TOKEN: 'abc\r\nx: y' },
      'AIOD_ACCESS_TOKEN contains a space or another character',
    ],
  ];
  it.each(refused)('refuses %s in one line that names its place', (_, flags, env, words) => {
    const given = { ...env };
    expect(() => readConfig(flags, given)).toThrow(ConfigError);
    expect(() => readConfig(flags, given)).toThrow(words);
    expect(() => readConfig(flags, given)).not.toThrow(/\n|undefined|abc|ada:pw/);
  });

  it('binds to no address but loopback', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((address) => `[${address}]`),
    );
    fc.assert(
      fc.property(host, fc.nat(65_535), (name, port) => {
        let bound: Config['http'] = null;
        try {
          bound = readConfig({ http: `${name}:${port}` }, {}).http;
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
        expect(['127.0.0.1', '::1', undefined]).toContain(bound?.host);
      }),
    );
  });
});

describe('a secret', () => {
  const secret = new Secret('hunter2-hunter2');

  it.each([
    ['printed', String(secret)],
    ['joined', [secret].join()],
    ['as JSON', JSON.stringify({ secret })],
    ['inspected', inspect({ secret }, { depth: 9, showHidden: true, getters: true })],
    ['logged', inspect(secret)],
    ['copied', JSON.stringify(Object.assign({}, secret))],
    ['in an error', inspect(new Error('no', { cause: secret }))],
    ['in a whole configuration', JSON.stringify(readConfig({}, { CIVIS_API_KEY: 'hunter2-hunter2' }))],
  ])('%s shows nothing', (_, shown) => {
    expect(shown).not.toContain('hunter2');
  });

  it('is revealed to whom asks', () => {
    expect(secret.reveal()).toBe('hunter2-hunter2');
  });
});
