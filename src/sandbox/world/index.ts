import { grantsOf } from '../civis/access.ts';
import { type Civis, isoTime } from '../civis/platform.ts';
import { startRun } from '../civis/runs.ts';
import type { Job } from '../records.ts';
import { pastRuns } from './history.ts';
import { JOB_TYPES, JOBS, type JobPlan, UNDER_WAY } from './jobs.ts';
import { addPeople, type People } from './people.ts';

const DAY = 24 * 60 * 60_000;

/** Fills the empty platform with a team and its work. The same seed and moment make the same world. */
export function buildWorld(civis: Civis): People {
  const people = addPeople(civis.store, isoTime(civis.now() - 420 * DAY));
  addJobs(civis, people);
  return people;
}

function addJobs(civis: Civis, people: People): void {
  const { store, random } = civis;
  const now = civis.now();
  const jobs = new Map(JOBS.map((plan) => [plan.name, store.jobs.insert(jobOf(plan))]));
  for (const { job: plan, ...past } of pastRuns(now, random)) {
    const job = jobs.get(plan.name);
    if (job === undefined) continue;
    job.last_run = store.runs.insert({
      id: store.runs.nextId(),
      scope: String(job.id),
      is_cancel_requested: false,
      plan: null,
      ...past,
    });
    job.state = past.state;
    job.updated_at = past.finished_at ?? past.created_at;
  }
  for (const name of UNDER_WAY) {
    const job = jobs.get(name);
    if (job !== undefined) startRun(civis, job, now);
  }

  function jobOf(plan: JobPlan): Job {
    const { type, kind } = JOB_TYPES[plan.type];
    const author = people.person(plan.author);
    const created = isoTime(now - random.between(60, 400) * DAY);
    const { starts, failing } = plan;
    const parent = starts !== null && 'after' in starts ? starts.after : null;
    return {
      id: store.jobs.nextId(),
      scope: '',
      kind,
      name: plan.name,
      type,
      state: 'idle',
      created_at: created,
      updated_at: created,
      last_run: null,
      hidden: plan.hidden ?? false,
      archived: plan.archived ?? false,
      author,
      user: author,
      running_as: author,
      parent_id:
        parent === null ? null : (store.jobs.within('').find(({ name }) => name === parent)?.id ?? null),
      trouble: failing === undefined ? null : { error: failing.error, chance: failing.chance ?? 1 },
      grants: grantsOf(author, [
        [people.team('Analytics').id, plan.guarded === true ? 'read' : 'write'],
        [people.team(plan.team).id, 'manage'],
      ]),
    };
  }
}
