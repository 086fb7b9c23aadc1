import { CallError } from '../../../errors.ts';
import { RUN_KINDS, type RunKindName } from '../run-kinds.ts';
import { isRun, type Run, type RunReference } from '../run-state.ts';
import type { WorkflowContext } from '../workflow.ts';

/** Reads one run. */
export async function readRun(context: WorkflowContext, { kind, id, runId }: RunReference): Promise<Run> {
  const { getRun, runIdParameter } = RUN_KINDS[kind];
  const { value } = await context.callOperation(getRun, { id, [runIdParameter]: runId });
  if (isRun(value)) return value;
  throw new CallError('platform_error', `Civis showed run ${runId} without a state.`);
}

/** The newest runs of an object, newest first: as many as Civis usually gives, or at most so many. */
export async function listLatestRuns(
  context: WorkflowContext,
  kind: RunKindName,
  id: number,
  most?: number,
): Promise<Run[]> {
  // Civis gives the runs of an import all at once.
  const limit = most === undefined || kind === 'import' ? {} : { limit: most };
  const { value } = await context.callOperation(RUN_KINDS[kind].listRuns, { id, ...limit });
  return (Array.isArray(value) ? value : []).filter(isRun).sort((one, other) => other.id - one.id);
}
