import { CallError } from '../../errors.ts';
import type { WorkflowContext } from '../workflow.ts';
import { databaseNames, findNamed, listNamed, type NamedObject } from './find-database.ts';

/**
 * The credential that a name or an id means. Without one: the user's credential that belongs to the database, or
 * the user's default.
 *
 * @throws CallError `invalid_input` if there is none, or that lists them if there are several
 */
export async function findDatabaseCredential(
  context: WorkflowContext,
  tool: string,
  database: NamedObject,
  given?: string,
): Promise<number> {
  if (given !== undefined) {
    if (/^\d+$/.test(given)) return Number(given);
    return findNamed(tool, 'credential', given, await listCredentials(context, {})).id;
  }
  const own = await listCredentials(context, { remote_host_id: database.id });
  const found = own.length > 0 ? own : await listCredentials(context, { default: true });
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  const [usual, ...others] = await listCredentials(context, { remote_host_id: database.id, default: true });
  if (usual !== undefined && others.length === 0) return usual.id;
  const message =
    only === undefined
      ? `You have no credential for database ${database.name}.`
      : `You have ${found.length} credentials for database ${database.name}: ${databaseNames(found)}.`;
  throw new CallError('invalid_input', message, {
    hint:
      only === undefined
        ? 'Choose another database, or set credential to the name or id of a credential.'
        : 'Set credential to the one to use.',
  });
}

function listCredentials(
  context: WorkflowContext,
  filter: { readonly remote_host_id?: number; readonly default?: boolean },
): Promise<NamedObject[]> {
  return listNamed(context, 'civis_credentials_list', { type: 'Database', ...filter });
}
