import { toText } from '../../json.ts';
import type { Job, Project } from '../state/entities.ts';
import type { Row } from '../state/table.ts';
import { permissionLevelOf } from './access-control.ts';
import type { CivisPlatform } from './civis-platform.ts';
import { typeOfObject } from './object-types.ts';

/** The ids of the projects that contain an object. */
export function projectsOf(row: Row): Set<number> {
  row['projects'] ??= new Set();
  return row['projects'] as Set<number>;
}

/** The projects that contain an object, as it shows them. */
export function projectNames({ store }: CivisPlatform, row: Row): { id: number; name: string }[] {
  return [...projectsOf(row)]
    .map((id) => store.projects.get(id))
    .filter((project) => project !== undefined)
    .map(({ id, name }) => ({ id, name }));
}

interface ProjectObject {
  readonly tableName: string;
  readonly row: Row;
}

/** Everything that is in a project: an object knows its projects. */
export function objectsIn({ store, collections }: CivisPlatform, id: number): ProjectObject[] {
  return [...collections.projectTables].flatMap((tableName) =>
    store
      .table(tableName)
      .all()
      .filter(({ projects }) => projects instanceof Set && projects.has(id))
      .map((row) => ({ tableName, row })),
  );
}

/** What the platform says of a project beside what is stored: who sees it, and what is in it, by type. */
export function serializeProject(civis: CivisPlatform, row: Row): Record<string, unknown> {
  const { store } = civis;
  const objects = objectsIn(civis, row.id);
  const lists: Record<string, unknown[]> = {};
  for (const { tableName, row: object } of objects) {
    const { list } = typeOfObject(tableName, object);
    if (list === null) continue;
    lists[list] ??= [];
    lists[list].push(describeObject(civis, tableName, object));
  }
  const [parent] = projectNames(civis, row);
  return {
    ...lists,
    users: store.users.all().filter((user) => permissionLevelOf(row, user) !== undefined),
    all_objects: objects.map(({ tableName, row: object }) =>
      describeContent(row as Project, tableName, object),
    ),
    can_current_user_enable_auto_share: true,
    archived: String(row['archived'] === true),
    // The platform describes the name as a number.
    parent_project: parent === undefined ? null : { id: parent.id, name: parent.id },
    my_permission_level: 'manage',
  };
}

function describeObject(civis: CivisPlatform, tableName: string, row: Row): Record<string, unknown> {
  const { last_run = null } = row as Partial<Job>;
  const lastRun = last_run && { state: last_run.state, updated_at: last_run['updated_at'] };
  const dates = { created_at: row['created_at'] ?? row['data_updated_at'], updated_at: updatedAt(row) };
  return {
    ...row,
    ...dates,
    state: row['state'] ?? 'idle',
    finished_at: last_run?.finished_at ?? null,
    last_run: lastRun,
    last_execution: lastRun,
    ...(tableName === 'files' && { file_name: row['name'], expired: false }),
    ...(tableName === 'databases/tables' && { column_count: (row['columns'] as unknown[]).length }),
    ...(tableName === 'files' && { file_size: civis.objectStore.size(toText(row['key'])) ?? 0 }),
  };
}

function describeContent(project: Project, tableName: string, row: Row): Record<string, unknown> {
  const { type, subType } = typeOfObject(tableName, row);
  const author = row['author'] ?? project['author'];
  return {
    project_id: project.id,
    object_id: row.id,
    object_type: type,
    fco_type: tableName === 'jobs' ? toText(row['kind']) : tableName,
    sub_type: subType,
    name: row['name'],
    icon: type.toLowerCase(),
    author: toText((author as Row | undefined)?.['name']),
    updated_at: updatedAt(row),
    archived: String(row['archived'] === true),
    hidden: row['hidden'] === true,
    my_permission_level: 'manage',
  };
}

function updatedAt(row: Row): unknown {
  return row['updated_at'] ?? row['data_updated_at'] ?? row['created_at'];
}
