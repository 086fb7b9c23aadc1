import { isObject, toText } from '../../json.ts';
import type { Job, Run } from '../state/entities.ts';
import { findRow, REQUIRED_LEVELS } from './access-control.ts';
import { notFound } from './civis-error.ts';
import {
  type CivisPlatform,
  type CivisRequest,
  type Handler,
  type HandlerFactory,
  isoTime,
} from './civis-platform.ts';
import { listResponse } from './list-responses.ts';
import { parseResourcePath } from './resource-paths.ts';
import { serializeRow } from './serializers.ts';

/** What the runs of scripts have beyond those of other jobs. The platform changes runs of containers on a path of their own. */
const PATH = /^\/scripts\/(?<segment>\w+)\/\{id\}\/runs\/\{run_id\}(?:\/(?<below>inputs|outputs))?$/;
const SEGMENT_ALIASES: Readonly<Record<string, string>> = { container: 'containers' };

const OUTPUTS = 'scripts/outputs';
/** The path of an object of each type that an output can be. */
const OUTPUT_PATHS: Readonly<Record<string, string>> = {
  File: 'files',
  Table: 'tables',
  Report: 'reports',
  Project: 'projects',
  Credential: 'credentials',
  JSONValue: 'json_values',
};

/** Inputs and outputs of the runs of scripts, and the error that their code gives them. */
export const scriptRunHandler: HandlerFactory = (civis, { path, verb, effect }) => {
  const { segment = '', below } = PATH.exec(path)?.groups ?? {};
  const collection = `scripts/${SEGMENT_ALIASES[segment] ?? segment}`;
  const found = (request: CivisRequest) => findScriptRun(civis, request, collection, REQUIRED_LEVELS[effect]);
  const handlers: Readonly<Record<string, Handler>> = {
    PATCH: (request) => {
      const { run } = found(request);
      Object.assign(run, { error: request.body['error'] ?? run.error, updated_at: isoTime(civis.now()) });
      return {};
    },
    'GET inputs': (request) => ({ value: serializeRow(civis, collection, found(request).job) }),
    'GET outputs': (request) => {
      const outputs = civis.store.table(OUTPUTS).inScope(String(found(request).run.id));
      return listResponse(civis, request, OUTPUTS, outputs);
    },
    'POST outputs': (request) => {
      const { run } = found(request);
      const { object_type: type, object_id: id } = request.body;
      const made = {
        object_type: toText(type),
        object_id: Number(id),
        name: nameOf(civis, toText(type), Number(id)),
      };
      return { value: addRunOutput(civis, run, made, civis.now()), status: 201 };
    },
  };
  if (!PATH.test(path)) return undefined;
  return handlers[below === undefined ? verb : `${verb} ${below}`];
};

/** Adds what a run made to its outputs. */
export function addRunOutput(
  { store }: CivisPlatform,
  run: Run,
  made: { readonly object_type: string; readonly object_id: number; readonly name: string },
  at: number,
) {
  const outputs = store.table(OUTPUTS);
  const link = `/${OUTPUT_PATHS[made.object_type] ?? 'objects'}/${made.object_id}`;
  const shown = { ...made, link, created_at: isoTime(at) };
  return outputs.insert({ id: outputs.nextId(), scope: String(run.id), ...shown });
}

function nameOf({ store }: CivisPlatform, type: string, id: number): string {
  const table = type === 'Table' ? 'databases/tables' : (OUTPUT_PATHS[type] ?? '');
  const row = store.table(table).get(id);
  return isObject(row) ? toText(row['name']) : `${type} ${id}`;
}

function findScriptRun(
  civis: CivisPlatform,
  { path, caller }: CivisRequest,
  collection: string,
  needed: 'read' | 'write' | 'manage',
): { readonly job: Job; readonly run: Run } {
  const job = findRow(civis, parseResourcePath(`/${collection}/{id}`), path, caller, needed) as Job;
  const run = civis.store.runs.get(Number(path['run_id']));
  if (run === undefined || run.scope !== String(job.id)) throw notFound();
  return { job, run };
}
