import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Presenter } from '../../dispatch/present.ts';
import { CallError } from '../../errors.ts';
import type { Structured } from './truncate.ts';

/** The one place that turns a failure into what a model reads. */
export function renderError(cause: unknown, protect: Presenter['protect']): CallToolResult {
  const { kind, message, details } = cause instanceof CallError ? cause : internalError();
  const {
    hint,
    status,
    code,
    retryable = false,
    retryAfterSeconds,
    method,
    path,
    requestId,
    schema,
  } = details;
  const error = protect({
    kind,
    message,
    hint,
    status,
    code,
    retryable,
    retry_after_seconds: retryAfterSeconds,
    method,
    path,
    request_id: requestId,
  }) as Structured;
  // By its name it would be taken for a secret, and it is there to be sent back.
  const confirmation = details.confirmToken === undefined ? {} : { confirm_token: details.confirmToken };
  const text = String(protect(hint === undefined ? message : `${message} ${hint}`));
  // A schema is the catalogue's own: what it calls a password is none.
  const part = schema === undefined ? {} : { schema };
  const shown = schema === undefined ? text : `${text}\nSchema: ${JSON.stringify(schema)}`;
  return {
    isError: true,
    content: [{ type: 'text', text: shown }],
    structuredContent: { error: { ...error, ...confirmation, ...part } },
  };
}

/** Anything but a `CallError` is an internal error; its text may contain what must not be sent. */
function internalError(): CallError {
  return new CallError('platform_error', 'The call failed because of an internal error of this server.', {
    hint: 'Report it with the name of the tool and its arguments.',
  });
}
