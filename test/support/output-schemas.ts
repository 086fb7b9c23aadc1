import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';
import { expect } from 'vitest';
import { outputSchemaOf } from '../../src/dispatch/output-schema.ts';
import type { DispatchResult } from '../../src/dispatch/tool-call.ts';
import type { Operation } from '../../src/tools/operation.ts';
import type { ToolResult } from './hosts.ts';

const validator = new AjvJsonSchemaValidator();
const compiled = new WeakMap<Operation, (value: unknown) => { readonly errorMessage?: string | undefined }>();

/** As a server has it that was started with --output-schemas. */
export function schemaOfResult(tool: DispatchResult['tool']) {
  return tool.kind === 'operation' ? outputSchemaOf(tool) : undefined;
}

/** What a strict host finds wrong with a result, be it an error or not. */
export function faultOfResult(operation: Operation, { structuredContent }: ToolResult): string | undefined {
  const validate = compiled.get(operation) ?? validator.getValidator({ ...outputSchemaOf(operation) });
  compiled.set(operation, validate);
  return structuredContent === undefined ? 'no structured content' : validate(structuredContent).errorMessage;
}

export function expectValidResult(operation: Operation, result: ToolResult): void {
  expect([operation.name, faultOfResult(operation, result)]).toEqual([operation.name, undefined]);
}
