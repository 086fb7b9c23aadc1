import { toText } from '../../json.ts';
import type { Row } from '../state/table.ts';

/** What the platform calls an object. */
export interface ObjectType {
  /** In the search: `script`. */
  readonly type: string;
  /** Where a project lists it; null: only among all objects. */
  readonly list: string | null;
  /** The type of a job; null for anything else. */
  readonly subType: string | null;
}

const TABLE_TYPES: Readonly<Record<string, readonly [type: string, list: string | null]>> = {
  'apps/instances': ['app_instance', null],
  'databases/tables': ['table', 'tables'],
  files: ['file', 'files'],
  'media/spot_orders': ['spot_order', null],
  notebooks: ['notebook', 'notebooks'],
  projects: ['project', 'projects'],
  reports: ['report', 'reports'],
  workflows: ['workflow', 'workflows'],
};

/** Jobs by the end of their types; all others are scripts. */
const JOB_TYPES: Readonly<Record<string, readonly [type: string, list: string | null]>> = {
  Import: ['import', 'imports'],
  Export: ['export', 'exports'],
  CassNcoa: ['enhancement', 'enhancements'],
  Build: ['model', 'models'],
  MediaOptimization: ['optimization', null],
  Query: ['query', null],
};

/** Every type that the search knows. */
export const OBJECT_TYPES: readonly string[] = [
  ...Object.values(TABLE_TYPES),
  ...Object.values(JOB_TYPES),
  ['script'] as const,
]
  .map(([type]) => type)
  .sort();

/** Tables whose objects the search finds. */
export const SEARCHED_TABLES: readonly string[] = ['jobs', ...Object.keys(TABLE_TYPES)];

export function typeOfObject(tableName: string, row: Row): ObjectType {
  if (tableName !== 'jobs') {
    const [type, list] = TABLE_TYPES[tableName] ?? [tableName, null];
    return { type, list, subType: null };
  }
  const subType = toText(row['type']);
  const [type, list] = JOB_TYPES[subType.replace('JobTypes::', '')] ?? ['script', 'scripts'];
  return { type, list, subType };
}
