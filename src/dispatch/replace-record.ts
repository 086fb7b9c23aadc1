import { isObject } from '../json.ts';
import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { editorsOf, factsOf, metadataOf, refuseClearing } from './record-attributes.ts';
import { type OperationCall, send, sendOnce } from './send.ts';

/** Refusals of a read. The replacement itself then says more exactly what stands against it. */
const REFUSED: readonly number[] = [400, 401, 403, 404, 422];

/**
 * Replaces a record, but not who may edit it: a PUT without `aiod_entry` erases the editors. They are sent back as
 * they are, unless the call names `aiod_entry` itself.
 */
export async function replaceRecord(operation: Operation, call: OperationCall): Promise<Outcome> {
  const { attributes } = factsOf(operation);
  const given = metadataOf(call.args);
  const asksForState = 'aiod_entry' in attributes && call.platform.hasCredential;
  if (!asksForState) return sendOnce(operation, call);
  const { metadata: _, ...args } = call.args;
  const { body } = await send(
    { ...operation, verb: 'GET', auth: 'optional' },
    { ...call, args },
    { acceptedStatuses: REFUSED },
  );
  const current = isObject(body) ? body : {};
  refuseClearing(operation, given, current);
  const editor = editorsOf(current);
  const isKept = editor !== null && editor.length > 0 && given['aiod_entry'] === undefined;
  const metadata = isKept ? { ...given, aiod_entry: { editor } } : given;
  return sendOnce(operation, { ...call, args: { ...call.args, metadata } });
}
