import { createGrants } from '../civis/access-control.ts';
import { type CivisPlatform, isoTime } from '../civis/civis-platform.ts';
import { insertRow } from '../civis/collections.ts';
import { APPS } from './apps.ts';
import { KUBERNETES, WORKERS } from './clusters.ts';
import { BATCHES } from './data-sources.ts';
import { seedMedia } from './seed-media.ts';
import { seedNotebooks } from './seed-notebooks.ts';
import { addRows, createdDaysAgo, findByName } from './seed-rows.ts';
import type { SeedUsers } from './seed-users.ts';

const MINUTE = 60_000;

/** Adds everything beside the jobs: import batches, notebooks, apps, clusters and media. */
export function seedResources(civis: CivisPlatform, users: SeedUsers): void {
  addBatches(civis, users);
  seedNotebooks(civis, users);
  addApps(civis, users);
  addRows(civis, 'clusters/kubernetes', [{ ...KUBERNETES, ...createdDaysAgo(civis, 400) }]);
  addRows(civis, 'clusters/workers', [{ ...WORKERS, ...createdDaysAgo(civis, 400) }]);
  seedMedia(civis, users);
}

function addBatches(civis: CivisPlatform, users: SeedUsers): void {
  const author = users.user('alindqvist');
  for (const { daysAgo, error, ...batch } of BATCHES) {
    const moment = createdDaysAgo(civis, daysAgo);
    insertRow(civis, 'imports/batches', '', author, {
      ...batch,
      ...moment,
      remote_host_id: findByName(civis, 'databases', 'Harbor Redshift').id,
      state: error === null ? 'succeeded' : 'failed',
      started_at: moment.created_at,
      finished_at: isoTime(Date.parse(moment.created_at) + 3 * MINUTE),
      error,
    });
  }
}

function addApps(civis: CivisPlatform, users: SeedUsers): void {
  const project = civis.store.projects.all()[0]?.id;
  for (const { slug, name, features, release, instances } of APPS) {
    const [app] = addRows(civis, 'apps', [{ slug, name, instance_name: 'Instance', features }]);
    if (app === undefined) continue;
    const current = {
      id: app.id * 10 + release,
      app_id: app.id,
      report_template_id: app.id * 10 + 7,
      resources: {},
    };
    app['current_release'] = current;
    for (const [title, username] of instances) {
      const author = users.user(username);
      insertRow(civis, 'apps/instances', String(app.id), author, {
        name: title,
        ...createdDaysAgo(civis, 40),
        app_release_id: current.id,
        report_id: current.report_template_id,
        project_id: project,
        auth_code_url: `https://apps.example/${slug}/authorize`,
        api_key: civis.random.string(32, '0123456789abcdef'),
        grants: createGrants(author, [[users.group('Analytics').id, 'write']]),
      });
    }
  }
}
