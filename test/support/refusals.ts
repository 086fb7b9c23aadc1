import { expect } from 'vitest';
import { validateArguments } from '../../src/dispatch/validate.ts';
import { CallError } from '../../src/errors.ts';
import { handwrittenOperations } from '../../src/tools/catalogue/catalogue.ts';
import type { Operation } from '../../src/tools/operation.ts';

const handwritten = new Map(handwrittenOperations.map((operation) => [operation.name, operation]));

export function operationOf(name: string): Operation {
  const operation = handwritten.get(name);
  if (operation === undefined) throw new Error(`no operation ${name}`);
  return operation;
}

/** A failure that is the error of a call; any other goes on. */
export function asCallError(cause: unknown): CallError {
  if (cause instanceof CallError) return cause;
  throw cause;
}

/** Expects that the arguments are taken as they are. */
export function accepts(name: string, args: Record<string, unknown>): void {
  expect(validateArguments(operationOf(name), args)).toEqual(args);
}

/** The words with which the arguments are refused. */
export function refusal(operation: Operation, args: unknown): string {
  try {
    validateArguments(operation, args);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    expect(error.kind).toBe('invalid_input');
    return error.message;
  }
  throw new Error(`${operation.name} took ${JSON.stringify(args)}`);
}
