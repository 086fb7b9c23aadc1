import { CallError } from '../../errors.ts';
import { RUN_KINDS, type RunKindName } from '../run-kinds.ts';
import { isRun, type Run, type RunReference } from '../run-state.ts';
import type { WorkflowContext } from '../workflow.ts';

export async function readRun(context: WorkflowContext, { kind, id, runId }: RunReference): Promise<Run> {
  const { getRun, runIdParameter } = RUN_KINDS[kind];
  const { value } = await context.callOperation(getRun, { id, [runIdParameter]: runId });
  if (isRun(value)) return value;
  throw new CallError('platform_error', `Civis returned run ${runId} without a state.`);
}

/** The runs of an object, newest first: at most `limit`, or one page of Civis's default size. */
export async function listLatestRuns(
  context: WorkflowContext,
  kind: RunKindName,
  id: number,
  limit?: number,
): Promise<Run[]> {
  // The list of an import's runs takes no limit.
  const query = limit === undefined || kind === 'import' ? {} : { limit };
  const { value } = await context.callOperation(RUN_KINDS[kind].listRuns, { id, ...query });
  return (Array.isArray(value) ? value : []).filter(isRun).sort((one, other) => other.id - one.id);
}
