/** What can go wrong with a call: one closed list, from the caller's point of view. */
export type ErrorKind =
  | 'invalid_input'
  | 'unknown_tool'
  | 'not_allowed'
  | 'confirmation_required'
  | 'not_configured'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'platform_error'
  | 'network'
  | 'timeout'
  | 'cancelled'
  | 'too_large';

export interface ErrorDetails {
  /** What to do next, one sentence. */
  readonly hint?: string;
  /** HTTP status that the platform returned. */
  readonly status?: number;
  /** The platform's own code for the error: `already_running`. */
  readonly code?: string;
  /** Whether the same call may succeed later, unchanged. */
  readonly retryable?: boolean;
  readonly retryAfterSeconds?: number;
  /** The response was lost: it is not known whether a change was made. The hint says so; it is not rendered. */
  readonly uncertain?: boolean;
  /** The token that a confirmed call must send as its argument `confirm_token`. */
  readonly confirmToken?: string;
  /** Where the invalid arguments are, if it is known: `schedule.scheduled_days[0]`. Rendered as their schemas, if at all. */
  readonly faulty?: readonly string[];
  /** The part of the input schema that a second try needs, for a caller who has not seen it. */
  readonly schema?: object;
  /** How often the request was sent again; for the log. */
  readonly retries?: number;
  /** HTTP verb and path of the request, without its query. */
  readonly method?: string;
  readonly path?: string;
  /** The platform's identifier of the request, for its support. */
  readonly requestId?: string;
}

/**
 * The one error that crosses folder borders: thrown where the failure is understood, rendered once
 * (`mcp/results/error-result.ts`). Anything else that is thrown is an internal error.
 */
export class CallError extends Error {
  override readonly name = 'CallError';

  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }

  /** The same failure, with what a caller further out knows about it. */
  with(details: ErrorDetails, message = this.message): CallError {
    return new CallError(this.kind, message, { ...this.details, ...details });
  }
}

/** The system's code of a failure: `ENOENT`; empty for any other failure. */
export function systemErrorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

/** An invalid command line, environment or file of the user: one line for the person who wrote it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Ends a call while the run that it waits for goes on. Thrown to the caller that can come back for the result. */
export class CallLeft extends Error {
  override readonly name = 'CallLeft';

  constructor(
    /** From where the call is continued: JSON without secrets. */
    readonly point: Readonly<Record<string, unknown>>,
    /** State of the run. */
    readonly state: string,
  ) {
    super(`The call was left; its run is ${state}.`);
  }
}
