import { CallError } from '../errors.ts';
import type { Deadline } from './deadline.ts';
import type { Verb } from './interface.ts';
import { createResponseTimes, type ResponseTimes } from './response-times.ts';

/** One connection in so many is kept for reads and as many for changes, so that neither waits for the other. */
const CONNECTIONS_PER_RESERVED = 8;
/** Time that a request needs to be sent, as a multiple of what responses have taken lately. */
const SAFETY_FACTOR = 1.25;
/** The least share of its time limit with which a request is still sent. */
const MIN_SHARE_LEFT = 0.05;

/** The permission to use one connection. */
export interface ConnectionSlot {
  /** The response is complete, or for a stream has begun. */
  responded(): void;
  /** The connection is free again. Calling it twice has no effect. */
  release(): void;
}

export interface RequestQueueOptions {
  readonly connections: number;
  readonly timeoutSeconds: number;
  /** How errors name the platform. */
  readonly label: string;
}

/** Where requests wait for a connection to a platform. Nothing of a request is sent before it has a slot. */
export interface RequestQueue {
  /**
   * Waits for a connection. Rejects with `rate_limited` as soon as the time left is shorter than responses
   * have taken lately, and with the abort reason when the call is cancelled.
   */
  enter(verb: Verb, deadline: Deadline): Promise<ConnectionSlot>;
}

/** A request in line. Each of the functions takes it out. */
interface Waiting {
  readonly remainingMs: () => number;
  readonly admit: () => void;
  readonly refuse: () => void;
}

/** Reads or changes: each kind has its own line, its own share of the connections and its own response times. */
interface Lane {
  readonly name: 'reads' | 'changes';
  /** In the order of arrival. */
  readonly line: Set<Waiting>;
  readonly times: ResponseTimes;
  inUse: number;
}

/** The line in front of the connections to one platform; see docs/decisions/0020-queue-before-sending.md. */
export function createRequestQueue({
  connections,
  timeoutSeconds,
  label,
}: RequestQueueOptions): RequestQueue {
  const now = () => performance.now();
  const createLane = (name: Lane['name']): Lane => ({
    name,
    line: new Set(),
    times: createResponseTimes(now),
    inUse: 0,
  });
  const reads = createLane('reads');
  const changes = createLane('changes');
  const reserved = connections === 1 ? 0 : Math.ceil(connections / CONNECTIONS_PER_RESERVED);
  const maxInUse = connections - reserved;
  let next = reads;

  const hasSlot = (lane: Lane) => lane.inUse < maxInUse && reads.inUse + changes.inUse < connections;
  const neededMs = ({ times }: Lane) =>
    Math.max(timeoutSeconds * 1000 * MIN_SHARE_LEFT, times.highMs() * SAFETY_FACTOR);
  const estimatedWaitMs = ({ line, times }: Lane) => ((line.size + 1) * times.averageMs()) / maxInUse;

  function occupy(lane: Lane): ConnectionSlot {
    const startedAt = now();
    let hasResponded = false;
    let isReleased = false;
    lane.inUse += 1;
    next = lane === reads ? changes : reads;
    return {
      responded: () => {
        if (!hasResponded) lane.times.add(now() - startedAt);
        hasResponded = true;
      },
      release: () => {
        if (isReleased) return;
        isReleased = true;
        lane.inUse -= 1;
        if (!hasResponded) lane.times.addAtLeast(now() - startedAt);
        admitWaiting();
      },
    };
  }

  /** Gives free connections to the first in line, to reads and changes in turn. */
  function admitWaiting(): void {
    for (;;) {
      const other = next === reads ? changes : reads;
      const lane = [next, other].find((each) => each.line.size > 0 && hasSlot(each));
      const [first] = lane?.line ?? [];
      if (lane === undefined || first === undefined) return;
      if (first.remainingMs() < neededMs(lane)) {
        first.refuse();
      } else {
        first.admit();
      }
    }
  }

  function wait(lane: Lane, deadline: Deadline): Promise<ConnectionSlot> {
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const leave = () => {
        clearTimeout(timer);
        deadline.signal.removeEventListener('abort', onAbort);
        lane.line.delete(waiting);
      };
      const waiting: Waiting = {
        remainingMs: deadline.remainingMs,
        admit: () => {
          leave();
          resolve(occupy(lane));
        },
        refuse: () => {
          leave();
          reject(queueError(lane));
        },
      };
      const onAbort = () => {
        leave();
        reject(deadline.abortReason() ?? queueError(lane));
      };
      const refuseInTime = () => {
        const spareMs = deadline.remainingMs() - neededMs(lane);
        if (spareMs <= 0) waiting.refuse();
        // What responses take may change meanwhile.
        else timer = setTimeout(refuseInTime, Math.ceil(spareMs));
      };
      lane.line.add(waiting);
      deadline.signal.addEventListener('abort', onAbort, { once: true });
      refuseInTime();
    });
  }

  function queueError(lane: Lane): CallError {
    const highMs = lane.times.highMs();
    const lately = highMs === 0 ? '' : ` Recent responses took ${(highMs / 1000).toFixed(1)} s.`;
    const retryAfterSeconds = Math.max(1, Math.ceil(estimatedWaitMs(lane) / 1000));
    return new CallError(
      'rate_limited',
      `Nothing was sent: all connections to ${label} for ${lane.name} are in use, and too little time is left for a response.${lately}`,
      {
        hint: `Call again in ${retryAfterSeconds} s. If this happens often, start the server with a longer --timeout or more --connections.`,
        retryable: true,
        retryAfterSeconds,
      },
    );
  }

  return {
    async enter(verb, deadline) {
      const lane = verb === 'GET' ? reads : changes;
      const cancelled = deadline.abortReason();
      if (cancelled !== undefined) throw cancelled;
      if (lane.line.size === 0 && hasSlot(lane)) return occupy(lane);
      const isTooLate = deadline.remainingMs() - estimatedWaitMs(lane) < neededMs(lane);
      if (isTooLate) throw queueError(lane);
      return wait(lane, deadline);
    },
  };
}
