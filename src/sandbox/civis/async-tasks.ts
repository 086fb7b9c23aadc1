import type { Row } from '../state/table.ts';
import { type CivisPlatform, isoTime } from './civis-platform.ts';

/** A task that is executed once, without runs: an import batch or a prediction. */
export interface AsyncTask extends Row {
  state: string;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
}

/** Milliseconds that a task is queued and runs, at speed 1. */
const QUEUE_DURATION = [300, 800] as const;
const TASK_DURATION = [900, 2_400] as const;

/** Queues a task of a collection. */
export function startAsyncTask(
  { random, speed, eventQueue }: CivisPlatform,
  collection: string,
  task: AsyncTask,
  at: number,
): void {
  Object.assign(task, { state: 'queued', started_at: null, finished_at: null, error: null });
  const start = Math.round(at + random.between(...QUEUE_DURATION) / speed);
  eventQueue.add({ at: start, kind: `${collection}: start`, id: task.id });
  eventQueue.add({
    at: Math.round(start + random.between(...TASK_DURATION) / speed),
    kind: `${collection}: end`,
    id: task.id,
  });
}

/** Runs the tasks of a collection as simulated time passes. `execute` returns the error of a task that fails. */
export function registerAsyncTaskEvents(
  civis: CivisPlatform,
  collection: string,
  execute: (task: AsyncTask, at: number) => string | null,
): void {
  const findTask = (id: number) => civis.store.table(collection).get(id) as AsyncTask | undefined;
  civis.eventQueue.on(`${collection}: start`, (id, at) => {
    const task = findTask(id);
    if (task !== undefined) updateTask(task, { state: 'running', started_at: isoTime(at) }, at);
  });
  civis.eventQueue.on(`${collection}: end`, (id, at) => {
    const task = findTask(id);
    if (task === undefined) return;
    const error = execute(task, at);
    const state = error === null ? 'succeeded' : 'failed';
    updateTask(task, { state, error, finished_at: isoTime(at) }, at);
  });
}

function updateTask(task: AsyncTask, changes: Partial<AsyncTask>, at: number): void {
  Object.assign(task, changes, { updated_at: isoTime(at) });
}
