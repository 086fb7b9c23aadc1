import { createGrants } from '../civis/access-control.ts';
import type { CivisPlatform } from '../civis/civis-platform.ts';
import { insertRow } from '../civis/collections.ts';
import { addFile } from '../civis/files.ts';
import type { User } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { NOTEBOOKS, type NotebookSeed } from './notebooks.ts';
import { createdDaysAgo } from './seed-rows.ts';
import type { SeedUsers } from './seed-users.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export function seedNotebooks(civis: CivisPlatform, users: SeedUsers): void {
  for (const seed of NOTEBOOKS) addNotebook(civis, users, seed);
}

function addNotebook(civis: CivisPlatform, users: SeedUsers, seed: NotebookSeed): void {
  const author = users.user(seed.author);
  const kernel = seed.language === 'r' ? 'ir' : 'python3';
  const cells = seed.cells.map((source) => ({
    cell_type: 'code',
    metadata: {},
    execution_count: null,
    outputs: [],
    source: [source],
  }));
  const contents = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: kernel } }, cells };
  const made = civis.now() - seed.daysAgo * DAY;
  const addNotebookFile = (name: string, text: string) =>
    addFile(civis, author, name, Buffer.from(text), made).id;
  const notebook = insertRow(civis, 'notebooks', '', author, {
    name: seed.name,
    language: seed.language,
    description: seed.description,
    ...createdDaysAgo(civis, seed.daysAgo),
    file_id: addNotebookFile(`${seed.name}.ipynb`, JSON.stringify(contents)),
    requirements_file_id:
      seed.requirements === undefined ? null : addNotebookFile('requirements.txt', seed.requirements),
    requirements: seed.requirements,
    preview_key: civis.objectStore.create(
      'preview.html',
      Buffer.from(`<!doctype html><title>${seed.name}</title>\n`),
    ),
    state: seed.deployedMinutesAgo === undefined ? 'idle' : 'running',
    grants: createGrants(author, [[users.group('Analytics').id, 'write']]),
  });
  if (seed.deployedMinutesAgo !== undefined) addDeployment(civis, notebook, author, seed.deployedMinutesAgo);
}

function addDeployment(civis: CivisPlatform, notebook: Row, author: User, minutesAgo: number): void {
  const { name, docker_image_name, docker_image_tag, memory, cpu } = notebook;
  const deployment = insertRow(civis, 'notebooks/deployments', String(notebook.id), author, {
    ...createdDaysAgo(civis, (minutesAgo * MINUTE) / DAY),
    ...{ name, docker_image_name, docker_image_tag, memory, cpu },
    notebook_id: notebook.id,
    user_id: author.id,
    host: '127.0.0.1',
    state: 'running',
    state_message: null,
    published: false,
  });
  const idle = Number(notebook['idle_timeout']) - minutesAgo;
  civis.eventQueue.add({ at: civis.now() + idle * MINUTE, kind: 'deployment is idle', id: deployment.id });
  deployment['deployment_id'] = deployment.id;
  deployment['display_url'] = `https://notebooks.example/${notebook.id}/${deployment.id}`;
}
