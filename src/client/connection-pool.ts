import type { LookupFunction } from 'node:net';
import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';

/** Connections that one pool may hold open to one origin. */
const MAX_CONNECTIONS = 16;
const CONNECT_TIMEOUT_MS = 10_000;

/** Proxies as the environment names them; `bypass` lists the hosts that are reached directly. */
export interface ProxySettings {
  readonly http: string;
  readonly https: string;
  readonly bypass: string;
}

/**
 * HTTP connections: kept alive, capped, through a proxy where there is one. `lookup` resolves the names of
 * hosts that are reached directly; a proxy resolves names itself.
 */
export function createConnectionPool(
  proxy: ProxySettings,
  timeoutSeconds: number,
  lookup?: LookupFunction,
): Dispatcher {
  const headersTimeout = timeoutSeconds * 1000;
  const timeout = Math.min(CONNECT_TIMEOUT_MS, headersTimeout);
  return new EnvHttpProxyAgent({
    httpProxy: proxy.http,
    httpsProxy: proxy.https,
    noProxy: proxy.bypass,
    connections: MAX_CONNECTIONS,
    connect: { timeout, ...(lookup && { lookup }) },
    headersTimeout,
    bodyTimeout: headersTimeout,
    // A proxy that does not answer would otherwise be waited for as long as undici does by default.
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout }),
  });
}
