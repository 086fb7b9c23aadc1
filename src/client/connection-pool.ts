import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';

const DEFAULT_CONNECTIONS = 16;
const CONNECT_TIMEOUT_MS = 10_000;

/** Proxies as the environment names them; `bypass` lists the hosts that are reached directly. */
export interface ProxySettings {
  readonly http: string;
  readonly https: string;
  readonly bypass: string;
}

export interface PoolOptions {
  /** Maximum number of connections to one origin. */
  readonly connections?: number;
  /** Resolves the names of hosts that are reached directly; a proxy resolves names itself. */
  readonly lookup?: LookupFunction;
}

/** HTTP connections: kept alive, capped, through a proxy where there is one. */
export function createConnectionPool(
  proxy: ProxySettings,
  timeoutSeconds: number,
  { connections = DEFAULT_CONNECTIONS, lookup }: PoolOptions = {},
): Dispatcher {
  const headersTimeout = timeoutSeconds * 1000;
  const timeout = Math.min(CONNECT_TIMEOUT_MS, headersTimeout);
  const options = {
    connections,
    connect: { timeout, ...(lookup && { lookup }) },
    headersTimeout,
    bodyTimeout: headersTimeout,
  };
  if (proxy.http === '' && proxy.https === '') return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: proxy.http,
    httpsProxy: proxy.https,
    noProxy: proxy.bypass,
    // A proxy that does not answer would otherwise be waited for as long as undici does by default.
    clientFactory: (origin, given) => new Pool(origin, { ...given, headersTimeout }),
  });
}
