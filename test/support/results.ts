import { expect } from 'vitest';
import type { ToolResult } from './hosts.ts';

/** `structuredContent.error` as the contract names its fields. */
export interface RenderedError {
  readonly kind: string;
  readonly message: string;
  readonly hint?: string;
  readonly status?: number;
  readonly code?: string;
  readonly retryable: boolean;
  readonly retry_after_seconds?: number;
  readonly method?: string;
  readonly path?: string;
  readonly request_id?: string;
}

export function errorOf(result: ToolResult): RenderedError {
  expect(result).toMatchObject({ isError: true, structuredContent: { error: expect.any(Object) } });
  return result.structuredContent?.['error'] as RenderedError;
}

export function textOf(result: ToolResult): string {
  // A link to the same object may follow it.
  expect(result.content.map(({ type }) => type)).toEqual(
    ['text', 'resource_link'].slice(0, result.content.length),
  );
  return result.content[0]?.text ?? '';
}

/** The object of a result that is no error. */
export function dataOf(result: ToolResult): Readonly<Record<string, unknown>> {
  if (result.isError === true) expect.fail(`an error where none is due: ${textOf(result)}`);
  return result.structuredContent ?? expect.fail('no structuredContent');
}

export function itemsOf(result: ToolResult): readonly Readonly<Record<string, unknown>>[] {
  return dataOf(result)['items'] as readonly Readonly<Record<string, unknown>>[];
}
