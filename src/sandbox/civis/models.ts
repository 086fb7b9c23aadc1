import { toText } from '../../json.ts';
import type { Job, Run } from '../state/entities.ts';
import { findRow } from './access-control.ts';
import { type AsyncTask, registerAsyncTaskEvents, startAsyncTask } from './async-tasks.ts';
import { conflict, invalidResource } from './civis-error.ts';
import type { CivisPlatform, HandlerMap } from './civis-platform.ts';
import { insertRow } from './collections.ts';
import { loadRows } from './database-tables.ts';
import { parseResourcePath } from './resource-paths.ts';
import { isActive, type RunExecutor } from './runs.ts';

const PREDICTIONS = 'models/predictions';

/** Scores tables with a model: one prediction for each table. */
export function modelHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'PUT /models/{id}/predictions': ({ body, caller, path }) => {
      const model = findRow(civis, parseResourcePath('/models/{id}'), path, caller, 'write') as Job;
      const builds = civis.store.runs.inScope(String(model.id));
      if (!builds.some(({ state }) => state === 'succeeded')) {
        throw invalidResource(`Model ${model.id} has no successful build. Build it first.`);
      }
      const scope = String(model.id);
      const known = civis.store.table(PREDICTIONS).inScope(scope);
      const existing = known.find((each) => each['table_name'] === body['table_name']) as
        | AsyncTask
        | undefined;
      if (existing?.state === 'queued' || existing?.state === 'running') {
        throw conflict('already_running', `Prediction ${existing.id} is already ${existing.state}.`);
      }
      const fields = { output_table: `${toText(body['table_name'])}_scores`, ...body };
      const prediction = existing ?? (insertRow(civis, PREDICTIONS, scope, caller, fields) as AsyncTask);
      Object.assign(prediction, fields);
      startAsyncTask(civis, PREDICTIONS, prediction, civis.now());
      return { value: prediction };
    },
  };
}

/** Completes predictions as simulated time passes: a completed one has its scores in a table. */
export function registerPredictionEvents(civis: CivisPlatform): void {
  registerAsyncTaskEvents(civis, PREDICTIONS, (prediction) => {
    const model = civis.store.jobs.get(Number(prediction.scope));
    const [schema = '', table = ''] = toText(prediction['output_table']).split('.');
    const key = (prediction['primary_key'] as readonly string[]).map((name) => ({
      name,
      type: 'text' as const,
    }));
    const columns = [...key, { name: 'score', type: 'decimal' as const }];
    const database = Number(model?.['database_id']);
    const rows = civis.random.integer(200, 1_800);
    if (model !== undefined && table !== '') {
      loadRows(civis, { database, schema, table }, { columns, rows }, 'drop');
    }
    return null;
  });
}

/** Builds of models get metrics; the first that succeeds becomes the active one. */
export function modelBuildExecutor(civis: CivisPlatform): RunExecutor {
  return {
    applyResults: (model, build) => {
      setBuildMetrics(civis, model, build);
      model['active_build_id'] ??= build.id;
    },
  };
}

/** Sets the name, the metrics and the output of a build. */
export function setBuildMetrics({ random, store }: CivisPlatform, model: Job, build: Run): void {
  const number = store.runs.inScope(String(model.id)).filter((run) => !isActive(run)).length;
  const type = store.table('models/types').get(Number(model['model_type_id']));
  const isContinuous = type?.['dv_type'] === 'Continuous';
  Object.assign(build, {
    name: `Build ${number}`,
    description: isContinuous ? 'Lower error is better' : 'Higher area under the curve is better',
    root_mean_squared_error: isContinuous ? roundToFourDecimals(random.between(2.1, 3.4)) : null,
    r_squared_error: isContinuous ? roundToFourDecimals(random.between(0.61, 0.78)) : null,
    roc_auc: isContinuous ? null : roundToFourDecimals(random.between(0.79, 0.86)),
    transformation_metadata: { transformations: [] },
    output: `${number} coefficients`,
    output_location: `s3://harbor-models/${model.id}/builds/${build.id}/output.json`,
  });
}

function roundToFourDecimals(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
