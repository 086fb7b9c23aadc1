import { createGrants } from '../civis/access-control.ts';
import { type CivisPlatform, isoTime } from '../civis/civis-platform.ts';
import { ANNOUNCEMENTS } from './announcements.ts';
import { CODES } from './codes.ts';
import { DATABASES } from './databases.ts';
import { FILES } from './files.ts';
import { PROJECTS } from './projects.ts';
import { seedHosts } from './seed-hosts.ts';
import { seedJobDetails } from './seed-job-details.ts';
import { seedJobs } from './seed-jobs.ts';
import { seedReports } from './seed-reports.ts';
import { seedResources } from './seed-resources.ts';
import { timeDaysAgo } from './seed-rows.ts';
import { SAMPLE_USER, type SeedUsers, seedUsers } from './seed-users.ts';
import { seedWorkflows } from './seed-workflows.ts';

const DAY = 24 * 60 * 60_000;

/** Fills the empty platform with a team and its work. The same seed and time give the same data. */
export function seedCivis(civis: CivisPlatform): void {
  const users = seedUsers(civis.store, isoTime(civis.now() - 420 * DAY));
  seedJobs(civis, users);
  addProjects(civis, users);
  addFiles(civis, users);
  addDatabases(civis, users);
  seedHosts(civis, users);
  seedJobDetails(civis);
  seedResources(civis, users);
  addCodes(civis, users);
  addAnnouncements(civis);
  seedWorkflows(civis, users);
  // Last, since the ids of tables follow from their order.
  seedReports(civis, users);
}

function addProjects(civis: CivisPlatform, users: SeedUsers): void {
  const { projects, jobs } = civis.store;
  const author = users.user(SAMPLE_USER);
  PROJECTS.forEach(({ name, description, jobs: held, hidden }, position) => {
    const created_at = timeDaysAgo(civis, 300 - position * 60);
    const project = projects.insert({
      id: projects.nextId(),
      scope: '',
      name,
      description,
      author,
      users: [author, users.user('cmoreno'), users.user('gnakamura')],
      auto_share: false,
      hidden,
      archived: false,
      created_at,
      updated_at: created_at,
      grants: createGrants(author, [[users.group('Analytics').id, 'manage']]),
    });
    for (const job of jobs.all().filter((each) => held.some((title) => title === each.name))) {
      job.projects.add(project.id);
    }
  });
}

function addFiles(civis: CivisPlatform, users: SeedUsers): void {
  const { files } = civis.store;
  for (const { name, author: username, daysAgo: age, neverExpires, content } of FILES) {
    const author = users.user(username);
    const bytes = content(civis.random, civis.now());
    files.insert({
      id: files.nextId(),
      scope: '',
      name,
      created_at: timeDaysAgo(civis, age),
      file_size: bytes.length,
      expires_at: neverExpires ? null : timeDaysAgo(civis, age - 30),
      key: civis.objectStore.create(name, bytes),
      author,
      projects: new Set(),
      grants: createGrants(author, [[users.group('Analytics').id, 'manage']]),
    });
  }
}

function addDatabases(civis: CivisPlatform, users: SeedUsers): void {
  const databases = civis.store.table('databases');
  const schemas = civis.store.table('databases/schemas');
  const addresses = civis.store.table('databases/whitelist-ips');
  for (const seed of DATABASES) {
    const database = databases.insert({ id: databases.nextId(), scope: '', name: seed.name });
    const scope = String(database.id);
    for (const schema of seed.schemas) schemas.insert({ id: schemas.nextId(), scope, schema });
    for (const [subnet_mask, age, is_active] of seed.addresses) {
      addresses.insert({
        id: addresses.nextId(),
        scope,
        remote_host_id: database.id,
        security_group_id: 'sg-5a2d81f0',
        subnet_mask,
        authorized_by: users.user('bokafor').id,
        is_active,
        created_at: timeDaysAgo(civis, age),
        updated_at: timeDaysAgo(civis, age),
      });
    }
  }
}

function addCodes(civis: CivisPlatform, users: SeedUsers): void {
  const codes = civis.store.table('codes');
  CODES.forEach(([name, type, body, readme, featured], position) => {
    const created_at = timeDaysAgo(civis, 190 - position * 30);
    codes.insert({
      id: codes.nextId(),
      scope: '',
      name,
      type,
      body,
      readme,
      featured,
      score: 20 - position * 3,
      auth_s3_url: `s3://harbor-codes/${position + 1}`,
      author: users.user(SAMPLE_USER),
      created_at,
      updated_at: created_at,
    });
  });
}

function addAnnouncements(civis: CivisPlatform): void {
  const announcements = civis.store.table('announcements');
  for (const [age, subject, body] of ANNOUNCEMENTS.toReversed()) {
    const released_at = timeDaysAgo(civis, age);
    const created_at = timeDaysAgo(civis, age + 0.1);
    const id = announcements.nextId();
    announcements.insert({ id, scope: '', subject, body, released_at, created_at, updated_at: created_at });
  }
}
