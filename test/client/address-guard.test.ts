import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAddressGuard, type ResolveName } from '../../src/client/address-guard.ts';
import { neverAborted } from '../support/connect.ts';
import { openTransfers } from '../support/dispatch.ts';
import { generatedSource } from '../support/object-store.ts';
import { callErrorOf } from '../support/tool-caller.ts';

const INTERNET = new URL('https://api.civis.test/');

const entry = (address: string): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 });

/** Names and their addresses. */
function names(known: Readonly<Record<string, readonly string[]>>): ResolveName {
  return async (hostname) => {
    const addresses = known[hostname];
    if (addresses === undefined) throw Object.assign(new Error(hostname), { code: 'ENOTFOUND' });
    return addresses.map(entry);
  };
}

const PUBLIC = names({ 'api.civis.test': ['203.0.113.7'] });

/** Every spelling that leads out of the public internet, by kind. */
const SPECIAL: readonly (readonly [host: string, kind: string])[] = [
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['0x7f.1', 'loopback'],
  ['2130706433', 'loopback'],
  ['017700000001', 'loopback'],
  ['①②⑦.0.0.1', 'loopback'],
  ['127.0.0.1.', 'loopback'],
  ['[::1]', 'loopback'],
  ['[::ffff:127.0.0.1]', 'loopback'],
  ['[::ffff:7f00:1]', 'loopback'],
  ['[::127.0.0.1]', 'loopback'],
  ['[64:ff9b::7f00:1]', 'loopback'],
  ['[::ffff:0:127.0.0.1]', 'loopback'],
  ['[2002:7f00:1::]', 'loopback'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'private'],
  ['[fd00::1]', 'private'],
  ['[64:ff9b:1::1]', 'private'],
  ['[::ffff:10.0.0.1]', 'private'],
  ['169.254.169.254', 'link-local'],
  ['[fe80::1]', 'link-local'],
  ['[::ffff:a9fe:a9fe]', 'link-local'],
  ['224.0.0.1', 'multicast'],
  ['[ff02::1]', 'multicast'],
  ['0.0.0.0', 'reserved'],
  ['0', 'reserved'],
  ['[::]', 'reserved'],
  ['255.255.255.255', 'reserved'],
];

const ORDINARY = [
  '8.8.8.8',
  '172.15.0.1',
  '172.32.0.1',
  '100.128.0.1',
  '169.253.0.1',
  '192.167.1.1',
  '[2606:4700::1111]',
  '[64:ff9b::808:808]',
  '[2002:808:808::]',
];

describe('an address in a link of a platform on the internet', () => {
  it.each(SPECIAL)('%s is refused: it is %s', async (host, kind) => {
    const check = createAddressGuard(INTERNET, PUBLIC).check(new URL(`https://${host}/key`));
    const { kind: errorKind, message, details } = await callErrorOf(check);
    expect(errorKind).toBe('platform_error');
    expect(message).toMatch(/^The platform returned a link that is not safe to use: \S+ is a /);
    expect(message).toContain(`a ${kind} address.`);
    expect(details.retryable).toBeUndefined();
  });

  it.each(ORDINARY)('%s is used', async (host) => {
    await createAddressGuard(INTERNET, PUBLIC).check(new URL(`https://${host}/key`));
  });

  it('is refused however its IPv4 address is spelled in IPv6', async () => {
    const guard = createAddressGuard(INTERNET, PUBLIC);
    const refuses = (host: string) =>
      guard.check(new URL(`https://${host}/`)).then(
        () => false,
        () => true,
      );
    await fc.assert(
      fc.asyncProperty(fc.ipV4(), async (address) => {
        const plain = await refuses(address);
        for (const prefix of ['::ffff:', '::ffff:0:', '64:ff9b::'])
          expect(await refuses(`[${prefix}${address}]`)).toBe(plain);
      }),
    );
  });
});

describe('a link to an address of this kind', () => {
  const target = (host: string) => new URL(`https://${host}/key`);

  it.each([
    ['http://127.0.0.1:1/', '127.0.0.1', true],
    ['http://[::1]:1/', '127.0.0.1', true],
    ['https://10.0.0.1/', '192.168.0.1', true],
    ['https://10.0.0.1/', '127.0.0.1', false],
    ['http://127.0.0.1:1/', '10.0.0.1', false],
    ['http://127.0.0.1:1/', '169.254.169.254', false],
    ['https://civis.intranet/', '10.0.0.1', true],
    ['https://civis.intranet/', '127.0.0.1', false],
    ['https://unknown.test/', '10.0.0.1', false],
  ])('of the platform %s: %s is allowed: %s', async (platform, host, allowed) => {
    const guard = createAddressGuard(new URL(platform), names({ 'civis.intranet': ['10.9.8.7'] }));
    const checked = guard.check(target(host)).then(
      () => true,
      () => false,
    );
    expect(await checked).toBe(allowed);
  });
});

describe('a name', () => {
  const resolve = names({
    'api.civis.test': ['203.0.113.7'],
    'storage.test': ['203.0.113.8', '2606:4700::1111'],
    'inside.test': ['203.0.113.8', '::ffff:10.0.0.1'],
  });
  const lookup = promisify(createAddressGuard(INTERNET, resolve).lookup);

  it('is resolved to all of its addresses, or to the first', async () => {
    expect(await lookup('storage.test', { all: true })).toEqual([
      entry('203.0.113.8'),
      entry('2606:4700::1111'),
    ]);
    expect(await lookup('storage.test', {})).toBe('203.0.113.8');
  });

  it('is refused when one of its addresses is', async () => {
    const refusal = await callErrorOf(lookup('inside.test', { all: true }));
    expect(refusal.message).toBe(
      'The platform returned a link that is not safe to use: inside.test is ::ffff:10.0.0.1, a private address.',
    );
    expect(refusal.details.hint).toBe(
      'Nothing was sent there. A link may lead to a private address only if the platform’s endpoint has one too: check the endpoint that the server was started with.',
    );
  });

  it('that changes its address is checked again for each connection', async () => {
    const answers = ['203.0.113.8', '127.0.0.1'];
    const rebinding: ResolveName = async (hostname) =>
      hostname === 'rebind.test' ? [entry(answers.shift() ?? '')] : resolve(hostname, {});
    const ask = promisify(createAddressGuard(INTERNET, rebinding).lookup);
    expect(await ask('rebind.test', { all: true })).toEqual([entry('203.0.113.8')]);
    expect((await callErrorOf(ask('rebind.test', { all: true }))).message).toContain('a loopback address');
  });

  it('is resolved by the system where no test says otherwise', async () => {
    const local = promisify(createAddressGuard(new URL('http://127.0.0.1/')).lookup);
    expect(await local('localhost', { family: 4, all: true })).toEqual([entry('127.0.0.1')]);
    const internet = promisify(createAddressGuard(new URL('https://203.0.113.7/')).lookup);
    await expect(internet('localhost', { family: 4, all: true })).rejects.toThrow('a loopback address');
  });

  it('that is unknown fails as the system says', async () => {
    await expect(lookup('nowhere.test', { all: true })).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});

describe('a transfer', () => {
  let server: Server;
  let connections: number;
  const port = () => (server.address() as AddressInfo).port;

  beforeAll(async () => {
    server = createServer();
    server.on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    connections = 0;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const inside = names({ 'api.civis.test': ['203.0.113.7'], 'rebind.test': ['127.0.0.1'] });

  it.each([
    ['localhost', names({ 'api.civis.test': ['203.0.113.7'], localhost: ['127.0.0.1', '::1'] })],
    ['127.0.0.1', inside],
    ['rebind.test', inside],
  ])('to %s does not connect', async (host, resolve) => {
    const transfers = openTransfers({ endpoint: INTERNET, resolve });
    const link = `https://${host}:${port()}/key`;
    const quiet = { signal: neverAborted, onBytes: () => undefined };
    for (const use of [
      () => transfers.fetch(link, neverAborted),
      () => transfers.put(link, generatedSource(1), quiet),
      () => transfers.postForm(link, {}, generatedSource(1), quiet),
      () => transfers.putParts([link], 1, generatedSource(1), quiet),
    ]) {
      expect((await callErrorOf(use())).message).toContain('a loopback address');
    }
    expect(connections).toBe(0);
    await transfers.close();
  });

  it('is checked at each redirect', async () => {
    const redirecting = createServer((_, response) => {
      response.writeHead(303, { location: 'https://169.254.169.254/latest/meta-data' }).end();
    });
    await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve));
    const transfers = openTransfers();
    const link = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}/key`;
    expect((await callErrorOf(transfers.fetch(link, neverAborted))).message).toContain(
      '169.254.169.254 is a link-local address',
    );
    await transfers.close();
    redirecting.closeAllConnections();
    await new Promise((resolve) => redirecting.close(resolve));
  });

  it('through a proxy goes to no address that is refused', async () => {
    const transfers = openTransfers({
      endpoint: INTERNET,
      resolve: PUBLIC,
      proxy: { http: '', https: `http://127.0.0.1:${port()}`, bypass: 'localhost' },
    });
    const refusal = await callErrorOf(transfers.fetch('https://10.0.0.1/key', neverAborted));
    expect(refusal.message).toContain('10.0.0.1 is a private address');
    expect(connections).toBe(0);
    await transfers.close();
  });
});
