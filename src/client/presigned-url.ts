import type { Dispatcher } from 'undici';
import { CallError } from '../errors.ts';
import { mustBe, toSentence } from '../wording.ts';
import type { AddressGuard } from './address-guard.ts';
import { isRedirect, MAX_REDIRECTS } from './redirects.ts';

/** The rule for links, as errors state it. */
const SAFE_LINK = 'an https:// URL without a user name or password';

const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Checks a presigned URL, or a redirect from one (`base`): bytes travel encrypted, or within this machine, and
 * to addresses that the guard allows.
 *
 * @throws CallError `platform_error`
 */
export async function parsePresignedUrl(text: string, guard: AddressGuard, base?: URL): Promise<URL> {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK_HOSTS.includes(url.hostname));
  // An encrypted URL does not redirect to a plain one.
  const keepsEncryption = base === undefined || base.protocol === 'http:' || url?.protocol === 'https:';
  if (url === undefined || !isSafe || !keepsEncryption || url.username !== '' || url.password !== '') {
    throw new CallError('platform_error', 'The platform returned a link that is not safe to use.', {
      hint: toSentence(mustBe('A link', SAFE_LINK, url && `${url.protocol}//${url.host}`)),
    });
  }
  await guard.check(url);
  return url;
}

/** Connections for presigned URLs, whose names the guard resolves. */
export interface GuardedConnections {
  readonly dispatcher: Dispatcher;
  readonly guard: AddressGuard;
}

/** Requests the bytes behind a presigned URL. Redirects may lead to any safe origin: no credential goes along. */
export async function fetchPresignedUrl(
  connections: GuardedConnections,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  redirects = 0,
): Promise<Dispatcher.ResponseData> {
  const path = `${url.pathname}${url.search}`;
  const response = await connections.dispatcher.request({
    origin: url.origin,
    path,
    method: 'GET',
    headers,
    signal,
  });
  const { location } = response.headers;
  if (!isRedirect(response.statusCode) || typeof location !== 'string') return response;
  await response.body.dump();
  if (redirects === MAX_REDIRECTS) {
    throw new CallError(
      'platform_error',
      `${url.host} redirected the request more than ${MAX_REDIRECTS} times.`,
    );
  }
  const target = await parsePresignedUrl(location, connections.guard, url);
  return fetchPresignedUrl(connections, target, headers, signal, redirects + 1);
}
