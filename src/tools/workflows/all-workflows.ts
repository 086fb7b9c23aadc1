import { importFile } from './data/import-file.ts';
import { downloadContent } from './files/download-content.ts';
import { downloadFile } from './files/download-file.ts';
import { uploadFile } from './files/upload-file.ts';
import { readLog } from './logs/read-log.ts';
import { cancelRun } from './runs/cancel-run.ts';
import { diagnoseRun } from './runs/diagnose-run.ts';
import { findRuns } from './runs/find-runs.ts';
import { runAndWait } from './runs/run-and-wait.ts';
import { waitForRun } from './runs/wait-for-run.ts';
import { share } from './sharing/share.ts';
import type { Workflow } from './workflow.ts';

/** In the order in which hosts list them: those that are needed most come first. */
export const allWorkflows: readonly Workflow[] = Object.freeze([
  runAndWait,
  waitForRun,
  diagnoseRun,
  readLog,
  findRuns,
  cancelRun,
  importFile,
  uploadFile,
  downloadFile,
  downloadContent,
  share,
]);
