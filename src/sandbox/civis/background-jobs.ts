import type { CivisPlatform } from './civis-platform.ts';
import { enhancementExecutor } from './enhancements.ts';
import { registerBatchEvents } from './import-batches.ts';
import { importExecutor } from './imports.ts';
import { optimizationExecutor } from './media.ts';
import { modelBuildExecutor, registerPredictionEvents } from './models.ts';
import { registerDeploymentEvents } from './notebooks.ts';
import { type RunExecutor, registerRunEvents } from './runs.ts';
import { registerScheduleEvents } from './schedules.ts';
import { sqlExecutor } from './sql-jobs.ts';
import { registerExecutionEvents } from './workflow-executions.ts';

/** Registers everything that the platform does by itself as simulated time passes. */
export function registerBackgroundJobs(civis: CivisPlatform): void {
  const executors: Readonly<Record<string, RunExecutor>> = {
    'enhancements/cass-ncoa': enhancementExecutor(civis),
    imports: importExecutor(civis),
    'imports/files': importExecutor(civis),
    'media/optimizations': optimizationExecutor(civis),
    models: modelBuildExecutor(civis),
    queries: sqlExecutor(civis),
    'scripts/sql': sqlExecutor(civis),
  };
  registerRunEvents(civis, ({ kind }) => executors[kind] ?? {});
  registerScheduleEvents(civis);
  registerBatchEvents(civis);
  registerPredictionEvents(civis);
  registerDeploymentEvents(civis);
  registerExecutionEvents(civis);
}
