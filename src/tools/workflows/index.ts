import { cancelRun } from './cancel-run.ts';
import { diagnoseRun } from './diagnose-run.ts';
import { downloadContent } from './download-content.ts';
import { downloadFile } from './download-file.ts';
import { findRuns } from './find-runs.ts';
import { importFile } from './import-file.ts';
import { readLogTool } from './read-log.ts';
import { runAndWait } from './run-and-wait.ts';
import { share } from './share.ts';
import { uploadFileFrom } from './upload-file.ts';
import { waitForRun } from './wait-for-run.ts';
import type { Workflow } from './workflow.ts';

/** In the order in which people need them. */
export const workflows: readonly Workflow[] = Object.freeze([
  runAndWait,
  waitForRun,
  diagnoseRun,
  readLogTool,
  findRuns,
  cancelRun,
  importFile,
  uploadFileFrom,
  downloadFile,
  downloadContent,
  share,
]);
