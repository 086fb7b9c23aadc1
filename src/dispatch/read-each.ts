import { CallError } from '../errors.ts';
import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { catalogueRefusalHint } from './catalogue-refusals.ts';
import { inParallel } from './parallel-requests.ts';
import { type OperationCall, send } from './send.ts';

/** Reads each identifier, in order; for one that the platform refuses, its error takes the place. */
export async function readEach(operation: Operation, call: OperationCall): Promise<Outcome> {
  const { identifiers, ...args } = call.args;
  const value = await inParallel(identifiers as readonly unknown[], call, async (identifier) => {
    const reading = send(operation, { ...call, args: { ...args, identifier } });
    const { body } = await reading.catch((cause: unknown) => ({
      body: errorItem(operation, identifier, cause),
    }));
    return body;
  });
  return { value };
}

/** What a refused item is reported as. A failure of the connection concerns the whole batch. */
function errorItem(operation: Operation, identifier: unknown, cause: unknown) {
  if (cause instanceof CallError && cause.details.status !== undefined) {
    const { message, details } = cause;
    const hint = catalogueRefusalHint(cause, operation) ?? details.hint;
    return { identifier, error: hint === undefined ? message : `${message} ${hint}` };
  }
  throw cause;
}
