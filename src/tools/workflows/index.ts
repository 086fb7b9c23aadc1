import { diagnoseRun } from './diagnose-run.ts';
import { jobRuns } from './operations.ts';
import { readLogTool } from './read-log.ts';
import { runAndWait } from './run-and-wait.ts';
import { waitForRun } from './wait-for-run.ts';
import type { Workflow } from './workflow.ts';

/** In the order in which people need them. */
export const workflows: readonly Workflow[] = Object.freeze([
  runAndWait,
  waitForRun,
  diagnoseRun,
  readLogTool,
]);

export const innerOperations = jobRuns;
