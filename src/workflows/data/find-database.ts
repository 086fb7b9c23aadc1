import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { listSome, wasNotCalled } from '../../wording.ts';
import type { WorkflowContext } from '../workflow.ts';

export interface NamedObject {
  readonly id: number;
  readonly name: string;
}

/**
 * The database that a name or an id means. Without one: the only one, or that of the user's default credential.
 *
 * @throws CallError that lists the databases, unless exactly one is meant; `not_allowed` outside of the bounds
 */
export async function findDatabase(
  context: WorkflowContext,
  tool: string,
  given: string | undefined,
): Promise<NamedObject> {
  const all = await listNamed(context, 'civis_databases_list', {});
  const allowed = all.filter((database) => isAllowed(context, database));
  if (given !== undefined) return requireAllowed(context, tool, findNamed(tool, 'database', given, all));
  const [only] = allowed;
  if (only !== undefined && allowed.length === 1) return only;
  const usual = await findDefaultDatabase(context);
  const database = allowed.find(({ id }) => id === usual);
  if (database !== undefined) return database;
  throw new CallError(
    'invalid_input',
    wasNotCalled(tool, `database is required. Databases: ${databaseNames(allowed)}`),
    {
      hint: 'Call again with the name or id of one of them.',
    },
  );
}

/** The object of that name or id. @throws CallError that lists the candidates unless there is exactly one */
export function findNamed(
  tool: string,
  what: string,
  given: string,
  all: readonly NamedObject[],
): NamedObject {
  const wanted = given.trim().toLowerCase();
  const exact = all.filter(({ id, name }) => String(id) === wanted || name.toLowerCase() === wanted);
  const found = exact.length > 0 ? exact : all.filter(({ name }) => name.toLowerCase().includes(wanted));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const shown = JSON.stringify(given);
  const why =
    only === undefined
      ? `no ${what} is called ${shown}. There are: ${databaseNames(all)}`
      : `${found.length} ${what}s match ${shown}: ${databaseNames(found)}`;
  throw new CallError(only === undefined ? 'not_found' : 'invalid_input', wasNotCalled(tool, why), {
    hint: `Call again with the id of one of them as ${what}.`,
  });
}

/** `20700001 (Harbor Redshift), 20700002 (Pine Postgres)` */
export function databaseNames(objects: readonly NamedObject[]): string {
  return objects.length === 0 ? 'none' : listSome(objects.map(({ id, name }) => `${id} (${name})`));
}

function isAllowed({ dataBounds }: WorkflowContext, { id, name }: NamedObject): boolean {
  const { databases } = dataBounds;
  return (
    databases.length === 0 ||
    databases.some((allowed) => allowed === String(id) || allowed.toLowerCase() === name.toLowerCase())
  );
}

function requireAllowed(context: WorkflowContext, tool: string, database: NamedObject): NamedObject {
  if (isAllowed(context, database)) return database;
  const { databases } = context.dataBounds;
  throw new CallError('not_allowed', wasNotCalled(tool, `database ${database.name} is not allowed`), {
    hint: `This server was started with --database. Allowed databases: ${listSome(databases)}.`,
  });
}

async function findDefaultDatabase(context: WorkflowContext): Promise<number | undefined> {
  const { value } = await context.callOperation('civis_credentials_list', {
    type: 'Database',
    default: true,
  });
  const [first] = Array.isArray(value) ? value.filter(isObject) : [];
  return typeof first?.['remote_host_id'] === 'number' ? first['remote_host_id'] : undefined;
}

/** A list of objects that have a name. */
export async function listNamed(
  context: WorkflowContext,
  operation: string,
  args: Readonly<Record<string, unknown>>,
): Promise<NamedObject[]> {
  const { value } = await context.callOperation(operation, args);
  return (Array.isArray(value) ? value : [])
    .filter(isObject)
    .map(({ id, name }) => ({ id: Number(id), name: toText(name) }));
}
