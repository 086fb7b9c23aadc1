import type { Dispatcher } from 'undici';
import { CallError } from '../errors.ts';

/** Redirects that one link may take. */
const MOST_REDIRECTS = 5;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * A link that bytes may travel along: encrypted, or within this machine.
 *
 * @throws CallError `platform_error`
 */
export function checkLink(link: string, base?: URL): URL {
  const url = URL.canParse(link, base?.href) ? new URL(link, base) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  // An encrypted link does not go on in the clear, nor into this machine's own network.
  const isStep = base === undefined || base.protocol === 'http:' || url?.protocol === 'https:';
  if (url === undefined || !isSafe || !isStep || url.username !== '' || url.password !== '') {
    throw new CallError('platform_error', 'The platform gave a link that is not safe to use.', {
      hint: `A link is https://${url === undefined ? '' : `, and this one leads to ${url.protocol}//${url.host}`}.`,
    });
  }
  return url;
}

/** Asks a link for its bytes, along redirects: a link is good wherever the platform's storage sends it. */
export async function followLink(
  dispatcher: Dispatcher,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  redirects = 0,
): Promise<Dispatcher.ResponseData> {
  const path = `${url.pathname}${url.search}`;
  const answer = await dispatcher.request({ origin: url.origin, path, method: 'GET', headers, signal });
  const { location } = answer.headers;
  if (!REDIRECTS.includes(answer.statusCode) || typeof location !== 'string') return answer;
  await answer.body.dump();
  if (redirects === MOST_REDIRECTS) {
    throw new CallError('platform_error', `${url.host} redirects more than ${MOST_REDIRECTS} times.`);
  }
  return followLink(dispatcher, checkLink(location, url), headers, signal, redirects + 1);
}
