import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server';
import { CallError } from '../../errors.ts';
import { renderError } from '../error.ts';
import type { Redact } from '../redact.ts';

/** A failed read in the protocol's words: a resource has no result that could say what went wrong. */
export function asProtocolError(cause: unknown, uri: string, redact: Redact): ProtocolError {
  if (cause instanceof ProtocolError) return cause;
  const { content, structuredContent } = renderError(cause, redact);
  const [first] = content;
  const text = first?.type === 'text' ? first.text : '';
  const kind = cause instanceof CallError ? cause.kind : undefined;
  if (kind === 'not_found') return new ResourceNotFoundError(uri, text);
  const code = kind === 'invalid_input' ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, text, structuredContent);
}
