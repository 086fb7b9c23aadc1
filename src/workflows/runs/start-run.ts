import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { type RunKindName, runArguments, runKind } from '../run-kinds.ts';
import { hasEnded, parseRun, type Run } from '../run-state.ts';
import { withTimeout } from '../with-timeout.ts';
import type { WorkflowContext } from '../workflow.ts';
import { listLatestRuns } from './read-runs.ts';
import { formatRunArguments } from './run-call.ts';

/** Time limit for a start, including the list of runs before it, and the minimum that is left for the start itself. */
const MAX_START_MS = 40_000;
const MIN_START_MS = 3_000;
/** Time limit for finding the run of a start whose response was lost. */
const MAX_LOOKUP_MS = 8_000;
/** Delays before each attempt to find it: Civis may list a new run only after a moment. */
const LOOKUP_PAUSES_MS = [0, 1_000, 2_000] as const;

export interface StartedRun {
  readonly run: Run;
  /** False if the run was already active. */
  readonly started: boolean;
}

/**
 * Starts a run, or attaches to the one that is already active. A start whose response was lost or could not be
 * read is not repeated; instead, the run that it may have created is looked up.
 */
export async function startOrAttach(
  context: WorkflowContext,
  kind: RunKindName,
  id: number,
  force: boolean,
): Promise<StartedRun> {
  const endsAt = context.clock.now() + MAX_START_MS;
  const before = await listLatestRuns(context, kind, id);
  const active = before.find((run) => !hasEnded(run));
  if (active !== undefined && !force) return { run: active, started: false };
  const newest = Math.max(0, ...before.map((run) => run.id));
  const left = Math.max(MIN_START_MS, endsAt - context.clock.now());
  return requestStart(context, kind, id, left).catch(async (cause: unknown) => {
    if (!(cause instanceof CallError) || context.signal.aborted) throw cause;
    if (cause.kind === 'conflict') {
      const run = (await listLatestRuns(context, kind, id)).find((other) => !hasEnded(other));
      if (run === undefined) throw cause;
      return { run, started: false };
    }
    if (cause.details.uncertain !== true) throw cause;
    const runs = await withTimeout(context, MAX_LOOKUP_MS, (limited) =>
      listRunsAfter(limited, kind, id, newest),
    );
    if (runs === undefined) throw cause;
    const [run] = runs;
    if (run === undefined) throw notStartedError(cause, kind, id);
    return { run, started: true };
  });
}

/** The response was lost, but the runs of the object show that the start had no effect. */
function notStartedError(cause: CallError, kind: RunKindName, id: number): CallError {
  return cause.with(
    {
      uncertain: false,
      retryable: true,
      hint: `Call civis_run_and_wait ${formatRunArguments({ id, kind })} to start it. If a run is active by then, that one is waited for.`,
    },
    `${cause.message} No run was started: Civis lists none since this call began.`,
  );
}

async function requestStart(
  context: WorkflowContext,
  kind: RunKindName,
  id: number,
  ms: number,
): Promise<StartedRun> {
  const answer = await withTimeout(context, ms, (limited) =>
    limited.callOperation(runKind(kind).startRun, runArguments(kind, id)),
  );
  if (answer === undefined) {
    throw new CallError('timeout', `Civis did not confirm in time that ${kind} ${id} was started.`, {
      uncertain: true,
      hint: `It may be running: check with ${runKind(kind).listRuns} before you start it again.`,
    });
  }
  return { run: parseStartedRun(kind, answer.value), started: true };
}

/** The response to a start is the run itself, or for imports only its id. */
function parseStartedRun(kind: RunKindName, value: unknown): Run {
  const run = parseRun(kind, value);
  if (run !== undefined) return run;
  const id = isObject(value) ? (value['run_id'] ?? value['id']) : undefined;
  if (typeof id === 'number') return { id, state: 'queued' };
  throw new CallError('platform_error', 'The response of Civis does not contain the id of a run.', {
    uncertain: true,
  });
}

/** The runs that are newer than the given one, newest first; undefined if they cannot be listed. */
async function listRunsAfter(
  context: WorkflowContext,
  kind: RunKindName,
  id: number,
  newestBefore: number,
): Promise<Run[] | undefined> {
  let found: Run[] | undefined;
  for (const pause of LOOKUP_PAUSES_MS) {
    await context.clock.sleep(pause, context.signal);
    found = await listLatestRuns(context, kind, id).then(
      (runs) => runs.filter((run) => run.id > newestBefore),
      (cause: unknown) => {
        if (cause instanceof CallError && cause.kind !== 'cancelled') return undefined;
        throw cause;
      },
    );
    if (found !== undefined && found.length > 0) return found;
  }
  return found;
}
