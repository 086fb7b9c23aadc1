import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { listSome } from '../../wording.ts';
import { formatObject } from '../objects/resolve-object.ts';
import { responseFields } from '../response-fields.ts';
import type { WorkflowContext } from '../workflow.ts';

/** An HTML report of the account. */
export interface OwnReport {
  readonly kind: 'report';
  readonly id: number;
  readonly name: string;
  readonly updatedAt: string;
}

const HTML = 'ReportTypes::HTML';
const MAX_CANDIDATES = 8;

/**
 * The one HTML report of the account that has the name; undefined if none has. Reports of others are never changed
 * by name.
 *
 * @throws CallError `conflict` if several have it.
 */
export async function findOwnReport(context: WorkflowContext, name: string): Promise<OwnReport | undefined> {
  const me = responseFields(await context.callOperation('civis_users_list_me', {})).id();
  const { value } = await context.callOperation('civis_reports_list', { author: [me], iterator: true });
  const found = (Array.isArray(value) ? value : [])
    .filter(isObject)
    .flatMap(({ id, name: its, type, updated_at: updatedAt }): OwnReport[] =>
      typeof id === 'number' && type === HTML && toText(its).trim() === name.trim()
        ? [{ kind: 'report', id, name: toText(its), updatedAt: toText(updatedAt) }]
        : [],
    );
  if (found.length < 2) return found[0];
  const listed = listSome(found.map(formatObject), MAX_CANDIDATES);
  throw new CallError('conflict', `${found.length} of your HTML reports have that name: ${listed}.`, {
    faulty: ['name'],
    hint: 'Use another name, or change the intended one with civis_update and its id. Nothing was changed.',
  });
}
