import type { Row } from '../table.ts';
import { type Civis, isoTime } from './platform.ts';

/** Something that is done once, without runs of its own: a batch, a prediction. */
export interface Errand extends Row {
  state: string;
  started_at: string | null;
  finished_at: string | null;
  error: string | null;
}

/** Milliseconds that an errand waits and works, at speed 1. */
const WAITS = [300, 800] as const;
const WORKS = [900, 2_400] as const;

/** Queues an errand of a collection. */
export function startErrand(
  { random, speed, timeline }: Civis,
  collection: string,
  errand: Errand,
  at: number,
): void {
  Object.assign(errand, { state: 'queued', started_at: null, finished_at: null, error: null });
  const start = Math.round(at + random.between(...WAITS) / speed);
  timeline.add({ at: start, kind: `${collection}: start`, id: errand.id });
  timeline.add({
    at: Math.round(start + random.between(...WORKS) / speed),
    kind: `${collection}: end`,
    id: errand.id,
  });
}

/** Does the errands of a collection as time passes. `finish` does the work, and says what went wrong. */
export function runErrands(
  civis: Civis,
  collection: string,
  finish: (errand: Errand, at: number) => string | null,
): void {
  const find = (id: number) => civis.store.table(collection).get(id) as Errand | undefined;
  civis.timeline.on(`${collection}: start`, (id, at) => {
    const errand = find(id);
    if (errand !== undefined) follow(errand, { state: 'running', started_at: isoTime(at) }, at);
  });
  civis.timeline.on(`${collection}: end`, (id, at) => {
    const errand = find(id);
    if (errand === undefined) return;
    const error = finish(errand, at);
    const state = error === null ? 'succeeded' : 'failed';
    follow(errand, { state, error, finished_at: isoTime(at) }, at);
  });
}

function follow(errand: Errand, changes: Partial<Errand>, at: number): void {
  Object.assign(errand, changes, { updated_at: isoTime(at) });
}
