import { CallError } from '../../errors.ts';
import { isObject } from '../wire.ts';
import { hasEnded, isRun, KINDS, type KindName, type Run } from './kinds.ts';
import type { Desk } from './workflow.ts';

export interface Started {
  readonly runId: number;
  /** False where the run was under way already. */
  readonly started: boolean;
}

/**
 * Starts a run, or attaches to the one that is under way. A start whose answer was lost is looked up, not
 * repeated.
 */
export async function startOrAttach(
  desk: Desk,
  kind: KindName,
  id: number,
  force: boolean,
): Promise<Started> {
  const before = await latestRuns(desk, kind, id);
  const active = before.find((run) => !hasEnded(run));
  if (active !== undefined && !force) return { runId: active.id, started: false };
  const newest = Math.max(0, ...before.map((run) => run.id));
  return desk.perform(KINDS[kind].start, { id }).then(
    ({ value }) => ({ runId: startedId(value), started: true }),
    async (cause: unknown) => {
      if (!(cause instanceof CallError)) throw cause;
      const found = (await latestRuns(desk, kind, id)).find((run) =>
        cause.kind === 'conflict' ? !hasEnded(run) : cause.details.uncertain === true && run.id > newest,
      );
      if (found === undefined) throw cause;
      return { runId: found.id, started: cause.kind !== 'conflict' };
    },
  );
}

/** The newest runs of an object, newest first where the platform sorts them. */
export async function latestRuns(desk: Desk, kind: KindName, id: number): Promise<Run[]> {
  const { value } = await desk.perform(KINDS[kind].list, { id });
  return (Array.isArray(value) ? value : []).filter(isRun).sort((one, other) => other.id - one.id);
}

/** A start answers the run itself, or for imports its id alone. */
function startedId(value: unknown): number {
  const id = isObject(value) ? (value['run_id'] ?? value['id']) : undefined;
  if (typeof id === 'number') return id;
  throw new CallError('platform_error', 'Civis started a run and did not say which.', { uncertain: true });
}
