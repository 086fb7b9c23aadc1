import type { Dispatcher } from 'undici';
import { CallError } from '../errors.ts';
import { createByteStream } from './byte-stream.ts';
import type { PlatformRequest, PlatformResponse, Protect } from './interface.ts';
import { isRedirect, MAX_REDIRECTS, preservesVerb } from './redirects.ts';
import type { ConnectionSlot } from './request-queue.ts';
import { parseResponseJson, readErrorBody, readResponseBody } from './response-body.ts';
import { sendRequest } from './send-request.ts';

/** How far an attempt has come. */
export interface AttemptProgress {
  /** Whether the request has been written to a connection. */
  sent: boolean;
  /** The status of its response, once that has begun. */
  status: number | undefined;
}

/** One attempt at a request, ready to be sent. */
export interface RequestAttempt {
  readonly request: PlatformRequest;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  readonly signal: AbortSignal;
  readonly progress: AttemptProgress;
  /** The connection that it uses: released when the response has been read, or a stream closed. */
  readonly slot: ConnectionSlot;
  readonly onStreamClosed: () => void;
  readonly protect: Protect;
  /** The error to throw where a streamed body breaks off while it is read. */
  readonly toConnectionError: (cause: unknown) => CallError;
}

/** Sends a request and reads its response to the end, along redirects within the same origin. */
export async function exchangeOnce(
  dispatcher: Dispatcher,
  attempt: RequestAttempt,
  redirects = 0,
): Promise<PlatformResponse> {
  const { request, url, signal, progress, slot } = attempt;
  const response = await sendRequest(
    dispatcher,
    {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: request.verb,
      headers: attempt.headers,
      body: attempt.body,
      signal,
    },
    () => {
      progress.sent = true;
    },
  );
  const status = response.statusCode;
  progress.status = status;
  const headers = joinHeaderValues(response.headers);
  const length = headers['content-length'];
  const target = redirectTarget(attempt, status, headers['location']);
  if (target !== undefined) {
    await response.body.dump();
    if (redirects === MAX_REDIRECTS)
      throw new CallError(
        'platform_error',
        `The platform redirected the request more than ${MAX_REDIRECTS} times.`,
        { hint: 'Check the endpoint that the server was started with.' },
      );
    progress.status = undefined;
    return exchangeOnce(dispatcher, { ...attempt, url: target }, redirects + 1);
  }
  const failed = status >= 300;
  if (request.responseType === 'stream' && !failed) {
    slot.responded();
    response.body.once('close', () => {
      slot.release();
      attempt.onStreamClosed();
    });
    const body = createByteStream(response.body, length, attempt.toConnectionError);
    return { status, headers, body, retries: 0 };
  }
  const bytes = failed
    ? await readErrorBody(response.body)
    : await readResponseBody(response.body, length, request.maxBytes);
  slot.responded();
  slot.release();
  const body =
    request.responseType === 'bytes' && !failed ? bytes : await decodeBody(bytes, failed, attempt.protect);
  return { status, headers, body, retries: 0 };
}

/** Where a redirect leads; one to another origin would send the credential there, and is refused. */
function redirectTarget(
  { request, url }: RequestAttempt,
  status: number,
  location: string | undefined,
): URL | undefined {
  if (!isRedirect(status) || location === undefined || !URL.canParse(location, url.href)) return undefined;
  if (request.acceptedStatuses?.includes(status) === true) return undefined;
  const target = new URL(location, url);
  if (target.origin !== url.origin) {
    throw new CallError(
      'platform_error',
      `The platform redirected the request to another origin, ${target.origin}.`,
      {
        hint: 'Credentials are not sent there. Check the endpoint that the server was started with.',
      },
    );
  }
  return request.verb === 'GET' || preservesVerb(status) ? target : undefined;
}

/** An error's body is kept as text where it is not JSON, for its message; any other body must be JSON. */
function decodeBody(bytes: Buffer, failed: boolean, protect: Protect): Promise<unknown> {
  const parsed = parseResponseJson(bytes, protect);
  return failed ? parsed.catch(() => bytes.toString('utf8')) : parsed;
}

function joinHeaderValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
