import type { Job, Run } from '../records.ts';
import { answerCreated, create, insert } from './collections.ts';
import { copyOf } from './copies.ts';
import { invalidResource } from './errors.ts';
import type { Civis, Handlers } from './platform.ts';
import type { Work } from './runs.ts';
import { shown } from './views.ts';

const OPTIMIZATIONS = 'media/optimizations';
const SPOT_ORDERS = 'media/spot_orders';

/** Television plans and the orders of spots that come of them. */
export function mediaHandlers(civis: Civis): Handlers {
  const spotOrder = 'POST /media/spot_orders';
  return {
    'POST /media/optimizations': (call) => {
      for (const run of call.body['runs'] as readonly Record<string, unknown>[]) {
        if (String(run['start_date']) > String(run['end_date'])) {
          throw invalidResource(
            `A run ends on ${run['end_date']}, before it starts on ${run['start_date']}.`,
          );
        }
      }
      return answerCreated(civis, call, create(civis, call));
    },
    'POST /media/optimizations/{id}/clone': (call) => {
      const results = { report_link: null, spot_order_link: null, spot_order_id: null, file_links: {} };
      return {
        value: shown(
          civis,
          OPTIMIZATIONS,
          copyOf(civis, call, () => results),
        ),
      };
    },
    [spotOrder]: (call) => answerCreated(civis, call, create(civis, call, storedSpots(civis))),
  };
}

function storedSpots({ random }: Civis): Record<string, unknown> {
  return {
    csv_s3_uri: uriOf(random.string(16, '0123456789abcdef'), 'csv'),
    last_transform_job_id: random.integer(7_000, 8_999),
  };
}

function uriOf(key: string, format: string): string {
  return `s3://harbor-media/spot-orders/${key}.${format}`;
}

/** What runs of optimizations leave behind: a spot order, a report and files. */
export function optimizationWork(civis: Civis): Work {
  return { finish: (job, run) => deliver(civis, job, run) };
}

/** Gives an optimization the results of a run. */
export function deliver(civis: Civis, optimization: Job, run: Run): void {
  const order = insert(civis, SPOT_ORDERS, '', optimization.author, {
    ...storedSpots(civis),
    json_s3_uri: uriOf(`${optimization.id}-${run.id}`, 'json'),
    xml_archive_s3_uri: uriOf(`${optimization.id}-${run.id}`, 'xml.zip'),
    grants: structuredClone(optimization.grants),
  });
  const base = `https://reports.example/optimizations/${optimization.id}/runs/${run.id}`;
  Object.assign(optimization, {
    spot_order_id: order.id,
    spot_order_link: `${base}/spot-order`,
    report_link: `${base}/report`,
    file_links: { schedule: `${base}/schedule.csv`, reach: `${base}/reach.csv` },
  });
}
