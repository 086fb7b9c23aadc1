import type { Dispatcher } from 'undici';
import { CallError } from '../errors.ts';
import type { PlatformAnswer, PlatformRequest } from './client.ts';
import { parseJson, readBody } from './decode.ts';
import { incoming } from './incoming.ts';

/** Redirects that one request may follow. */
const MOST_REDIRECTS = 5;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];
/** Statuses that ask for the same request elsewhere, whatever its verb. */
const SAME_REQUEST: readonly number[] = [307, 308];

/** One try: a request under way, encoded. */
export interface Attempt {
  readonly request: PlatformRequest;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Called when the answer's first byte is there: from then on nothing is sent again. */
  readonly onAnswer: () => void;
  /** The error that a stream is which breaks off while it is read. */
  readonly loss: (cause: unknown) => CallError;
}

/** Sends a request and reads its answer to the end, along redirects within the same origin. */
export async function exchange(
  dispatcher: Dispatcher,
  attempt: Attempt,
  redirects = 0,
): Promise<PlatformAnswer> {
  const { request, url, headers, signal } = attempt;
  const answer = await dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: request.verb,
    headers,
    body: request.body === undefined ? null : JSON.stringify(request.body),
    signal,
  });
  attempt.onAnswer();
  const plain = plainHeaders(answer.headers);
  const target = redirectTarget(attempt, answer.statusCode, plain['location']);
  if (target !== undefined) {
    await answer.body.dump();
    if (redirects === MOST_REDIRECTS)
      throw new CallError('platform_error', 'The platform redirects in a circle.');
    return exchange(dispatcher, { ...attempt, url: target }, redirects + 1);
  }
  const failed = answer.statusCode >= 300;
  if (request.expect === 'stream' && !failed) {
    const body = incoming(answer.body, plain['content-length'], attempt.loss);
    return { status: answer.statusCode, headers: plain, body, retries: 0 };
  }
  const bytes = await readBody(answer.body, plain['content-length'], request.largest);
  const body = request.expect === 'bytes' && !failed ? bytes : decode(bytes, failed);
  return { status: answer.statusCode, headers: plain, body, retries: 0 };
}

/** Where to go on; a redirect to another origin would take the credential there, and is refused. */
function redirectTarget(
  { request, url }: Attempt,
  status: number,
  location: string | undefined,
): URL | undefined {
  if (!REDIRECTS.includes(status) || location === undefined || !URL.canParse(location, url.href))
    return undefined;
  const target = new URL(location, url);
  if (target.origin !== url.origin) {
    throw new CallError('platform_error', `The platform redirects to another origin, ${target.origin}.`, {
      hint: 'Credentials are not taken there: check the endpoint that the server was started with.',
    });
  }
  return request.verb === 'GET' || SAME_REQUEST.includes(status) ? target : undefined;
}

/** An error's body is read for its words, whatever it is; an answer's must be JSON. */
function decode(bytes: Buffer, failed: boolean): unknown {
  if (!failed) return parseJson(bytes);
  try {
    return parseJson(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
