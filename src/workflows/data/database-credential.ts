import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import type { WorkflowContext } from '../workflow.ts';

/** Credentials that an error names at the most. */
const MAX_LISTED = 10;

/**
 * The credential with which the user reaches a database: the one that is for it, or the user's default.
 *
 * @throws CallError `invalid_input` where there is none, or that lists them where there are several
 */
export async function findDatabaseCredential(context: WorkflowContext, databaseId: number): Promise<number> {
  const own = await listDatabaseCredentials(context, { remote_host_id: databaseId });
  const found = own.length > 0 ? own : await listDatabaseCredentials(context, { default: true });
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  const listed = found.slice(0, MAX_LISTED).map(({ id, name }) => `${id} (${name})`);
  const more = found.length > MAX_LISTED ? ` and ${found.length - MAX_LISTED} more` : '';
  const message =
    only === undefined
      ? `You have no credential for database ${databaseId}.`
      : `You have ${found.length} credentials for database ${databaseId}: ${listed.join(', ')}${more}.`;
  throw new CallError('invalid_input', message, {
    hint:
      only === undefined
        ? 'Check database_id with civis_databases_list, or give credential_id.'
        : 'Give the one that is meant as credential_id.',
  });
}

async function listDatabaseCredentials(
  context: WorkflowContext,
  filter: { readonly remote_host_id?: number; readonly default?: boolean },
): Promise<{ id: number; name: string }[]> {
  const { value } = await context.callOperation('civis_credentials_list', { type: 'Database', ...filter });
  return (Array.isArray(value) ? value : [])
    .filter(isObject)
    .map(({ id, name }) => ({ id: Number(id), name: String(name) }));
}
