import * as z from 'zod';
import { flag, int, list, text } from '../params.ts';
import { LONGEST_WAIT_SECONDS, USUAL_WAIT_SECONDS } from './waiting.ts';

/** Seconds that one call may wait. */
export const waitSeconds = z
  .int()
  .min(0)
  .max(LONGEST_WAIT_SECONDS)
  .describe(`${USUAL_WAIT_SECONDS} when absent`)
  .default(USUAL_WAIT_SECONDS);

/** What tools that wait for a run answer. */
export const waitedFields = {
  done: flag('Whether the run has ended'),
  state: text(),
  kind: text(),
  id: int(),
  run_id: int(),
  started: flag('Whether this call started it'),
  error: text(),
  log_tail: list(text()),
  next: text('The call that goes on from here'),
};
