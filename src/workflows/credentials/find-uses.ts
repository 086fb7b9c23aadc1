import pMap from 'p-map';
import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { listSome } from '../../wording.ts';
import { kindOfJob, type ObjectKindName, objectOperation } from '../objects/object-kinds.ts';
import type { WorkflowContext } from '../workflow.ts';
import { type Place, placesOf } from './credential-references.ts';

/** An object that uses a credential. */
export interface CredentialUse {
  readonly kind: ObjectKindName;
  readonly id: number;
  readonly name: string;
  readonly places: readonly Place[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface CredentialUses {
  readonly uses: readonly CredentialUse[];
  /** Objects that were looked into. */
  readonly checked: number;
  /** What was listed, or should have been, and could not be looked into, in words. */
  readonly gaps: readonly string[];
}

/** A list of objects that may use credentials; the kind of each of them by its row. */
interface Source {
  readonly list: string;
  readonly what: string;
  /** `job` for what has no kind of its own. */
  readonly kindOf: (row: Readonly<Record<string, unknown>>) => ObjectKindName;
}

const SOURCES: readonly Source[] = [
  { list: 'civis_imports_list', what: 'imports', kindOf: () => 'import' },
  {
    list: 'civis_scripts_list',
    what: 'scripts',
    kindOf: (row) => kindOfJob(toText(row['type']), row['from_template_id']),
  },
  { list: 'civis_models_list', what: 'models', kindOf: () => 'model' },
  { list: 'civis_notebooks_list', what: 'notebooks', kindOf: () => 'notebook' },
  {
    list: 'civis_enhancements_list',
    what: 'enhancements',
    kindOf: (row) => (row['type'] === 'CASS-NCOA' ? 'cass_ncoa' : 'job'),
  },
];

/** Requests under way at once, and objects that are read one by one at most. */
const CONCURRENCY = 8;
const MAX_READS = 500;
/** Maximum number of items of a list that is read whole. */
const MAX_LISTED = 1_000;
const LEFT_OUT: readonly CallError['kind'][] = ['forbidden', 'not_found', 'not_allowed', 'platform_error'];

/** Which objects use a credential, among those that this account sees and that are neither hidden nor archived. */
export async function findUses(context: WorkflowContext, credentialId: number): Promise<CredentialUses> {
  const gaps: string[] = [];
  const listed = await Promise.all(
    SOURCES.map(async (source) => {
      const { value } = await context
        .callOperation(source.list, { iterator: true })
        .catch(leaveOut(`${source.what} (cannot be listed)`, gaps));
      const rows = (Array.isArray(value) ? value : []).filter(isObject);
      if (rows.length >= MAX_LISTED) gaps.push(`${source.what} after the first ${MAX_LISTED}`);
      const known = rows.map((row) => ({ kind: source.kindOf(row), id: Number(row['id']) }));
      const readable = known.filter(({ kind, id }) => kind !== 'job' && Number.isSafeInteger(id));
      const others = known.length - readable.length;
      if (others > 0) gaps.push(`${others} ${source.what}, whose credentials Civis does not show`);
      return readable;
    }),
  );
  const readable = listed.flat();
  if (readable.length > MAX_READS) gaps.push(`${readable.length - MAX_READS} objects beyond ${MAX_READS}`);
  const checked = readable.slice(0, MAX_READS);
  let done = 0;
  const found = await pMap(
    checked,
    async ({ kind, id }): Promise<CredentialUse[]> => {
      const { value } = await context
        .callOperation(objectOperation(kind, 'get'), { id })
        .catch(leaveOut(`${kind} ${id}`, gaps));
      done += 1;
      context.report({
        done,
        total: checked.length,
        message: `${done} of ${checked.length} objects checked`,
      });
      if (!isObject(value)) return [];
      const places = placesOf(credentialId, value);
      const name = toText(value['name'] ?? value['model_name'] ?? id);
      return places.length === 0 ? [] : [{ kind, id, name, places, attributes: value }];
    },
    { concurrency: CONCURRENCY },
  );
  return { uses: found.flat(), checked: checked.length, gaps };
}

/** Names what a refusal leaves out; any other failure ends the search. */
function leaveOut(what: string, gaps: string[]): (cause: unknown) => { readonly value: undefined } {
  return (cause) => {
    if (!(cause instanceof CallError) || !LEFT_OUT.includes(cause.kind)) throw cause;
    gaps.push(what);
    return { value: undefined };
  };
}

/** What was not looked into, as sentences. */
export function describeUnchecked({ gaps }: CredentialUses): string {
  const unread = gaps.length === 0 ? '' : `Could not be looked into: ${listSome(gaps, 10)}. `;
  return `${unread}Not looked into: hidden and archived objects, objects that you cannot see, exports, definitions of workflows, and services.`;
}
