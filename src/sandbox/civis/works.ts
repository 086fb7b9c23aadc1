import { loadBatches } from './batches.ts';
import { enhancementWork } from './enhancements.ts';
import { importWork } from './imports.ts';
import { optimizationWork } from './media.ts';
import { modelWork, predictInTime } from './models.ts';
import { deployInTime } from './notebooks.ts';
import type { Civis } from './platform.ts';
import { runInTime, type Work } from './runs.ts';
import { scheduleInTime } from './schedules.ts';

/** Makes everything on the platform happen that happens by itself as time passes. */
export function liveInTime(civis: Civis): void {
  const works: Readonly<Record<string, Work>> = {
    'enhancements/cass-ncoa': enhancementWork(civis),
    imports: importWork(civis),
    'imports/files': importWork(civis),
    'media/optimizations': optimizationWork(civis),
    models: modelWork(civis),
  };
  runInTime(civis, ({ kind }) => works[kind] ?? {});
  scheduleInTime(civis);
  loadBatches(civis);
  predictInTime(civis);
  deployInTime(civis);
}
