import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { inParallel, refuseTooMany } from './parallel-requests.ts';
import { type OperationCall, send } from './send.ts';

/** Lists in batches: the batches of `range(offset, offset + limit, batch_size)`, at once, in order. */
export async function listInBatches(operation: Operation, call: OperationCall): Promise<Outcome> {
  const { offset = 0, limit = 100, batch_size = 10 } = call.args as Record<string, number | undefined>;
  const count = Math.max(0, Math.ceil(limit / batch_size));
  // Before there is a list of them: its length is whatever a model wrote.
  refuseTooMany(count);
  const batches = Array.from({ length: count }, (_, position) => ({
    offset: offset + position * batch_size,
    limit: Math.min(batch_size, limit - position * batch_size),
  }));
  const value = await inParallel(batches, call, async (batch) => {
    const { body } = await send(operation, { ...call, args: { ...call.args, ...batch } });
    return body;
  });
  return { value: value.flat() };
}
