import { CallError } from '../../errors.ts';
import { runKind } from '../run-kinds.ts';
import { isSettled, type Run, type RunReference } from '../run-state.ts';
import type { WorkflowContext } from '../workflow.ts';
import { readRun } from './read-runs.ts';
import { RecentRuns, type SeenRun } from './recent-runs.ts';

/** The interval between two polls: the first, the factor by which it grows, and the maximum. */
const INITIAL_INTERVAL_MS = 1_000;
const INTERVAL_FACTOR = 1.2;
const MAX_INTERVAL_MS = 15_000;
/** Time that is reserved for the last poll of a wait, so that its response still counts. */
const LAST_POLL_RESERVE_MS = 500;

/** One call's wait for a run. */
export interface RunWait {
  readonly context: WorkflowContext;
  /** When its time is over, in milliseconds since 1970. */
  readonly endsAt: number;
  /** Whether the caller has seen the run before: the first poll may then fail temporarily. */
  readonly isKnown: boolean;
  /** Told of each response. */
  readonly onRun: (run: Run) => void;
  /** How old a response may be that serves as the first poll. Default: the shortest interval, and none of earlier calls. */
  readonly maxAgeMs?: number | undefined;
}

/** A wait that has joined the polls of its run. */
export interface JoinedWait {
  /** Resolves with the first poll, unless that fails. */
  readonly firstPoll: Promise<void>;
  /** Resolves when the run has ended or the time is over; rejects with the error that ends the wait. */
  readonly end: Promise<void>;
  /** Ends this wait alone. Polls stop with the last one. */
  leave(): void;
}

interface SharedRuns {
  readonly pollers: Map<string, RunPoller>;
  readonly recent: RecentRuns;
}

/** The runs that are polled, by whose credential is used: callers with another one share nothing. */
const runsByScope = new WeakMap<object, SharedRuns>();

function sharedRuns({ credentialScope }: WorkflowContext): SharedRuns {
  const shared = runsByScope.get(credentialScope) ?? { pollers: new Map(), recent: new RecentRuns() };
  runsByScope.set(credentialScope, shared);
  return shared;
}

function runKey({ kind, id, runId }: RunReference): string {
  return [runKind(kind).getRun, id, runId].join(' ');
}

/** Makes the next who asks for a run see it anew. */
export function forgetRun(context: WorkflowContext, reference: RunReference): void {
  sharedRuns(context).recent.forget(runKey(reference));
}

/** Joins the polls of a run that other calls may wait for already. */
export function joinPolls(reference: RunReference, wait: RunWait): JoinedWait {
  const { context } = wait;
  const { pollers, recent } = sharedRuns(context);
  const key = runKey(reference);
  const poller =
    pollers.get(key) ?? new RunPoller(reference, context.clock, recent, () => void pollers.delete(key));
  pollers.set(key, poller);
  return poller.join(wait);
}

interface Waiter extends RunWait {
  readonly firstPoll: Deferred;
  readonly end: Deferred;
  isPolled: boolean;
}

/** Polls one run for all calls that wait for it, as often as the one that joined last needs. */
class RunPoller {
  readonly #reference: RunReference;
  readonly #clock: WorkflowContext['clock'];
  readonly #onStop: () => void;
  readonly #waiters = new Set<Waiter>();
  /** Aborts the request under way when nobody waits any more. */
  readonly #stopped = new AbortController();
  #pause: AbortController | undefined;
  readonly #recent: RecentRuns;
  #latest: SeenRun | undefined;
  #interval = INITIAL_INTERVAL_MS;
  #nextAt = 0;

  constructor(
    reference: RunReference,
    clock: WorkflowContext['clock'],
    recent: RecentRuns,
    onStop: () => void,
  ) {
    this.#reference = reference;
    this.#clock = clock;
    this.#recent = recent;
    this.#onStop = onStop;
  }

  join(wait: RunWait): JoinedWait {
    const waiter: Waiter = { ...wait, firstPoll: createDeferred(), end: createDeferred(), isPolled: false };
    const isFirst = this.#waiters.size === 0;
    this.#waiters.add(waiter);
    const now = this.#clock.now();
    this.#interval = INITIAL_INTERVAL_MS;
    this.#nextAt = Math.min(this.#nextAt, now + this.#clock.spread(this.#interval));
    // A response that has just arrived serves this wait too, so that many calls cause no more polls than one.
    // Who says how old it may be takes one from before this series of polls, too.
    const { maxAgeMs = INITIAL_INTERVAL_MS } = wait;
    const seen = wait.maxAgeMs === undefined ? this.#latest : this.#recent.get(runKey(this.#reference));
    if (seen !== undefined && now - seen.at < maxAgeMs) {
      showRun(waiter, seen.run);
      this.#dismissFinished();
    }
    if (isFirst) this.#pollWhileAwaited().catch((cause: unknown) => this.#failAll(cause));
    this.#pause?.abort();
    return {
      firstPoll: waiter.firstPoll.promise,
      end: waiter.end.promise,
      leave: () => this.#remove(waiter),
    };
  }

  async #pollWhileAwaited(): Promise<void> {
    while (this.#waiters.size > 0) {
      await this.#poll();
      this.#dismissFinished();
      this.#nextAt = this.#clock.now() + this.#clock.spread(this.#interval);
      this.#interval = Math.min(this.#interval * INTERVAL_FACTOR, MAX_INTERVAL_MS);
      await this.#sleepUntilDue();
    }
  }

  async #poll(): Promise<void> {
    const [first] = this.#waiters;
    if (first === undefined) return;
    // The request belongs to all who wait, and outlives the call through which it is sent.
    const { signal } = this.#stopped;
    const { callOperation } = first.context;
    const shared: WorkflowContext = {
      ...first.context,
      signal,
      callOperation: (operation, args) => callOperation(operation, args, signal),
    };
    await readRun(shared, this.#reference).then(
      (run) => {
        this.#latest = { run, at: this.#clock.now() };
        this.#recent.remember(runKey(this.#reference), this.#latest);
        for (const waiter of this.#waiters) showRun(waiter, run);
      },
      (cause: unknown) => this.#failAll(cause),
    );
  }

  #failAll(cause: unknown): void {
    for (const waiter of this.#waiters) this.#fail(waiter, cause);
  }

  /** A poll that fails temporarily does not end a wait for a run that was seen: the next one may succeed. */
  #fail(waiter: Waiter, cause: unknown): void {
    const isTemporary = cause instanceof CallError && cause.details.retryable === true;
    if (isTemporary && (waiter.isKnown || waiter.isPolled)) {
      waiter.isPolled = true;
      waiter.firstPoll.resolve();
      return;
    }
    waiter.firstPoll.reject(cause);
    waiter.end.reject(cause);
    this.#remove(waiter);
  }

  /** Ends the waits whose run has ended, or whose time is over before another poll is due. */
  #dismissFinished(): void {
    const isOver = this.#latest !== undefined && isSettled(this.#reference.kind, this.#latest.run);
    for (const waiter of this.#waiters) {
      if (!isOver && waiter.endsAt - this.#clock.now() >= INITIAL_INTERVAL_MS) continue;
      waiter.end.resolve();
      this.#remove(waiter);
    }
  }

  async #sleepUntilDue(): Promise<void> {
    while (this.#waiters.size > 0) {
      const waiters = [...this.#waiters];
      const lastPolls = waiters.map(({ endsAt }) => endsAt - LAST_POLL_RESERVE_MS);
      const rest = Math.min(this.#nextAt, ...lastPolls) - this.#clock.now();
      if (rest <= 0 || waiters.some(({ isPolled }) => !isPolled)) return;
      this.#pause = new AbortController();
      // Aborted when somebody joins or the last one leaves: then there is another time to wait for, or none.
      await this.#clock.sleep(rest, this.#pause.signal).catch(() => undefined);
    }
  }

  #remove(waiter: Waiter): void {
    if (!this.#waiters.delete(waiter) || this.#waiters.size > 0) return;
    this.#onStop();
    this.#stopped.abort();
    this.#pause?.abort();
  }
}

function showRun(waiter: Waiter, run: Run): void {
  waiter.isPolled = true;
  waiter.onRun(run);
  waiter.firstPoll.resolve();
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (cause: unknown) => void;
}

/** `Promise.withResolvers` of Node 22, whose rejection may go unheard. */
function createDeferred(): Deferred {
  let [resolve, reject]: [() => void, (cause: unknown) => void] = [() => undefined, () => undefined];
  const promise = new Promise<void>((onResolve, onReject) => {
    [resolve, reject] = [onResolve, onReject];
  });
  // A caller who has left does not listen.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
