import { createGrants } from '../civis/access-control.ts';
import { type CivisPlatform, isoTime } from '../civis/civis-platform.ts';
import type { Schedule } from '../civis/next-scheduled-time.ts';
import { addRun, startRun } from '../civis/runs.ts';
import { scheduleNextRun } from '../civis/schedules.ts';
import type { Job } from '../state/entities.ts';
import { JOB_TYPES, JOBS, type JobSeed, RUNNING_JOB } from './jobs.ts';
import { parseStartTime, simulatePastRuns } from './run-history.ts';
import type { SeedUsers } from './seed-users.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Adds the jobs, their runs of the last month, and one active run. */
export function seedJobs(civis: CivisPlatform, users: SeedUsers): void {
  const jobs = new Map<string, Job>();
  for (const seed of JOBS) jobs.set(seed.name, civis.store.jobs.insert(createJob(civis, users, seed, jobs)));
  addPastRuns(civis, jobs);
  for (const job of jobs.values()) scheduleNextRun(civis, job, civis.now());
  const running = jobs.get(RUNNING_JOB.name);
  if (running !== undefined) {
    startRun(
      civis,
      running,
      civis.now() - RUNNING_JOB.startedMinutesAgo * MINUTE,
      RUNNING_JOB.durationMinutes * MINUTE,
    );
  }
}

function createJob(
  civis: CivisPlatform,
  users: SeedUsers,
  seed: JobSeed,
  before: ReadonlyMap<string, Job>,
): Job {
  const { type, kind } = JOB_TYPES[seed.type];
  const { trigger, failure } = seed;
  const author = users.user(seed.author);
  const created = isoTime(civis.now() - civis.random.between(60, 400) * DAY);
  const parent = trigger !== null && 'after' in trigger ? before.get(trigger.after) : undefined;
  return {
    id: civis.store.jobs.nextId(),
    scope: '',
    kind,
    name: seed.name,
    type,
    state: 'idle',
    created_at: created,
    updated_at: created,
    schedule: createSchedule(seed),
    next_run_at: null,
    last_run: null,
    runs: [],
    hidden: seed.hidden ?? false,
    archived: seed.archived ?? false,
    author,
    user: author,
    running_as: author,
    parent_id: parent?.id ?? null,
    trouble: failure === undefined ? null : { error: failure.error, chance: failure.chance ?? 1 },
    projects: new Set(),
    grants: createGrants(author, [
      [users.group('Analytics').id, seed.isReadOnlyForAnalysts === true ? 'read' : 'write'],
      [users.mainGroupOf(seed.author).id, 'manage'],
    ]),
  };
}

function createSchedule({ trigger }: JobSeed): Schedule | undefined {
  if (trigger === null || !('at' in trigger)) return undefined;
  const { weekday, hours, minutes } = parseStartTime(trigger.at);
  return {
    scheduled: true,
    scheduled_days: weekday === null ? [0, 1, 2, 3, 4, 5, 6] : [weekday],
    scheduled_hours: [hours],
    scheduled_minutes: [minutes],
  };
}

function addPastRuns(civis: CivisPlatform, jobs: ReadonlyMap<string, Job>): void {
  for (const { job: seed, ...past } of simulatePastRuns(civis.now(), civis.random)) {
    const job = jobs.get(seed.name);
    if (job === undefined) continue;
    addRun(civis, job, { ...past, is_cancel_requested: false, plan: null });
    job.state = past.state;
    job.updated_at = past.finished_at ?? past.created_at;
  }
}
