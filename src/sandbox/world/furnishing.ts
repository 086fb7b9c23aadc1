import { createGrants } from '../civis/access.ts';
import { insertRow } from '../civis/collections.ts';
import { addFile } from '../civis/files.ts';
import { storeOptimizationResults } from '../civis/media.ts';
import { type CivisPlatform, isoTime } from '../civis/platform.ts';
import { addRun } from '../civis/runs.ts';
import type { Job, User } from '../records.ts';
import type { Row } from '../table.ts';
import { APPS } from './apps.ts';
import { KUBERNETES, WORKERS } from './clusters.ts';
import type { Named } from './details.ts';
import { BATCHES, CREDENTIALS, REMOTE_HOSTS, TABLES } from './hosts.ts';
import { DMAS, OPTIMIZATIONS, type OptimizationPlan, RATECARDS, TARGETS } from './media.ts';
import { NOTEBOOKS, type NotebookPlan } from './notebooks.ts';
import type { People } from './people.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Hosts, credentials and tables: what jobs are described with. */
export function addHosts(civis: CivisPlatform, people: People, named: Named): void {
  addAll(
    civis,
    'remote_hosts',
    REMOTE_HOSTS.map((name) => ({ name })),
  );
  for (const { owner, host, daysAgo, isDefault = false, ...plan } of CREDENTIALS) {
    const author = people.person(owner);
    const known = host === null ? null : hostNamed(civis, host);
    insertRow(civis, 'credentials', '', author, {
      ...plan,
      ...aged(civis, daysAgo),
      owner: author.username,
      owner_id: author.id,
      remote_host_id: known?.id ?? null,
      remote_host_name: host,
      default: isDefault,
      system_credential: false,
      grants: createGrants(author, [[people.team('Analytics').id, 'read']]),
    });
  }
  const scope = String(named('databases', 'Harbor Redshift').id);
  for (const [schema, name, columns, row_count] of TABLES) {
    const table = civis.store.table('databases/tables');
    const typed = columns.split(', ').map((column) => {
      const [title, type] = column.split(' ');
      return { name: title, type };
    });
    table.insert({ id: table.nextId(), scope, schema, name, columns: typed, row_count });
  }
}

/** What stands beside the jobs: batches, notebooks, apps, clusters and media. */
export function furnish(civis: CivisPlatform, people: People, named: Named): void {
  const author = people.person('alindqvist');
  for (const { daysAgo, error, ...batch } of BATCHES) {
    const moment = aged(civis, daysAgo);
    insertRow(civis, 'imports/batches', '', author, {
      ...batch,
      ...moment,
      remote_host_id: named('databases', 'Harbor Redshift').id,
      state: error === null ? 'succeeded' : 'failed',
      started_at: moment.created_at,
      finished_at: isoTime(Date.parse(moment.created_at) + 3 * MINUTE),
      error,
    });
  }
  for (const plan of NOTEBOOKS) addNotebook(civis, people, plan);
  addApps(civis, people);
  addAll(civis, 'clusters/kubernetes', [{ ...KUBERNETES, ...aged(civis, 400) }]);
  addAll(civis, 'clusters/workers', [{ ...WORKERS, ...aged(civis, 400) }]);
  addAll(
    civis,
    'media/dmas',
    DMAS.map(([name, number]) => ({ name, number })),
  );
  addAll(
    civis,
    'media/ratecards',
    RATECARDS.map(([filename, start_on, end_on, dma_number]) => ({ filename, start_on, end_on, dma_number })),
  );
  addAll(
    civis,
    'media/targets',
    TARGETS.map(([name, identifier, data_source]) => ({ name, identifier, data_source })),
  );
  for (const plan of OPTIMIZATIONS) addOptimization(civis, people, plan);
}

function aged(civis: CivisPlatform, days: number): { created_at: string; updated_at: string } {
  const moment = isoTime(civis.now() - days * DAY);
  return { created_at: moment, updated_at: moment };
}

function addAll(
  { store }: CivisPlatform,
  collection: string,
  rows: readonly Record<string, unknown>[],
): Row[] {
  const table = store.table(collection);
  return rows.map((row) => table.insert({ ...row, id: table.nextId(), scope: '' }));
}

function hostNamed({ store }: CivisPlatform, name: string): Row | undefined {
  const hosts = [...store.table('databases').all(), ...store.table('remote_hosts').all()];
  return hosts.find((host) => host['name'] === name);
}

function sharedWithTeam(people: People, author: User) {
  return createGrants(author, [[people.team('Analytics').id, 'write']]);
}

function addNotebook(civis: CivisPlatform, people: People, plan: NotebookPlan): void {
  const author = people.person(plan.author);
  const kernel = plan.language === 'r' ? 'ir' : 'python3';
  const cells = plan.cells.map((source) => ({
    cell_type: 'code',
    metadata: {},
    execution_count: null,
    outputs: [],
    source: [source],
  }));
  const contents = { nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: kernel } }, cells };
  const made = civis.now() - plan.daysAgo * DAY;
  const fileOf = (name: string, text: string) => addFile(civis, author, name, Buffer.from(text), made).id;
  const notebook = insertRow(civis, 'notebooks', '', author, {
    name: plan.name,
    language: plan.language,
    description: plan.description,
    ...aged(civis, plan.daysAgo),
    file_id: fileOf(`${plan.name}.ipynb`, JSON.stringify(contents)),
    requirements_file_id:
      plan.requirements === undefined ? null : fileOf('requirements.txt', plan.requirements),
    requirements: plan.requirements,
    preview_key: civis.objectStore.create(
      'preview.html',
      Buffer.from(`<!doctype html><title>${plan.name}</title>\n`),
    ),
    state: plan.deployed === undefined ? 'idle' : 'running',
    grants: sharedWithTeam(people, author),
  });
  if (plan.deployed !== undefined) addDeployment(civis, notebook, author, plan.deployed);
}

function addDeployment(civis: CivisPlatform, notebook: Row, author: User, minutesAgo: number): void {
  const { name, docker_image_name, docker_image_tag, memory, cpu } = notebook;
  const deployment = insertRow(civis, 'notebooks/deployments', String(notebook.id), author, {
    ...aged(civis, (minutesAgo * MINUTE) / DAY),
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

function addApps(civis: CivisPlatform, people: People): void {
  const project = civis.store.projects.all()[0]?.id;
  for (const { slug, name, features, release, instances } of APPS) {
    const [app] = addAll(civis, 'apps', [{ slug, name, instance_name: 'Instance', features }]);
    if (app === undefined) continue;
    const current = {
      id: app.id * 10 + release,
      app_id: app.id,
      report_template_id: app.id * 10 + 7,
      resources: {},
    };
    app['current_release'] = current;
    for (const [title, username] of instances) {
      const author = people.person(username);
      insertRow(civis, 'apps/instances', String(app.id), author, {
        name: title,
        ...aged(civis, 40),
        app_release_id: current.id,
        report_id: current.report_template_id,
        project_id: project,
        auth_code_url: `https://apps.example/${slug}/authorize`,
        api_key: civis.random.string(32, '0123456789abcdef'),
        grants: sharedWithTeam(people, author),
      });
    }
  }
}

function addOptimization(civis: CivisPlatform, people: People, plan: OptimizationPlan): void {
  const author = people.person(plan.author);
  const start = isoTime(civis.now() + 20 * DAY).slice(0, 10);
  const end = isoTime(civis.now() + 48 * DAY).slice(0, 10);
  const optimization = insertRow(civis, 'media/optimizations', '', author, {
    name: plan.name,
    ...aged(civis, plan.daysAgo),
    media_runs: plan.markets.map(([market_id, syscodes, card, budget]) => ({
      market_id,
      syscodes,
      start_date: start,
      end_date: end,
      rate_cards: [card],
      constraints: [{ targets: plan.targets, budget, frequency: 8 }],
    })),
    grants: sharedWithTeam(people, author),
  }) as Job;
  if (!plan.planned) return;
  const created = Date.parse(optimization.created_at);
  const run = addRun(civis, optimization, {
    state: 'succeeded',
    created_at: isoTime(created),
    started_at: isoTime(created + MINUTE / 2),
    finished_at: isoTime(created + 14 * MINUTE),
    error: null,
    is_cancel_requested: false,
    plan: null,
  });
  optimization.state = run.state;
  storeOptimizationResults(civis, optimization, run);
}
