import type { Row } from '../table.ts';
import { findRow } from './access.ts';
import { answerCreated, create, insert } from './collections.ts';
import { copyOf } from './copies.ts';
import { conflict, invalidResource } from './errors.ts';
import { addFile } from './files.ts';
import { placeOf } from './places.ts';
import { type Civis, type CivisCall, type Handlers, isoTime } from './platform.ts';
import { shown } from './views.ts';

const DEPLOYMENTS = 'notebooks/deployments';
const LINK = 30 * 60_000;
const MINUTE = 60_000;
/** Milliseconds that a deployment takes to start and to stop, at speed 1. */
const STARTS = 1_800;
const STOPS = 600;

const EMPTY = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };

/** Notebooks: their contents are files, and they run as deployments. */
export function notebookHandlers(civis: Civis): Handlers {
  const notebookOf = (call: CivisCall, mount: string, needed: 'read' | 'write') =>
    findRow(civis, placeOf(mount), call.path, call.caller, needed);
  return {
    'POST /notebooks': (call) => {
      const row = create(civis, call, { state: 'idle', ...contents(civis, call) });
      return answerCreated(civis, call, row);
    },
    'POST /notebooks/{id}/clone': (call) => {
      const row = copyOf(civis, call, ({ file_id }) => {
        const bytes = civis.storage.bytes(civis.store.files.get(Number(file_id))?.key ?? '');
        return { state: 'idle', ...newContents(civis, call, bytes) };
      });
      return { value: shown(civis, 'notebooks', row), status: 201 };
    },
    'GET /notebooks/{id}/update-links': (call) => {
      const row = notebookOf(call, '/notebooks/{id}', 'write');
      const file = civis.store.files.get(Number(row['file_id']));
      const until = civis.now() + LINK;
      return {
        value: {
          update_url: civis.storage.uploadUrl(file?.key ?? '', until),
          update_preview_url: civis.storage.uploadUrl(String(row['preview_key']), until),
        },
      };
    },
    'POST /notebooks/{notebook_id}/deployments': (call) => {
      const row = notebookOf(call, '/notebooks/{notebook_id}', 'write');
      if (row['state'] !== 'idle') {
        throw conflict(
          'already_running',
          `Notebook ${row.id} is ${row['state']} already; stop its deployment first.`,
        );
      }
      return { value: deploy(civis, row, call), status: 201 };
    },
    'DELETE /notebooks/{notebook_id}/deployments/{deployment_id}': (call) => {
      const place = placeOf(call.operation.path);
      const deployment = findRow(civis, place, call.path, call.caller, 'write');
      if (deployment['state'] !== 'stopping') stop(civis, deployment, civis.now());
      return {};
    },
  };
}

/** The files of a new notebook: those that were named, or new ones. */
function contents(civis: Civis, call: CivisCall): Record<string, unknown> {
  const { file_id: given } = call.body;
  if (given === undefined) return newContents(civis, call, Buffer.from(JSON.stringify(EMPTY)));
  if (civis.store.files.get(Number(given)) === undefined) throw invalidResource(`There is no file ${given}.`);
  return { file_id: Number(given), preview_key: previewOf(civis) };
}

function newContents(civis: Civis, { caller }: CivisCall, bytes: Buffer | null): Record<string, unknown> {
  const file = addFile(civis, caller, 'notebook.ipynb', bytes, civis.now());
  return { file_id: file.id, preview_key: previewOf(civis) };
}

function previewOf({ storage }: Civis): string {
  return storage.create('preview.html', Buffer.from('<!doctype html><title>Preview</title>\n'));
}

function deploy(civis: Civis, notebook: Row, { caller }: CivisCall): Row {
  const { docker_image_name, docker_image_tag, memory, cpu, name } = notebook;
  const row = insert(civis, DEPLOYMENTS, String(notebook.id), caller, {
    user_id: caller.id,
    notebook_id: notebook.id,
    host: '127.0.0.1',
    name,
    docker_image_name,
    docker_image_tag,
    memory,
    cpu,
    state: 'pending',
    state_message: 'Waiting for a place in the cluster',
    published: false,
  });
  row['deployment_id'] = row.id;
  row['display_url'] = `https://notebooks.example/${notebook.id}/${row.id}`;
  notebook['state'] = 'pending';
  civis.timeline.add({ at: civis.now() + STARTS / civis.speed, kind: 'deployment is up', id: row.id });
  return row;
}

function stop(civis: Civis, deployment: Row, at: number): void {
  Object.assign(deployment, { state: 'stopping', state_message: 'Stopping', updated_at: isoTime(at) });
  civis.timeline.add({ at: at + STOPS / civis.speed, kind: 'deployment is gone', id: deployment.id });
}

/** Makes deployments start, and stop when asked to or after a time without activity. */
export function deployInTime(civis: Civis): void {
  const { store, timeline } = civis;
  const table = store.table(DEPLOYMENTS);
  const during =
    (happen: (deployment: Row, notebook: Row, at: number) => void) => (id: number, at: number) => {
      const deployment = table.get(id);
      const notebook = deployment && store.table('notebooks').get(Number(deployment.scope));
      if (deployment !== undefined && notebook !== undefined) happen(deployment, notebook, at);
    };
  timeline.on(
    'deployment is up',
    during((deployment, notebook, at) => {
      if (deployment['state'] !== 'pending') return;
      Object.assign(deployment, { state: 'running', state_message: null, updated_at: isoTime(at) });
      notebook['state'] = 'running';
      const idle = Number(notebook['idle_timeout'] ?? 60) * MINUTE;
      timeline.add({ at: at + idle / civis.speed, kind: 'deployment is idle', id: deployment.id });
    }),
  );
  timeline.on(
    'deployment is idle',
    during((deployment, _, at) => {
      if (deployment['state'] === 'running') stop(civis, deployment, at);
    }),
  );
  timeline.on(
    'deployment is gone',
    during((deployment, notebook) => {
      table.delete(deployment);
      notebook['state'] = 'idle';
    }),
  );
}
