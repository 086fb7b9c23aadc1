import { CallError } from '../errors.ts';
import { isObject, toText } from '../json.ts';
import type { Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { returnedStatus } from '../wording.ts';
import { refuseOlderAttributes } from './attribute-versions.ts';
import { addCatalogueNotices } from './catalogue-notices.ts';
import { readContentLink } from './content-link.ts';
import { summarizeDescription } from './endpoint-summary.ts';
import { collectPages, followsPages } from './follow-pages.ts';
import { listInBatches } from './list-in-batches.ts';
import { readEach } from './read-each.ts';
import { registerRecord } from './register-record.ts';
import { replaceRecord } from './replace-record.ts';
import { type OperationCall, sendOnce } from './send.ts';
import { suggestTerms } from './suggest-terms.ts';
import { updateRecord } from './update-record.ts';

/** Sends the requests of one call, as the operation's procedure says; the value has the platform's names. */
export async function execute(operation: Operation, call: OperationCall): Promise<Outcome> {
  refuseOlderAttributes(operation, call.args, call.platform.version);
  const running = run(operation, call);
  const isRecordWrite = operation.platform === 'aiod' && isObject(call.args['metadata']);
  const outcome = await (isRecordWrite
    ? running.catch((cause: unknown) => suggestTerms(cause, call))
    : running);
  refuseHiddenError(operation, outcome);
  return addCatalogueNotices(operation, call, outcome);
}

/** AI-on-Demand returns 200 for a submission that does not exist, with the error as its result. */
function refuseHiddenError({ platform, effect }: Operation, { value }: Outcome): void {
  if (platform !== 'aiod' || effect !== 'cancel' || !isObject(value) || value['status_code'] !== 404) return;
  const message = returnedStatus('AI-on-Demand', 404, toText(value['detail']));
  throw new CallError('not_found', message, { status: 404 });
}

async function run(operation: Operation, call: OperationCall): Promise<Outcome> {
  switch (operation.procedure) {
    case 'read_each':
      return readEach(operation, call);
    case 'list_in_batches':
      return listInBatches(operation, call);
    case 'read_merge_replace':
      return updateRecord(operation, call);
    case 'replace_record':
      return replaceRecord(operation, call);
    case 'register_record':
      return registerRecord(operation, call);
    case 'content_link':
      return readContentLink(operation, call);
    case 'summarize_description':
      return summarizeDescription(operation, call);
    case 'single':
      return followsPages(operation, call)
        ? collectPages(operation, call)
        : sendOnce(operation, { ...call, args: { ...operation.defaults, ...call.args } });
  }
}
