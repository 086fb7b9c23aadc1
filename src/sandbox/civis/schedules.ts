import { isObject } from '../../json.ts';
import type { Job } from '../state/entities.ts';
import { type CivisPlatform, isoTime } from './civis-platform.ts';
import { nextScheduledTime } from './next-scheduled-time.ts';
import { isActive, startRun } from './runs.ts';

/** Milliseconds for which scheduled runs that the sandbox missed are caught up on. */
const MAX_CATCH_UP = 31 * 24 * 60 * 60_000;

/** Sets and queues the next start of a job by its schedule. */
export function scheduleNextRun(civis: CivisPlatform, job: Job, after: number): void {
  const schedule = job['schedule'];
  const next = isObject(schedule) ? nextScheduledTime(schedule, after) : undefined;
  job.next_run_at = next === undefined ? null : isoTime(next);
  if (job.state === 'idle' || job.state === 'scheduled')
    job.state = next === undefined ? 'idle' : 'scheduled';
  if (next !== undefined) civis.eventQueue.add({ at: next, kind: 'job is due', id: job.id });
}

/** Starts jobs by their schedules. Active and archived jobs skip the run. */
export function registerScheduleEvents(civis: CivisPlatform): void {
  civis.eventQueue.on('job is due', (id, at) => {
    const job = civis.store.jobs.get(id);
    // The schedule has changed since, and has queued another event.
    if (job === undefined || job.next_run_at !== isoTime(at)) return;
    if (!job.archived && !isActive(job)) startRun(civis, job, at);
    scheduleNextRun(civis, job, Math.max(at, civis.now() - MAX_CATCH_UP));
  });
}
