import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';
import { CallError } from '../errors.ts';

/** Addresses that are not part of the public internet. The first kind that an address belongs to counts. */
const SPECIAL_ADDRESSES = {
  loopback: { ipv4: ['127.0.0.0/8'], ipv6: ['::1/128'] },
  // 100.64.0.0/10 is shared by the customers of one provider; 64:ff9b:1::/48 is translated to local IPv4.
  private: {
    ipv4: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'],
    ipv6: ['fc00::/7', 'fec0::/10', '64:ff9b:1::/48'],
  },
  // Cloud providers serve the credentials of a machine at 169.254.169.254.
  'link-local': { ipv4: ['169.254.0.0/16'], ipv6: ['fe80::/10'] },
  multicast: { ipv4: ['224.0.0.0/4'], ipv6: ['ff00::/8'] },
  // Systems take 0.0.0.0 and :: for the machine itself.
  reserved: { ipv4: ['0.0.0.0/8', '240.0.0.0/4'], ipv6: ['::/128'] },
} as const;

type SpecialKind = keyof typeof SPECIAL_ADDRESSES;

/**
 * Prefixes of IPv6 addresses that end in an IPv4 address: compatible, translated, and by NAT64. `BlockList`
 * itself recognizes the mapped ones (::ffff:0:0/96).
 */
const IPV4_IN_IPV6_PREFIXES = ['::', '::ffff:0:', '64:ff9b::'];

type KindLists = readonly { readonly kind: SpecialKind; readonly list: BlockList }[];

/** Made at first use: most servers never see a link. */
let kindLists: KindLists | undefined;

function buildKindLists(): KindLists {
  return Object.entries(SPECIAL_ADDRESSES).map(([kind, { ipv4, ipv6 }]) => ({
    kind: kind as SpecialKind,
    list: blockListOf(ipv4, ipv6),
  }));
}

function blockListOf(ipv4: readonly string[], ipv6: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ipv4) {
    const [network, length] = splitRange(range);
    list.addSubnet(network, length, 'ipv4');
    for (const prefix of IPV4_IN_IPV6_PREFIXES) list.addSubnet(`${prefix}${network}`, 96 + length, 'ipv6');
    // 6to4 has the IPv4 address behind its first 16 bits.
    list.addSubnet(sixToFour(network), 16 + length, 'ipv6');
  }
  for (const range of ipv6) list.addSubnet(...splitRange(range), 'ipv6');
  return list;
}

/** All addresses of a host name. */
export type ResolveName = (hostname: string, options: LookupOptions) => Promise<readonly LookupAddress[]>;

const lookupAddresses = promisify(lookup);
const resolveWithSystem: ResolveName = (hostname, options) =>
  lookupAddresses(hostname, { ...options, all: true });

/**
 * Keeps the links that a platform hands out from leading into networks that only this machine reaches: into
 * itself, its local network, its cloud's metadata. A link may lead to a public address, or to an address of
 * the same kind as the platform's own.
 */
export interface AddressGuard {
  /** Checks an address that is spelled out in a URL. @throws CallError `platform_error` */
  check(url: URL): Promise<void>;
  /**
   * Resolves names for connections. What it checks is what is connected to, so that it does not help a name
   * to change its address between a check and its use.
   */
  readonly lookup: LookupFunction;
}

export function createAddressGuard(platform: URL, resolve: ResolveName = resolveWithSystem): AddressGuard {
  async function platformKinds(): Promise<readonly (SpecialKind | undefined)[]> {
    const hostname = bareHost(platform);
    if (isIP(hostname) !== 0) return [kindOfAddress(hostname)];
    // A platform whose name is unknown here counts as a public one.
    const addresses = await resolve(hostname, {}).catch(() => []);
    return addresses.map(({ address }) => kindOfAddress(address));
  }

  async function refuseSpecial(hostname: string, addresses: readonly string[]): Promise<void> {
    for (const address of addresses) {
      const kind = kindOfAddress(address);
      if (kind !== undefined && !(await platformKinds()).includes(kind))
        throw refusedAddressError(hostname, address, kind);
    }
  }

  async function resolveAllowed(hostname: string, options: LookupOptions): Promise<LookupAddress[]> {
    const found = [...(await resolve(hostname, options))];
    await refuseSpecial(
      hostname,
      found.map(({ address }) => address),
    );
    return found;
  }

  return {
    async check(url) {
      const hostname = bareHost(url);
      if (isIP(hostname) !== 0) await refuseSpecial(hostname, [hostname]);
    },

    lookup(hostname, options, callback) {
      resolveAllowed(hostname, options).then(
        (found) => {
          const [first] = found;
          if (options.all === true) callback(null, found);
          else callback(null, first?.address ?? '', first?.family);
        },
        (cause: unknown) => callback(cause instanceof Error ? cause : new Error(String(cause)), ''),
      );
    },
  };
}

function kindOfAddress(text: string): SpecialKind | undefined {
  // A link-local address may name its interface: fe80::1%eth0.
  const [address = ''] = text.split('%', 1);
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  kindLists ??= buildKindLists();
  return kindLists.find(({ list }) => list.check(address, family))?.kind;
}

function refusedAddressError(hostname: string, address: string, kind: SpecialKind): CallError {
  const leadsTo =
    hostname === address ? `${address} is a ${kind} address` : `${hostname} is ${address}, a ${kind} address`;
  return new CallError(
    'platform_error',
    `The platform returned a link that is not safe to use: ${leadsTo}.`,
    {
      hint: `Nothing was sent there. A link may lead to a ${kind} address only if the platform’s endpoint has one too: check the endpoint that the server was started with.`,
    },
  );
}

/** The host of a URL; an IPv6 address without its brackets. */
function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function splitRange(range: string): [network: string, length: number] {
  const [network = '', length] = range.split('/', 2);
  return [network, Number(length)];
}

function sixToFour(network: string): string {
  const hex = network
    .split('.')
    .map((byte) => Number(byte).toString(16).padStart(2, '0'))
    .join('');
  return `2002:${hex.slice(0, 4)}:${hex.slice(4)}::`;
}
