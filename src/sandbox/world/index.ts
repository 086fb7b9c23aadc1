import { createGrants } from '../civis/access.ts';
import { type CivisPlatform, isoTime } from '../civis/platform.ts';
import type { Row } from '../table.ts';
import { ANNOUNCEMENTS } from './announcements.ts';
import { CODES } from './codes.ts';
import { DATABASES } from './databases.ts';
import { describeJobs, type Named } from './details.ts';
import { FILES } from './files.ts';
import { addHosts, furnish } from './furnishing.ts';
import { addPeople, type People, SAMPLE_USER } from './people.ts';
import { addJobs } from './pipeline.ts';
import { PROJECTS } from './projects.ts';

const DAY = 24 * 60 * 60_000;

/** Fills the empty platform with a team and its work. The same seed and moment make the same world. */
export function buildWorld(civis: CivisPlatform): People {
  const people = addPeople(civis.store, isoTime(civis.now() - 420 * DAY));
  addJobs(civis, people);
  addProjects(civis, people);
  addFiles(civis, people);
  addDatabases(civis, people);
  const named: Named = (table, name) => findNamed(civis, table, name);
  addHosts(civis, people, named);
  describeJobs(civis, named);
  furnish(civis, people, named);
  addCodes(civis, people);
  addAnnouncements(civis);
  return people;
}

function findNamed({ store }: CivisPlatform, table: string, name: string): Row {
  const row = store
    .table(table)
    .all()
    .find((each) => each['name'] === name);
  if (row === undefined) throw new Error(`The world has no ${name} among its ${table}.`);
  return row;
}

function daysAgo(civis: CivisPlatform, days: number): string {
  return isoTime(civis.now() - days * DAY);
}

function addProjects(civis: CivisPlatform, people: People): void {
  const { projects, jobs } = civis.store;
  const author = people.person(SAMPLE_USER);
  PROJECTS.forEach(({ name, description, jobs: held, hidden }, position) => {
    const created_at = daysAgo(civis, 300 - position * 60);
    const project = projects.insert({
      id: projects.nextId(),
      scope: '',
      name,
      description,
      author,
      users: [author, people.person('cmoreno'), people.person('gnakamura')],
      auto_share: false,
      hidden,
      archived: false,
      created_at,
      updated_at: created_at,
      grants: createGrants(author, [[people.team('Analytics').id, 'manage']]),
    });
    for (const job of jobs.all().filter((each) => held.some((title) => title === each.name))) {
      job.projects.add(project.id);
    }
  });
}

function addFiles(civis: CivisPlatform, people: People): void {
  const { files } = civis.store;
  for (const { name, author: username, daysAgo: age, kept, content } of FILES) {
    const author = people.person(username);
    const bytes = content(civis.random, civis.now());
    files.insert({
      id: files.nextId(),
      scope: '',
      name,
      created_at: daysAgo(civis, age),
      file_size: bytes.length,
      expires_at: kept ? null : daysAgo(civis, age - 30),
      key: civis.objectStore.create(name, bytes),
      author,
      projects: new Set(),
      grants: createGrants(author, [[people.team('Analytics').id, 'manage']]),
    });
  }
}

function addDatabases(civis: CivisPlatform, people: People): void {
  const databases = civis.store.table('databases');
  const schemas = civis.store.table('databases/schemas');
  const addresses = civis.store.table('databases/whitelist-ips');
  for (const plan of DATABASES) {
    const database = databases.insert({ id: databases.nextId(), scope: '', name: plan.name });
    const scope = String(database.id);
    for (const schema of plan.schemas) schemas.insert({ id: schemas.nextId(), scope, schema });
    for (const [subnet_mask, age, is_active] of plan.addresses) {
      addresses.insert({
        id: addresses.nextId(),
        scope,
        remote_host_id: database.id,
        security_group_id: 'sg-5a2d81f0',
        subnet_mask,
        authorized_by: people.person('bokafor').id,
        is_active,
        created_at: daysAgo(civis, age),
        updated_at: daysAgo(civis, age),
      });
    }
  }
}

function addCodes(civis: CivisPlatform, people: People): void {
  const codes = civis.store.table('codes');
  CODES.forEach(([name, type, body, readme, featured], position) => {
    const created_at = daysAgo(civis, 190 - position * 30);
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
      author: people.person(SAMPLE_USER),
      created_at,
      updated_at: created_at,
    });
  });
}

function addAnnouncements(civis: CivisPlatform): void {
  const announcements = civis.store.table('announcements');
  for (const [age, subject, body] of ANNOUNCEMENTS.toReversed()) {
    const released_at = daysAgo(civis, age);
    const created_at = daysAgo(civis, age + 0.1);
    const id = announcements.nextId();
    announcements.insert({ id, scope: '', subject, body, released_at, created_at, updated_at: created_at });
  }
}
