import type { Dispatcher } from 'undici';
import { CallError } from '../errors.ts';
import { createByteStream } from './byte-stream.ts';
import type { Deadline } from './deadline.ts';
import type { PlatformRequest, PlatformResponse, Protect } from './interface.ts';
import { isRedirect, MAX_REDIRECTS, preservesVerb } from './redirects.ts';
import type { ConnectionSlot } from './request-queue.ts';
import { ERROR_BODY, parseResponseJson, wholeBody } from './response-body.ts';
import { type BodyUse, type ResponseHeaders, sendRequest } from './send-request.ts';

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
  readonly origin: string;
  /** Path and query, encoded. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  readonly deadline: Deadline;
  readonly progress: AttemptProgress;
  /** The connection that it uses: released when the response has been read, or a stream closed. */
  readonly slot: ConnectionSlot;
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
  const { request, deadline, progress, slot } = attempt;
  let head: Head = { status: 0, headers: {}, redirectsTo: undefined };
  const content = await sendRequest(
    dispatcher,
    {
      origin: attempt.origin,
      path: attempt.target,
      method: request.verb,
      headers: attempt.headers,
      body: attempt.body,
    },
    deadline,
    {
      onSent: () => {
        progress.sent = true;
      },
      onHead: (status, received) => {
        progress.status = status;
        const headers = joinHeaderValues(received);
        head = { status, headers, redirectsTo: redirectTarget(attempt, status, headers['location']) };
        return bodyUse(request, head);
      },
    },
  );
  const { status, headers, redirectsTo } = head;
  if (redirectsTo !== undefined) {
    if (redirects === MAX_REDIRECTS)
      throw new CallError(
        'platform_error',
        `The platform redirected the request more than ${MAX_REDIRECTS} times.`,
        { hint: 'Check the endpoint that the server was started with.' },
      );
    progress.status = undefined;
    return exchangeOnce(dispatcher, { ...attempt, target: redirectsTo }, redirects + 1);
  }
  slot.responded();
  if (!Buffer.isBuffer(content)) {
    content.once('close', () => {
      slot.release();
      // From then on nobody needs the caller's signal.
      deadline.clear();
    });
    const body = createByteStream(content, headers['content-length'], attempt.toConnectionError);
    return { status, headers, body, retries: 0 };
  }
  slot.release();
  const failed = status >= 300;
  const body =
    request.responseType === 'bytes' && !failed
      ? content
      : await decodeBody(content, failed, attempt.protect);
  return { status, headers, body, retries: 0 };
}

/** The beginning of a response. */
interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Path and query of the same origin. */
  readonly redirectsTo: string | undefined;
}

function bodyUse({ responseType, maxBytes }: PlatformRequest, { status, headers }: Head): BodyUse {
  if (status >= 300) return ERROR_BODY;
  return responseType === 'stream' ? { as: 'stream' } : wholeBody(headers['content-length'], maxBytes);
}

/** Where a redirect leads; one to another origin would send the credential there, and is refused. */
function redirectTarget(
  { request, origin, target }: RequestAttempt,
  status: number,
  location: string | undefined,
): string | undefined {
  if (!isRedirect(status) || location === undefined) return undefined;
  if (request.acceptedStatuses?.includes(status) === true) return undefined;
  const url = `${origin}${target}`;
  if (!URL.canParse(location, url)) return undefined;
  const next = new URL(location, url);
  if (next.origin !== origin) {
    throw new CallError(
      'platform_error',
      `The platform redirected the request to another origin, ${next.origin}.`,
      {
        hint: 'Credentials are not sent there. Check the endpoint that the server was started with.',
      },
    );
  }
  return request.verb === 'GET' || preservesVerb(status) ? `${next.pathname}${next.search}` : undefined;
}

/** An error's body is kept as text where it is not JSON, for its message; any other body must be JSON. */
function decodeBody(bytes: Buffer, failed: boolean, protect: Protect): Promise<unknown> {
  const parsed = parseResponseJson(bytes, protect);
  return failed ? parsed.catch(() => bytes.toString('utf8')) : parsed;
}

/** Few headers are repeated: the others stay as they are. */
function joinHeaderValues(headers: ResponseHeaders): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    if (Array.isArray(value)) headers[name] = value.join(', ');
  }
  return headers as Record<string, string>;
}
