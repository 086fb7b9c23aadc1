import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { listInBatches, readEach, readMergeReplace } from './aiod-procedures.ts';
import { refuseOlderAttributes } from './attribute-versions.ts';
import { summarizeDescription } from './endpoint-summary.ts';
import { collectPages, followsPages } from './follow-pages.ts';
import { type OperationCall, sendOnce } from './send.ts';

/** Sends the requests of one call, as the operation's procedure says; the value has the platform's names. */
export async function execute(operation: Operation, call: OperationCall): Promise<Outcome> {
  refuseOlderAttributes(operation, call.args, call.platform.version);
  switch (operation.procedure) {
    case 'read_each':
      return readEach(operation, call);
    case 'list_in_batches':
      return listInBatches(operation, call);
    case 'read_merge_replace':
      return readMergeReplace(operation, call);
    case 'summarize_description':
      return summarizeDescription(operation, call);
    case 'single':
      return followsPages(operation, call)
        ? collectPages(operation, call)
        : sendOnce(operation, { ...call, args: { ...operation.defaults, ...call.args } });
  }
}
