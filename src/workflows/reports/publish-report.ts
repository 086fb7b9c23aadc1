import * as z from 'zod';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { flag, int, list, text } from '../../tools/parameters.ts';
import { formatObject } from '../objects/resolve-object.ts';
import { responseFields } from '../response-fields.ts';
import { ID_PARAMETERS, parseGrants } from '../sharing/grants.ts';
import { type Principal, resolveUsersAndGroups } from '../sharing/resolve-principals.ts';
import { defineWorkflow, type WorkflowContext } from '../workflow.ts';
import { findOwnReport, type OwnReport } from './own-report.ts';
import { readReportSource } from './report-source.ts';

export const publishReport = defineWorkflow('civis', {
  name: 'publish_report',
  description: 'Publish an HTML report, or irreversibly replace the HTML of yours with that name.',
  effect: 'create',
  worstCase: 'replace',
  input: z.strictObject({
    name: text().min(1),
    html: text().optional(),
    path: text('Local file, up to 5 MB.').optional(),
    share_with: list(text(), 'Users or groups.').optional(),
  }),
  output: {
    id: int(),
    name: text(),
    display_url: text('Link to the page, valid for a limited time.'),
    created: flag('False: it existed, and its HTML was replaced.'),
    was: text('When it was last changed before.'),
    now: text('When it was changed.'),
    shared_with: list(text(), 'Who can read it now and could not before.'),
  },
  plan: async (context, { name, share_with: readers, ...source }) => {
    await readReportSource(context, source);
    const existing = await findOwnReport(context, name);
    await resolveUsersAndGroups(context, readers ?? []);
    if (existing === undefined) return [];
    const says = `Replace the HTML of ${formatObject(existing)}, last changed ${existing.updatedAt}`;
    return [{ says }];
  },
  run: async (context, { name, share_with: readers, ...source }) => {
    const html = await readReportSource(context, source);
    const existing = await findOwnReport(context, name);
    const wanted = await resolveUsersAndGroups(context, readers ?? []);
    const outcome = await save(context, existing, name.trim(), html);
    const saved = isObject(outcome.value) ? outcome.value : {};
    const id = existing?.id ?? responseFields(outcome).id();
    const added = await shareWith(context, id, wanted).catch((cause: unknown) => {
      if (!(cause instanceof CallError)) throw cause;
      const hint = `The report was published with id ${id}, but it is not shared with all of them. Use civis_share.`;
      throw cause.with({ hint });
    });
    return {
      id,
      name: existing?.name ?? name.trim(),
      display_url: saved['auth_code_url'] ?? saved['auth_data_url'] ?? undefined,
      created: existing === undefined,
      was: existing?.updatedAt,
      now: saved['updated_at'] ?? undefined,
      shared_with: added.map((each) => each.name),
    };
  },
});

function save(
  { callOperation }: WorkflowContext,
  existing: OwnReport | undefined,
  name: string,
  html: string,
) {
  return existing === undefined
    ? callOperation('civis_reports_post', { name, code_body: html })
    : callOperation('civis_reports_patch', { id: existing.id, code_body: html });
}

/** Lets those read a report who have no permission on it yet; returns them. */
async function shareWith(
  { callOperation }: WorkflowContext,
  id: number,
  wanted: Readonly<Record<'users' | 'groups', readonly Principal[]>>,
): Promise<Principal[]> {
  if (wanted.users.length + wanted.groups.length === 0) return [];
  const grants = parseGrants((await callOperation('civis_reports_list_shares', { id })).value);
  const added: Principal[] = [];
  for (const type of ['users', 'groups'] as const) {
    const without = wanted[type].filter((each) => !grants[type].some((grant) => grant.id === each.id));
    if (without.length === 0) continue;
    await callOperation(`civis_reports_put_shares_${type}`, {
      id,
      [ID_PARAMETERS[type]]: without.map((each) => each.id),
      permission_level: 'read',
    });
    added.push(...without);
  }
  return added;
}
