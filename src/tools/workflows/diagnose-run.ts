import * as z from 'zod';
import { CallError } from '../../errors.ts';
import type { Arguments } from '../operation.ts';
import { int, list, oneOf, record, text } from '../params.ts';
import { isObject } from '../wire.ts';
import { adviceFor, CAUSES, causeIn } from './causes.ts';
import { inWords, secondsOf } from './durations.ts';
import { hasEnded, KINDS, type KindName, kind, type Run } from './kinds.ts';
import { readLog } from './log.ts';
import { compareLogs } from './log-comparison.ts';
import { type FoldedLine, firstErrorIn, foldRepeats, isError, type LogLine, showLine } from './log-lines.ts';
import { spellArguments, spellCall } from './outcome.ts';
import { clip, quote } from './quoting.ts';
import { latestRuns } from './starting.ts';
import { withTimeout } from './time-limit.ts';
import { readRun, type WaitedFor } from './waiting.ts';
import { defineWorkflow, type WorkflowContext } from './workflow.ts';

/** Lines before and after the first error, and at the log's end. */
const BEFORE = 3;
const AFTER = 5;
const END = 10;
/** Neighbours of a job that are named. */
const MOST_JOBS = 10;
/** Characters of a line that are shown here; civis_read_log shows more. */
const LONGEST = 600;
/** Runs that are looked through for the last one that failed, and the last one that did not. */
const MOST_RUNS = 100;
/** Longest that what a diagnosis can do without is waited for. */
const EXTRAS_MS = 15_000;

const job = record({ id: int(), name: text(), state: text() });

export const diagnoseRun = defineWorkflow('civis', {
  name: 'diagnose_run',
  description:
    'Say why a run failed: its first error in the log, what differs from the last good run, what to do.',
  effect: 'read',
  input: z.strictObject({ id: int(), run_id: int('The last one that failed when absent').optional(), kind }),
  output: {
    id: int(),
    kind: text(),
    name: text(),
    run_id: int(),
    state: text(),
    error: text(),
    cause: oneOf(CAUSES),
    first_error: list(text(), 'With the lines around it'),
    log_end: list(text()),
    last_success: record({ run_id: int(), finished_at: text() }),
    differs: list(text()),
    triggered_by: list(job),
    triggers: list(job),
    next: text(),
  },
  run: async (context, { id, run_id, kind }) => {
    const runs = await latestRuns(context, kind, id, MOST_RUNS);
    const chosen = run_id ?? runs.find(({ state }) => state === 'failed')?.id;
    if (chosen === undefined) return nothingFailed(kind, id, runs);
    const about = { kind, id, runId: chosen };
    const good = runs.find((run) => run.state === 'succeeded' && run.id < chosen);
    const later = runs.find((run) => run.state === 'succeeded' && run.id > chosen);
    const ask = (operation: string) =>
      ifThere(context, (limited) => limited.callOperation(operation, { id }));
    const [run, log, goodLog, object, parents, children] = await Promise.all([
      readRun(context, about),
      readLog(context, about),
      good && ifThere(context, (limited) => readLog(limited, { ...about, runId: good.id })),
      ask(KINDS[kind].object),
      ask('civis_jobs_list_parents'),
      ask('civis_jobs_list_children'),
    ]);
    return {
      id,
      kind,
      name: nameIn(object?.value),
      ...describe(run, log, about, later),
      last_success: good && { run_id: good.id, finished_at: good.finished_at ?? undefined },
      differs: good && [...compareTimes(run, good, runs), ...compareLogs(log, goodLog ?? [])],
      triggered_by: jobsIn(parents?.value),
      triggers: jobsIn(children?.value),
    };
  },
});

/** What one run and its log say. */
function describe(run: Run, log: readonly LogLine[], about: WaitedFor, later: Run | undefined): Arguments {
  const lines = foldRepeats(log);
  const at = firstErrorIn(lines);
  const around = at === -1 ? [] : lines.slice(Math.max(0, at - BEFORE), at + AFTER + 1);
  const base = {
    run_id: run.id,
    state: run.state,
    error: run.error ? clip(run.error, LONGEST) : undefined,
    log_end: lines.slice(-END).map(show),
  };
  if (run.state !== 'failed') return { ...base, next: nextUnfailed(run, about) };
  // A stack trace names what went wrong at its end, so the last lines have a say as well.
  const errors = [...(at === -1 ? [] : lines.slice(at, at + AFTER + 1)), ...lines.slice(-END).reverse()];
  const words = [run.error ?? '', ...errors.filter(isError).map(({ message }) => message)];
  const { cause, words: telling } = causeIn(words);
  const said = telling === undefined ? 'It says nothing of why.' : `It says ${quote(telling)}.`;
  const advice =
    later === undefined
      ? adviceFor(cause, about)
      : `Run ${later.id} has succeeded since, so there may be nothing left to do.`;
  return { ...base, cause, first_error: around.map(show), next: `${said} ${advice}` };
}

/** A line as a person reads it in a log. */
function show(line: FoldedLine): string {
  const { at, level, message } = showLine({ ...line, message: clip(line.message, LONGEST) });
  return `${at} ${level}: ${message}`;
}

function nextUnfailed(run: Run, about: WaitedFor): string {
  if (!hasEnded(run)) return `The run has not ended: call ${spellCall('civis_wait_for_run', about)}.`;
  return `The run ${run.state === 'cancelled' ? 'was cancelled' : 'succeeded'}: there is no failure to explain.`;
}

function nothingFailed(kind: KindName, id: number, [newest, ...others]: readonly Run[]): Arguments {
  if (newest === undefined) {
    return { id, kind, next: `It has never run: call civis_run_and_wait ${spellArguments({ id, kind })}.` };
  }
  const seen = others.length === 0 ? 'Its only run' : `None of its last ${others.length + 1} runs`;
  const says = others.length === 0 ? `${seen} did not fail` : `${seen} failed`;
  return { id, kind, run_id: newest.id, state: newest.state, next: `${says}; give run_id for an older one.` };
}

/** How long both took, and how often it has failed since. */
function compareTimes(run: Run, good: Run, runs: readonly Run[]): string[] {
  const [took, usual] = [secondsOf(run), secondsOf(good)];
  const failures = runs.filter(({ state, id }) => state === 'failed' && id > good.id && id <= run.id).length;
  return [
    ...(took === undefined || usual === undefined
      ? []
      : [`It ended after ${inWords(took)}; the good run took ${inWords(usual)}.`]),
    ...(failures > 1 ? [`${failures} runs have failed since the good one.`] : []),
  ];
}

/** What else there is to tell; where the platform does not give it, the diagnosis does without. */
function ifThere<T>(
  context: WorkflowContext,
  ask: (limited: WorkflowContext) => Promise<T>,
): Promise<T | undefined> {
  return withTimeout(context, EXTRAS_MS, ask).catch((cause: unknown) => {
    if (cause instanceof CallError && cause.kind !== 'cancelled') return undefined;
    throw cause;
  });
}

/** Models have another word for their name. */
function nameIn(value: unknown): unknown {
  return isObject(value) ? (value['name'] ?? value['model_name']) : undefined;
}

function jobsIn(value: unknown): Arguments[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value
    .filter(isObject)
    .slice(0, MOST_JOBS)
    .map(({ id, name, state }) => ({ id, name, state }));
}
