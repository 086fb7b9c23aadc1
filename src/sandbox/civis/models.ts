import type { Job, Run } from '../records.ts';
import { findRow } from './access.ts';
import { insert } from './collections.ts';
import { type Errand, runErrands, startErrand } from './errands.ts';
import { conflict, invalidResource } from './errors.ts';
import { placeOf } from './places.ts';
import type { Civis, Handlers } from './platform.ts';
import { isActive, type Work } from './runs.ts';
import { fillTable } from './tables.ts';

const PREDICTIONS = 'models/predictions';

/** Scoring tables with a model: one prediction for each table. */
export function modelHandlers(civis: Civis): Handlers {
  return {
    'PUT /models/{id}/predictions': ({ body, caller, path }) => {
      const model = findRow(civis, placeOf('/models/{id}'), path, caller, 'write') as Job;
      const builds = civis.store.runs.inScope(String(model.id));
      if (!builds.some(({ state }) => state === 'succeeded')) {
        throw invalidResource(`Model ${model.id} has no build that succeeded; build it first.`);
      }
      const scope = String(model.id);
      const known = civis.store.table(PREDICTIONS).inScope(scope);
      const same = known.find((each) => each['table_name'] === body['table_name']) as Errand | undefined;
      if (same?.state === 'queued' || same?.state === 'running') {
        throw conflict('already_running', `Prediction ${same.id} is ${same.state} already.`);
      }
      const fields = { output_table: `${body['table_name']}_scores`, ...body };
      const prediction = same ?? (insert(civis, PREDICTIONS, scope, caller, fields) as Errand);
      Object.assign(prediction, fields);
      startErrand(civis, PREDICTIONS, prediction, civis.now());
      return { value: prediction };
    },
  };
}

/** Makes predictions end as time passes: the scores are in their table then. */
export function predictInTime(civis: Civis): void {
  runErrands(civis, PREDICTIONS, (prediction) => {
    const model = civis.store.jobs.get(Number(prediction.scope));
    const [schema = '', table = ''] = String(prediction['output_table']).split('.');
    const key = (prediction['primary_key'] as readonly string[]).map((name) => ({
      name,
      type: 'text' as const,
    }));
    const columns = [...key, { name: 'score', type: 'decimal' as const }];
    const database = Number(model?.['database_id']);
    const rowCount = civis.random.integer(20_000, 180_000);
    if (model !== undefined && table !== '') {
      fillTable(civis, { database, schema, table }, { columns, rowCount }, 'drop');
    }
    return null;
  });
}

/** What builds of models leave behind: how good they are. The first good one scores. */
export function modelWork(civis: Civis): Work {
  return {
    finish: (model, build) => {
      measureBuild(civis, model, build);
      model['active_build_id'] ??= build.id;
    },
  };
}

/** Gives a build a name, metrics and where its output is. */
export function measureBuild({ random, store }: Civis, model: Job, build: Run): void {
  const number = store.runs.inScope(String(model.id)).filter((run) => !isActive(run)).length;
  const type = store.table('models/types').get(Number(model['model_type_id']));
  const isContinuous = type?.['dv_type'] === 'Continuous';
  Object.assign(build, {
    name: `Build ${number}`,
    description: isContinuous ? 'Lower error is better' : 'Higher area under the curve is better',
    root_mean_squared_error: isContinuous ? rounded(random.between(2.1, 3.4)) : null,
    r_squared_error: isContinuous ? rounded(random.between(0.61, 0.78)) : null,
    roc_auc: isContinuous ? null : rounded(random.between(0.79, 0.86)),
    transformation_metadata: { transformations: [] },
    output: `${number} coefficients`,
    output_location: `s3://harbor-models/${model.id}/builds/${build.id}/output.json`,
  });
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
