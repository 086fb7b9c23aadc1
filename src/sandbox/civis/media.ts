import { toText } from '../../json.ts';
import type { Job, Run } from '../state/entities.ts';
import { invalidResource } from './civis-error.ts';
import type { CivisPlatform, HandlerMap } from './civis-platform.ts';
import { cloneRow } from './clone.ts';
import { createdResponse, createRow, insertRow } from './collections.ts';
import type { RunExecutor } from './runs.ts';
import { serializeRow } from './serializers.ts';

const OPTIMIZATIONS = 'media/optimizations';
const SPOT_ORDERS = 'media/spot_orders';

/** Television plans and the spot orders that they result in. */
export function mediaHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'POST /media/optimizations': (request) => {
      for (const run of request.body['runs'] as readonly Record<string, unknown>[]) {
        if (toText(run['start_date']) > toText(run['end_date'])) {
          throw invalidResource(
            `end_date must not be before start_date; got ${toText(run['end_date'])} and ${toText(run['start_date'])}.`,
          );
        }
      }
      return createdResponse(civis, request, createRow(civis, request));
    },
    'POST /media/optimizations/{id}/clone': (request) => {
      const results = { report_link: null, spot_order_link: null, spot_order_id: null, file_links: {} };
      return {
        value: serializeRow(
          civis,
          OPTIMIZATIONS,
          cloneRow(civis, request, () => results),
        ),
      };
    },
    'POST /media/spot_orders': (request) =>
      createdResponse(civis, request, createRow(civis, request, spotOrderFields(civis))),
  };
}

function spotOrderFields({ random }: CivisPlatform): Record<string, unknown> {
  return {
    csv_s3_uri: spotOrderUri(random.string(16, '0123456789abcdef'), 'csv'),
    last_transform_job_id: random.integer(7_000, 8_999),
  };
}

function spotOrderUri(key: string, format: string): string {
  return `s3://harbor-media/spot-orders/${key}.${format}`;
}

/** Runs of optimizations produce a spot order, a report and files. */
export function optimizationExecutor(civis: CivisPlatform): RunExecutor {
  return { applyResults: (job, run) => storeOptimizationResults(civis, job, run) };
}

/** Adds the results of a run to an optimization. */
export function storeOptimizationResults(civis: CivisPlatform, optimization: Job, run: Run): void {
  const order = insertRow(civis, SPOT_ORDERS, '', optimization.author, {
    ...spotOrderFields(civis),
    json_s3_uri: spotOrderUri(`${optimization.id}-${run.id}`, 'json'),
    xml_archive_s3_uri: spotOrderUri(`${optimization.id}-${run.id}`, 'xml.zip'),
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
