import { CallError } from '../../errors.ts';
import { isObject, toText } from '../../json.ts';
import { RUN_KINDS, type RunKindName, runKind, runKindNamed } from '../run-kinds.ts';
import type { WorkflowContext } from '../workflow.ts';
import { OBJECT_KIND_NAMES, type ObjectKindName } from './object-kinds.ts';
import { findById, type NamedObject, type ResolvedObject, resolveObject } from './resolve-object.ts';

/** An object that can be run. */
export interface Runnable {
  readonly kind: RunKindName;
  readonly id: number;
}

const RUNNABLE_KINDS: readonly ObjectKindName[] = OBJECT_KIND_NAMES.filter(
  (kind) => kind === 'report' || Object.hasOwn(RUN_KINDS, kind),
);
/** Kinds whose ids are not those of jobs. */
export const KINDS_BESIDE_JOBS: readonly ObjectKindName[] = ['workflow', 'notebook', 'report'];

/**
 * Finds the object that an id or a name identifies and that can be run. An id without a kind is taken for that of a
 * job, which objects of most kinds are, without a request: see `withRunnable` for the others.
 *
 * @throws CallError `invalid_input` where none or several have the name, or the object cannot be run.
 */
export async function resolveRunnable(
  context: WorkflowContext,
  { id: word, kind }: NamedObject,
): Promise<Runnable> {
  const known = kind === undefined ? 'job' : runKindNamed(kind);
  if (isId(word) && known !== undefined) return { kind: known, id: Number(word) };
  const objectKind = known === 'file_import' ? 'import' : (known ?? kind);
  const named = { id: word, kind: kind === undefined ? undefined : objectKind };
  return toRunnable(context, await resolveObject(context, named, RUNNABLE_KINDS));
}

/**
 * Does something with the object that an id or a name identifies. An id without a kind that no job has is looked up
 * among the other kinds, so that the usual call for a job makes no request for it.
 *
 * @throws CallError as `resolveRunnable` and `use` do; `not_found` of the job if no other object has the id.
 */
export async function withRunnable<T>(
  context: WorkflowContext,
  named: NamedObject,
  use: (object: Runnable) => Promise<T>,
  otherKinds: readonly ObjectKindName[] = KINDS_BESIDE_JOBS,
): Promise<T> {
  const object = await resolveRunnable(context, named);
  if (named.kind !== undefined || !isId(named.id)) return use(object);
  return use(object).catch(async (cause: unknown) => {
    if (!(cause instanceof CallError && cause.kind === 'not_found')) throw cause;
    const other = await findById(context, object.id, otherKinds).catch((reason: unknown) => {
      // Only that several objects have the id is worth more than that no job has it.
      throw reason instanceof CallError && reason.kind === 'invalid_input' ? reason : cause;
    });
    if (other === undefined) throw cause;
    return use(await toRunnable(context, other));
  });
}

function isId(word: string): boolean {
  return /^\s*\d+\s*$/.test(word);
}

async function toRunnable(context: WorkflowContext, { kind, id }: ResolvedObject): Promise<Runnable> {
  if (kind === 'report') return jobOfReport(context, id);
  const found = runKindNamed(kind);
  if (found === undefined) throw new CallError('invalid_input', `Civis cannot run a ${kind}.`);
  // As jobs all are alike, whatever a list shows of their type: imports of files have other operations than others.
  return { kind: runKind(found).isJob ? 'job' : found, id };
}

/** A report shows the output of a script, or of a query, and is brought up to date by running that. */
async function jobOfReport({ callOperation }: WorkflowContext, id: number): Promise<Runnable> {
  const { value } = await callOperation('civis_reports_get', { id });
  const report = isObject(value) ? value : {};
  const isSql = /sql/i.test(toText(report['type']));
  const shown = isSql ? (await callOperation('civis_reports_get_sql', { id })).value : value;
  const job = isObject(shown) ? (shown['script'] ?? shown['query']) : undefined;
  if (isObject(job) && typeof job['id'] === 'number') return { kind: 'job', id: job['id'] };
  throw new CallError(
    'invalid_input',
    `Report ${id} shows no output of a script or query that could be run.`,
    {
      faulty: ['id'],
      hint: 'If it is a Tableau report, refresh its data with civis_reports_post_refresh.',
    },
  );
}
