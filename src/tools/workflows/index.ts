import { downloadContent } from './download-content.ts';
import { downloadFile } from './download-file.ts';
import { importFile } from './import-file.ts';
import { jobRuns } from './operations.ts';
import { runAndWait } from './run-and-wait.ts';
import { uploadFileFrom } from './upload-file.ts';
import { waitForRun } from './wait-for-run.ts';
import type { Workflow } from './workflow.ts';

/** In the order in which people need them. */
export const workflows: readonly Workflow[] = Object.freeze([
  runAndWait,
  waitForRun,
  importFile,
  uploadFileFrom,
  downloadFile,
  downloadContent,
]);

export const innerOperations = jobRuns;
