import { byName, extraOperations, operations } from '../tools/catalogue/catalogue.ts';
import type { Operation } from '../tools/operation.ts';
import { createWorkflow } from '../workflows/automation/create-workflow.ts';
import { rerun } from '../workflows/automation/rerun.ts';
import { publish } from '../workflows/catalogue/publish.ts';
import { uploadImage } from '../workflows/catalogue/upload-image.ts';
import { credentialsUsage } from '../workflows/credentials/credentials-usage.ts';
import { rotateCredential } from '../workflows/credentials/rotate-credential.ts';
import { describeTable } from '../workflows/data/describe-table.ts';
import { importFile } from '../workflows/data/import-file.ts';
import { listTables } from '../workflows/data/list-tables.ts';
import { query } from '../workflows/data/query.ts';
import { downloadContent } from '../workflows/files/download-content.ts';
import { downloadFile } from '../workflows/files/download-file.ts';
import { uploadFile } from '../workflows/files/upload-file.ts';
import { readLog } from '../workflows/logs/read-log.ts';
import { clone } from '../workflows/objects/clone-object.ts';
import { find } from '../workflows/objects/find.ts';
import { update } from '../workflows/objects/update.ts';
import { cancelRun } from '../workflows/runs/cancel-run.ts';
import { diagnoseRun } from '../workflows/runs/diagnose-run.ts';
import { findRuns } from '../workflows/runs/find-runs.ts';
import { runAndWait } from '../workflows/runs/run-and-wait.ts';
import { waitForRun } from '../workflows/runs/wait-for-run.ts';
import { setSchedule } from '../workflows/scheduling/set-schedule.ts';
import { share } from '../workflows/sharing/share.ts';
import type { Workflow } from '../workflows/workflow.ts';

export type Tool = Operation | Workflow;

/** In the order in which hosts list them: those that are needed most come first. */
export const workflows: readonly Workflow[] = Object.freeze([
  find,
  runAndWait,
  waitForRun,
  diagnoseRun,
  readLog,
  findRuns,
  cancelRun,
  rerun,
  createWorkflow,
  query,
  listTables,
  describeTable,
  importFile,
  uploadFile,
  downloadFile,
  downloadContent,
  publish,
  uploadImage,
  share,
  credentialsUsage,
  rotateCredential,
  update,
  setSchedule,
  clone,
]);

/** Everything that a host may call: workflows first, since they do what people ask for. */
export const tools: readonly Tool[] = Object.freeze([...workflows, ...operations]);
export const toolsByName: ReadonlyMap<string, Tool> = byName(tools);

/** What can be called: every tool, the extra operations, and the operations that only the platforms describe. */
export function callableTools(described: readonly Operation[]): ReadonlyMap<string, Tool> {
  return byName<Tool>([...tools, ...extraOperations, ...described]);
}
