import { createGrants } from '../civis/access.ts';
import { type CivisPlatform, isoTime } from '../civis/platform.ts';
import { addRun, startRun } from '../civis/runs.ts';
import { type Schedule, scheduleNextRun } from '../civis/schedules.ts';
import type { Job } from '../records.ts';
import { clockOf, pastRuns } from './history.ts';
import { JOB_TYPES, JOBS, type JobPlan, UNDER_WAY } from './jobs.ts';
import type { People } from './people.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Adds the jobs, what they did over the last month, and the one that is at work. */
export function addJobs(civis: CivisPlatform, people: People): void {
  const jobs = new Map<string, Job>();
  for (const plan of JOBS) jobs.set(plan.name, civis.store.jobs.insert(jobOf(civis, people, plan, jobs)));
  remember(civis, jobs);
  for (const job of jobs.values()) scheduleNextRun(civis, job, civis.now());
  const working = jobs.get(UNDER_WAY.name);
  if (working !== undefined) {
    startRun(civis, working, civis.now() - UNDER_WAY.since * MINUTE, UNDER_WAY.takes * MINUTE);
  }
}

function jobOf(civis: CivisPlatform, people: People, plan: JobPlan, before: ReadonlyMap<string, Job>): Job {
  const { type, kind } = JOB_TYPES[plan.type];
  const { starts, failing } = plan;
  const author = people.person(plan.author);
  const created = isoTime(civis.now() - civis.random.between(60, 400) * DAY);
  const parent = starts !== null && 'after' in starts ? before.get(starts.after) : undefined;
  return {
    id: civis.store.jobs.nextId(),
    scope: '',
    kind,
    name: plan.name,
    type,
    state: 'idle',
    created_at: created,
    updated_at: created,
    schedule: scheduleOf(plan),
    next_run_at: null,
    last_run: null,
    runs: [],
    hidden: plan.hidden ?? false,
    archived: plan.archived ?? false,
    author,
    user: author,
    running_as: author,
    parent_id: parent?.id ?? null,
    trouble: failing === undefined ? null : { error: failing.error, chance: failing.chance ?? 1 },
    projects: new Set(),
    grants: createGrants(author, [
      [people.team('Analytics').id, plan.guarded === true ? 'read' : 'write'],
      [people.teamOf(plan.author).id, 'manage'],
    ]),
  };
}

function scheduleOf({ starts }: JobPlan): Schedule | undefined {
  if (starts === null || !('at' in starts)) return undefined;
  const { weekday, hours, minutes } = clockOf(starts.at);
  return {
    scheduled: true,
    scheduled_days: weekday === null ? [0, 1, 2, 3, 4, 5, 6] : [weekday],
    scheduled_hours: [hours],
    scheduled_minutes: [minutes],
  };
}

function remember(civis: CivisPlatform, jobs: ReadonlyMap<string, Job>): void {
  for (const { job: plan, ...past } of pastRuns(civis.now(), civis.random)) {
    const job = jobs.get(plan.name);
    if (job === undefined) continue;
    addRun(civis, job, { ...past, is_cancel_requested: false, plan: null });
    job.state = past.state;
    job.updated_at = past.finished_at ?? past.created_at;
  }
}
