import { createGrants } from '../civis/access-control.ts';
import type { CivisPlatform } from '../civis/civis-platform.ts';
import { insertRow } from '../civis/collections.ts';
import { EXECUTIONS, type ExecutionTask } from '../civis/execution-tasks.ts';
import type { Job, User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { createdDaysAgo, findByName, timeDaysAgo } from './seed-rows.ts';
import type { SeedUsers } from './seed-users.ts';
import { WORKFLOWS, type WorkflowSeed } from './workflows.ts';

/** Adds workflows over the jobs, and their past executions. */
export function seedWorkflows(civis: CivisPlatform, users: SeedUsers): void {
  for (const seed of WORKFLOWS) {
    const author = users.user(seed.author);
    const jobs = seed.tasks.map(([, name]) => findByName(civis, 'jobs', name) as Job);
    const workflow = insertRow(civis, 'workflows', '', author, {
      name: seed.name,
      ...createdDaysAgo(civis, 90),
      definition: definitionOf(seed, jobs),
      schedule: seed.hour === null ? null : dailyAt(seed.hour),
      grants: createGrants(author, [[users.group('Analytics').id, 'write']]),
    });
    seed.executions.forEach((failedTask, position) => {
      addExecution(civis, workflow, author, {
        seed,
        jobs,
        failedTask,
        daysAgo: seed.executions.length - position,
      });
    });
  }
}

function definitionOf({ tasks }: WorkflowSeed, jobs: readonly Job[]): string {
  const lines = tasks.flatMap(([name], position) => {
    const next = tasks[position + 1]?.[0];
    return [
      `    ${name}:`,
      '      action: civis.run_job',
      '      input:',
      `        job_id: ${jobs[position]?.id}`,
      ...(next === undefined ? [] : ['      on-success:', `        - ${next}`]),
    ];
  });
  return ["version: '2.0'", 'workflow:', '  tasks:', ...lines, ''].join('\n');
}

function dailyAt(hour: number): Record<string, unknown> {
  return {
    scheduled: true,
    scheduled_days: [0, 1, 2, 3, 4, 5, 6],
    scheduled_hours: [hour],
    scheduled_minutes: [0],
  };
}

interface PastExecution {
  readonly seed: WorkflowSeed;
  readonly jobs: readonly Job[];
  /** Index of the task that failed. */
  readonly failedTask: number | null;
  readonly daysAgo: number;
}

function addExecution(
  civis: CivisPlatform,
  workflow: Row,
  author: User,
  { seed, jobs, failedTask, daysAgo }: PastExecution,
): void {
  const tasks = seed.tasks.map(([name], position): ExecutionTask => {
    const isReached = failedTask === null || position <= failedTask;
    const state = position === failedTask ? 'failed' : 'succeeded';
    const runs = jobs[position]?.runs.filter((run) => run.state === state) ?? [];
    const run = isReached ? (runs[daysAgo - 1] ?? runs[0]) : undefined;
    return {
      name,
      mistral_state: isReached ? (state === 'failed' ? 'ERROR' : 'SUCCESS') : 'IDLE',
      mistral_state_info: state === 'failed' ? (run?.error ?? null) : null,
      run_ids: run === undefined ? [] : [run.id],
      execution_ids: [],
    };
  });
  const failed = failedTask === null ? undefined : seed.tasks[failedTask]?.[0];
  const state = failed === undefined ? 'succeeded' : 'failed';
  const execution = insertRow(civis, EXECUTIONS, String(workflow.id), author, {
    ...createdDaysAgo(civis, daysAgo),
    started_at: timeDaysAgo(civis, daysAgo),
    finished_at: timeDaysAgo(civis, daysAgo - 0.02),
    state,
    mistral_state: failed === undefined ? 'SUCCESS' : 'ERROR',
    mistral_state_info: failed === undefined ? null : `Failure caused by error in tasks: ${failed}`,
    definition: workflow['definition'],
    input: {},
    included_tasks: [],
    tasks,
  });
  Object.assign(workflow, { state, last_execution_id: execution.id });
}
