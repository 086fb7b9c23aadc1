import { toText } from '../../json.ts';
import type { Row } from '../state/table.ts';
import { findRow } from './access-control.ts';
import { conflict, invalidResource } from './civis-error.ts';
import { type CivisPlatform, type CivisRequest, type HandlerMap, isoTime } from './civis-platform.ts';
import { cloneRow } from './clone.ts';
import { createdResponse, createRow, insertRow } from './collections.ts';
import { addFile } from './files.ts';
import { parseResourcePath } from './resource-paths.ts';
import { serializeRow } from './serializers.ts';

const DEPLOYMENTS = 'notebooks/deployments';
const DEPLOYMENT = parseResourcePath('/notebooks/{id}/deployments/{deployment_id}');
const MAX_LOG_LINES = 10_000;
const UPDATE_URL_LIFETIME = 30 * 60_000;
const MINUTE = 60_000;
/** Milliseconds that a deployment takes to start and to stop, at speed 1. */
const START_DURATION = 1_800;
const STOP_DURATION = 600;

const EMPTY_NOTEBOOK = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [] };

/** Notebooks: their contents are files, and they run as deployments. */
export function notebookHandlers(civis: CivisPlatform): HandlerMap {
  const findNotebook = (request: CivisRequest, basePath: string, needed: 'read' | 'write') =>
    findRow(civis, parseResourcePath(basePath), request.path, request.caller, needed);
  return {
    'POST /notebooks': (request) => {
      const row = createRow(civis, request, { state: 'idle', ...notebookFiles(civis, request) });
      return createdResponse(civis, request, row);
    },
    'POST /notebooks/{id}/clone': (request) => {
      const row = cloneRow(civis, request, ({ file_id }) => {
        const bytes = civis.objectStore.bytes(civis.store.files.get(Number(file_id))?.key ?? '');
        return { state: 'idle', ...createNotebookFiles(civis, request, bytes) };
      });
      return { value: serializeRow(civis, 'notebooks', row), status: 201 };
    },
    'GET /notebooks/{id}/update-links': (request) => {
      const row = findNotebook(request, '/notebooks/{id}', 'write');
      const file = civis.store.files.get(Number(row['file_id']));
      const expires = civis.now() + UPDATE_URL_LIFETIME;
      return {
        value: {
          update_url: civis.objectStore.uploadUrl(file?.key ?? '', expires),
          update_preview_url: civis.objectStore.uploadUrl(String(row['preview_key']), expires),
        },
      };
    },
    'POST /notebooks/{notebook_id}/deployments': (request) => {
      const row = findNotebook(request, '/notebooks/{notebook_id}', 'write');
      if (row['state'] !== 'idle') {
        throw conflict(
          'already_running',
          `Notebook ${row.id} is already ${toText(row['state'])}. Stop its deployment first.`,
        );
      }
      return { value: createDeployment(civis, row, request), status: 201 };
    },
    'GET /notebooks/{id}/deployments/{deployment_id}/logs': (request) => {
      const deployment = findRow(civis, DEPLOYMENT, request.path, request.caller, 'read');
      return { value: deploymentLog(deployment).slice(0, Number(request.query['limit'] ?? MAX_LOG_LINES)) };
    },
    'DELETE /notebooks/{notebook_id}/deployments/{deployment_id}': (request) => {
      const resourcePath = parseResourcePath(request.operation.path);
      const deployment = findRow(civis, resourcePath, request.path, request.caller, 'write');
      if (deployment['state'] !== 'stopping') stopDeployment(civis, deployment, civis.now());
      return {};
    },
  };
}

function deploymentLog({ state, created_at, updated_at }: Row): Record<string, unknown>[] {
  const line = (at: unknown, message: string) => ({
    message,
    created_at: at,
    stream: 'stdout',
    source: 'system',
  });
  const ready = state === 'pending' ? [] : [line(updated_at, 'The server is ready')];
  return [line(created_at, 'Starting the server'), ...ready];
}

/** The files of a new notebook: the given one, or a new one. */
function notebookFiles(civis: CivisPlatform, request: CivisRequest): Record<string, unknown> {
  const { file_id: given } = request.body;
  if (given === undefined)
    return createNotebookFiles(civis, request, Buffer.from(JSON.stringify(EMPTY_NOTEBOOK)));
  const id = Number(given);
  if (civis.store.files.get(id) === undefined) throw invalidResource(`File ${id} does not exist.`);
  return { file_id: id, preview_key: createPreview(civis) };
}

function createNotebookFiles(
  civis: CivisPlatform,
  { caller }: CivisRequest,
  bytes: Buffer | null,
): Record<string, unknown> {
  const file = addFile(civis, caller, 'notebook.ipynb', bytes, civis.now());
  return { file_id: file.id, preview_key: createPreview(civis) };
}

function createPreview({ objectStore }: CivisPlatform): string {
  return objectStore.create('preview.html', Buffer.from('<!doctype html><title>Preview</title>\n'));
}

function createDeployment(civis: CivisPlatform, notebook: Row, { caller }: CivisRequest): Row {
  const { docker_image_name, docker_image_tag, memory, cpu, name } = notebook;
  const row = insertRow(civis, DEPLOYMENTS, String(notebook.id), caller, {
    user_id: caller.id,
    notebook_id: notebook.id,
    host: '127.0.0.1',
    name,
    docker_image_name,
    docker_image_tag,
    memory,
    cpu,
    state: 'pending',
    state_message: 'Waiting for capacity in the cluster',
    published: false,
  });
  row['deployment_id'] = row.id;
  row['display_url'] = `https://notebooks.example/${notebook.id}/${row.id}`;
  notebook['state'] = 'pending';
  civis.eventQueue.add({
    at: civis.now() + START_DURATION / civis.speed,
    kind: 'deployment is up',
    id: row.id,
  });
  return row;
}

function stopDeployment(civis: CivisPlatform, deployment: Row, at: number): void {
  Object.assign(deployment, { state: 'stopping', state_message: 'Stopping', updated_at: isoTime(at) });
  civis.eventQueue.add({
    at: at + STOP_DURATION / civis.speed,
    kind: 'deployment is gone',
    id: deployment.id,
  });
}

/** Starts deployments as simulated time passes, and stops them on request or after their idle timeout. */
export function registerDeploymentEvents(civis: CivisPlatform): void {
  const { store, eventQueue } = civis;
  const table = store.table(DEPLOYMENTS);
  const forDeployment =
    (handle: (deployment: Row, notebook: Row, at: number) => void) => (id: number, at: number) => {
      const deployment = table.get(id);
      const notebook = deployment && store.table('notebooks').get(Number(deployment.scope));
      if (deployment !== undefined && notebook !== undefined) handle(deployment, notebook, at);
    };
  eventQueue.on(
    'deployment is up',
    forDeployment((deployment, notebook, at) => {
      if (deployment['state'] !== 'pending') return;
      Object.assign(deployment, { state: 'running', state_message: null, updated_at: isoTime(at) });
      notebook['state'] = 'running';
      const idle = Number(notebook['idle_timeout'] ?? 60) * MINUTE;
      eventQueue.add({ at: at + idle / civis.speed, kind: 'deployment is idle', id: deployment.id });
    }),
  );
  eventQueue.on(
    'deployment is idle',
    forDeployment((deployment, _, at) => {
      if (deployment['state'] === 'running') stopDeployment(civis, deployment, at);
    }),
  );
  eventQueue.on(
    'deployment is gone',
    forDeployment((deployment, notebook) => {
      table.delete(deployment);
      notebook['state'] = 'idle';
    }),
  );
}
