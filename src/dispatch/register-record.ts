import { isObject } from '../json.ts';
import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { factsOf } from './record-attributes.ts';
import { type OperationCall, sendOnce } from './send.ts';

/** Adds a record, and says what becomes of it: nobody but its owner sees a draft. */
export async function registerRecord(operation: Operation, call: OperationCall): Promise<Outcome> {
  const outcome = await sendOnce(operation, call);
  const identifier = isObject(outcome.value) ? outcome.value['identifier'] : undefined;
  if (!factsOf(operation).isReviewed || typeof identifier !== 'string') return outcome;
  // What a connector of a platform registers is published at once.
  const isFromPlatform = isObject(call.args['metadata']) && call.args['metadata']['platform'] != null;
  const notice = isFromPlatform
    ? `Call aiod_publish with identifier=${identifier} and action=status to see whether it is published.`
    : `It is a private draft that only you can see. To have it reviewed and published, call aiod_publish with identifier=${identifier}.`;
  return { ...outcome, notices: [notice] };
}
