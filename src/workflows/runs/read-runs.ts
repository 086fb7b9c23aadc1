import { CallError } from '../../errors.ts';
import { type RunKindName, runArguments, runKind } from '../run-kinds.ts';
import { parseRun, type Run, type RunReference } from '../run-state.ts';
import type { WorkflowContext } from '../workflow.ts';

export async function readRun(context: WorkflowContext, { kind, id, runId }: RunReference): Promise<Run> {
  const { value } = await context.callOperation(runKind(kind).getRun, runArguments(kind, id, runId));
  const run = parseRun(kind, value);
  if (run !== undefined) return run;
  throw new CallError('platform_error', `Civis returned run ${runId} without a state.`);
}

/** The runs of an object, newest first: at most `limit`, or one page of Civis's default size. */
export async function listLatestRuns(
  context: WorkflowContext,
  kind: RunKindName,
  id: number,
  limit?: number,
): Promise<Run[]> {
  const { listRuns, pageSize } = runKind(kind);
  const query = limit === undefined || pageSize === null ? {} : { limit: Math.min(limit, pageSize) };
  const { value } = await context.callOperation(listRuns, { ...runArguments(kind, id), ...query });
  return (Array.isArray(value) ? value : [])
    .map((each) => parseRun(kind, each))
    .filter((run) => run !== undefined)
    .sort((one, other) => other.id - one.id);
}
