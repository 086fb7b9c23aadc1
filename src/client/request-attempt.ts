import type { Dispatcher } from 'undici';
import { CallError } from '../errors.ts';
import { CALL_CANCELLED, noCredential, setCredential, toSentence } from '../wording.ts';
import { connectionError, mayRetryAfterBreak } from './connection-errors.ts';
import type { Credential } from './credential.ts';
import type { Deadline } from './deadline.ts';
import { encodeJson } from './encode-json.ts';
import { type AttemptProgress, exchangeOnce } from './http-exchange.ts';
import type { PlatformLabel, PlatformRequest, PlatformResponse, Protect } from './interface.ts';
import { frameMultipartForm } from './multipart-form.ts';
import type { ConnectionSlot, RequestQueue } from './request-queue.ts';
import { responseError } from './response-errors.ts';
import { isRetryableStatus } from './retry-policy.ts';

const NOT_MODIFIED = 304;
const UNAUTHORIZED = 401;
const NOT_FOUND = 404;
const MAY_HAVE_DELETED = 'An earlier attempt of this call has no known result and may have deleted it.';

/** A response, or an error, whether the request was sent, and whether it may be sent again. */
export type AttemptResult =
  | { readonly response: PlatformResponse; readonly error?: undefined }
  | {
      readonly response?: undefined;
      readonly error: CallError;
      readonly sent: boolean;
      readonly mayRetry: boolean;
    };

/** What attempts at requests to one platform share. */
export interface AttemptOptions extends PlatformLabel {
  readonly endpoint: URL;
  readonly credential: Credential | undefined;
  /** Why a file that may hold the credential could not be used. */
  readonly unusableFiles?: readonly string[];
  readonly userAgent: string;
  readonly dispatcher: Dispatcher;
  readonly queue: RequestQueue;
  readonly protect: Protect;
}

/** One attempt at a request. If the platform refuses the token before its end, the token is renewed and the request sent once more. */
export async function attemptRequest(
  request: PlatformRequest,
  target: string,
  deadline: Deadline,
  options: AttemptOptions,
): Promise<AttemptResult> {
  const { credential } = options;
  for (let isRenewed = false; ; isRenewed = true) {
    const { token, result } = await attemptOnce(request, target, deadline, options);
    const status = result.response?.status ?? result.error?.details.status;
    if (credential === undefined || token === undefined || status === undefined) return result;
    if (status !== UNAUTHORIZED) {
      credential.onAccepted(token);
      return result;
    }
    // Whatever the verb: a request without a valid token did nothing.
    if (!credential.onRefused(token) || isRenewed) return result;
  }
}

async function attemptOnce(
  request: PlatformRequest,
  target: string,
  deadline: Deadline,
  options: AttemptOptions,
): Promise<{ readonly token: string | undefined; readonly result: AttemptResult }> {
  const { protect } = options;
  const progress: AttemptProgress = { sent: false, status: undefined };
  const causeOf = (thrown: unknown) =>
    thrown instanceof CallError ? thrown : (deadline.abortReason() ?? thrown);
  const toConnectionError = (thrown: unknown) =>
    connectionError(request, causeOf(thrown), { platform: options, host: options.endpoint.host, progress });
  const { body, contentType } = encodeBody(request);
  let token: string | undefined;
  let slot: ConnectionSlot | undefined;
  try {
    const given = tokenFor(request, options);
    // A token that never changes is there at once.
    token = given instanceof Promise ? await deadline.race(given) : given;
    slot = await options.queue.enter(request.verb, deadline);
    const response = await exchangeOnce(options.dispatcher, {
      request,
      origin: options.endpoint.origin,
      target,
      headers: requestHeaders(request, options.userAgent, { token, contentType }),
      body,
      deadline,
      progress,
      slot,
      protect,
      toConnectionError,
    });
    if (isAccepted(request, response)) return { token, result: { response } };
    const error = responseError(request, { ...response, body: protect(response.body) }, options);
    return {
      token,
      result: { error, sent: true, mayRetry: isRetryableStatus(request.verb, response.status) },
    };
  } catch (thrown) {
    slot?.release();
    const mayRetry = mayRetryAfterBreak(request, causeOf(thrown), progress);
    return { token, result: { error: toConnectionError(thrown), sent: progress.sent, mayRetry } };
  }
}

/** Whether the caller gets the response: a success, or an error status that it accepts. */
function isAccepted(request: PlatformRequest, { status }: PlatformResponse): boolean {
  if (status === NOT_MODIFIED && request.ifNoneMatch !== undefined) return true;
  return status < 300 || request.acceptedStatuses?.includes(status) === true;
}

function tokenFor(
  { auth }: PlatformRequest,
  { credential, label, credentialVariable, unusableFiles = [] }: AttemptOptions,
): string | undefined | Promise<string> {
  if (auth === 'none') return undefined;
  if (credential !== undefined) return credential.token();
  if (auth === 'optional') return undefined;
  throw new CallError('not_configured', [noCredential(label), ...unusableFiles.map(toSentence)].join(' '), {
    hint: setCredential(credentialVariable),
  });
}

function requestHeaders(
  request: PlatformRequest,
  userAgent: string,
  { token, contentType }: { readonly token: string | undefined; readonly contentType: string | undefined },
): Record<string, string> {
  return {
    accept: request.responseType === 'json' ? 'application/json' : '*/*',
    'user-agent': userAgent,
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
    ...(request.ifNoneMatch === undefined ? {} : { 'if-none-match': request.ifNoneMatch }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}

function encodeBody({ body, file }: PlatformRequest): {
  readonly body: string | Buffer | null;
  readonly contentType: string | undefined;
} {
  if (file !== undefined) {
    const { contentType, before, after } = frameMultipartForm({}, file);
    return { body: Buffer.concat([before, file.bytes, after]), contentType };
  }
  if (body === undefined) return { body: null, contentType: undefined };
  return { body: encodeJson(body), contentType: 'application/json' };
}

/** The error of a call whose last attempt failed, and an earlier one too. */
export function combineErrors(earlier: CallError, last: CallError, lastWasSent: boolean): CallError {
  const uncertain = earlier.details.uncertain === true;
  if (last.kind === 'cancelled')
    return new CallError('cancelled', CALL_CANCELLED, {
      ...last.details,
      uncertain: uncertain || last.details.uncertain === true,
    });
  // What was not sent again says nothing new of the request.
  if (!lastWasSent) return earlier;
  if (!uncertain) return last;
  const { method, status } = last.details;
  const mayBeDone = method === 'DELETE' && status === NOT_FOUND;
  return last.with(
    { uncertain, retryable: false },
    mayBeDone ? `${last.message} ${MAY_HAVE_DELETED}` : last.message,
  );
}
