import { Pool } from 'undici';
import { CallError } from '../errors.ts';
import type { PlatformAnswer, PlatformClient, PlatformName, PlatformRequest } from './client.ts';
import { parseJson, readBody } from './decode.ts';
import { encodeTarget } from './encode.ts';
import { failureOf, lossOf, type PlatformLabel } from './failure.ts';

/** Connections that one platform may hold open. */
const CONNECTIONS = 16;
const CONNECT_TIMEOUT_MS = 10_000;

export interface PlatformSettings extends PlatformLabel {
  readonly platform: PlatformName;
  /** Where the platform's paths begin: `https://api.civisanalytics.com/`. */
  readonly endpoint: URL;
  /** Version in front of every path, unless a request says otherwise. */
  readonly version?: string;
  readonly credential?: string;
  /** From the call to the last byte of its answer. */
  readonly timeoutSeconds: number;
  readonly userAgent: string;
}

export interface ConnectedClient extends PlatformClient {
  close(): Promise<void>;
}

/** One platform behind one pool of connections that are kept alive. */
export function connectPlatform(settings: PlatformSettings): ConnectedClient {
  const { endpoint, platform, credential, version } = settings;
  const pool = new Pool(endpoint.origin, {
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    headersTimeout: settings.timeoutSeconds * 1000,
    bodyTimeout: settings.timeoutSeconds * 1000,
  });
  const base = endpoint.pathname.replace(/\/$/, '');

  async function exchange(
    request: PlatformRequest,
    target: string,
    signal: AbortSignal,
  ): Promise<PlatformAnswer> {
    const answer = await pool.request({
      method: request.verb,
      path: `${base}${target}`,
      headers: headersFor(request, settings),
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal,
    });
    const headers = plainHeaders(answer.headers);
    const bytes = await readBody(answer.body, headers['content-length']);
    const failed = answer.statusCode >= 400;
    const body = request.expect === 'bytes' && !failed ? bytes : bodyOf(bytes, failed);
    return { status: answer.statusCode, headers, body };
  }

  return {
    platform,
    hasCredential: credential !== undefined,

    async send(request, signal) {
      const target = encodeTarget(request, version);
      if (request.auth === 'required' && credential === undefined) throw missingCredential(settings);
      const deadline = deadlineFor(signal, settings.timeoutSeconds);
      const answer = await exchange(request, target, deadline.signal)
        .catch((cause: unknown) => {
          throw lossOf(request, deadline.reason(settings) ?? cause, settings, endpoint.host);
        })
        .finally(deadline.clear);
      if (answer.status >= 300 && request.tolerate?.includes(answer.status) !== true) {
        throw failureOf(request, answer, settings);
      }
      return answer;
    },

    close: () => pool.destroy(),
  };
}

function headersFor(
  request: PlatformRequest,
  { credential, userAgent }: PlatformSettings,
): Record<string, string> {
  return {
    accept: request.expect === 'json' ? 'application/json' : '*/*',
    'user-agent': userAgent,
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(request.auth === 'none' || credential === undefined ? {} : { authorization: `Bearer ${credential}` }),
  };
}

/** An error's body is read for its words, whatever it is; an answer's must be JSON. */
function bodyOf(bytes: Buffer, failed: boolean): unknown {
  if (!failed) return parseJson(bytes);
  try {
    return parseJson(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

function missingCredential({ label, credentialVariable }: PlatformSettings): CallError {
  return new CallError('not_configured', `${label} needs a credential, and none is set.`, {
    hint: `Set ${credentialVariable} where the server is started; --sandbox needs none.`,
  });
}

interface Deadline {
  readonly signal: AbortSignal;
  /** Why the signal was raised, if it was. */
  reason(settings: PlatformSettings): CallError | undefined;
  clear(): void;
}

/**
 * Joins the caller's signal with a timer. `AbortSignal.timeout` would do, but its timer outlives the call
 * that it was made for, and thousands of quick calls would each keep one.
 */
function deadlineFor(caller: AbortSignal, seconds: number): Deadline {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, seconds * 1000);
  caller.addEventListener('abort', abort, { once: true });
  if (caller.aborted) abort();
  return {
    signal: controller.signal,
    reason({ label }) {
      if (!controller.signal.aborted) return undefined;
      if (caller.aborted) return new CallError('cancelled', 'The call was cancelled.');
      return new CallError('timeout', `${label} did not answer within ${seconds} s.`, {
        hint: 'Call again later, or start the server with a longer --timeout.',
      });
    },
    clear() {
      clearTimeout(timer);
      caller.removeEventListener('abort', abort);
    },
  };
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
