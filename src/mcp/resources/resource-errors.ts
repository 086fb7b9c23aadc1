import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server';
import type { Presenter } from '../../dispatch/present.ts';
import { CallError } from '../../errors.ts';
import { renderError } from '../results/error-result.ts';

/** A failed read in the protocol's words: a resource has no result that could say what went wrong. */
export function asProtocolError(cause: unknown, uri: string, protect: Presenter['protect']): ProtocolError {
  if (cause instanceof ProtocolError) return cause;
  const { content, structuredContent } = renderError(cause, protect);
  const [first] = content;
  const text = first?.type === 'text' ? first.text : '';
  const kind = cause instanceof CallError ? cause.kind : undefined;
  if (kind === 'not_found') return new ResourceNotFoundError(uri, text);
  const code = kind === 'invalid_input' ? ProtocolErrorCode.InvalidParams : ProtocolErrorCode.InternalError;
  return new ProtocolError(code, text, structuredContent);
}
