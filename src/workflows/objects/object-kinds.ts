/**
 * A kind of object that people name. The names of its operations follow from the resource and the part:
 * `civis_<resource>_<verb>_<part>`.
 */
export interface ObjectKind {
  readonly resource: string;
  /** What follows the verb in the names of its operations. */
  readonly part?: string;
  /** Types under which the list of jobs shows it, without their namespace. */
  readonly jobTypes?: readonly string[];
  readonly foundIn: FoundIn;
  /** What its operations call the id. Default: `id`. */
  readonly idParameter?: string;
}

/**
 * Where an object is found by its name:
 * - `jobs`: in the list of jobs, which searches names;
 * - `latest`: among those changed last and in the platform's search, since its own list takes no name;
 * - `search`: in the platform's search alone, since it has no list;
 * - `all`: in its own list, which is short;
 * - a parameter of its own list, which takes the name.
 */
type FoundIn = 'jobs' | 'latest' | 'search' | 'all' | { readonly parameter: string };

const asJob = 'jobs' as const;

export const OBJECT_KINDS = {
  job: { resource: 'jobs', foundIn: asJob },
  import: { resource: 'imports', jobTypes: ['Import', 'FileImport'], foundIn: asJob },
  sql_script: { resource: 'scripts', part: 'sql', jobTypes: ['SqlRunner'], foundIn: asJob },
  python_script: { resource: 'scripts', part: 'python3', jobTypes: ['PythonDocker'], foundIn: asJob },
  r_script: { resource: 'scripts', part: 'r', jobTypes: ['RDocker'], foundIn: asJob },
  javascript_script: {
    resource: 'scripts',
    part: 'javascript',
    jobTypes: ['JavascriptRunner'],
    foundIn: asJob,
  },
  container_script: {
    resource: 'scripts',
    part: 'containers',
    jobTypes: ['ContainerDocker'],
    foundIn: asJob,
  },
  custom_script: { resource: 'scripts', part: 'custom', foundIn: asJob },
  dbt_script: { resource: 'scripts', part: 'dbt', jobTypes: ['Dbt'], foundIn: asJob },
  csv_export: { resource: 'exports', part: 'files_csv', jobTypes: ['Export'], foundIn: asJob },
  cass_ncoa: { resource: 'enhancements', part: 'cass_ncoa', jobTypes: ['CassNcoa'], foundIn: asJob },
  optimization: { resource: 'media', part: 'optimizations', jobTypes: ['MediaOptimization'], foundIn: asJob },
  workflow: { resource: 'workflows', foundIn: 'latest' },
  notebook: { resource: 'notebooks', foundIn: 'latest' },
  report: { resource: 'reports', foundIn: 'latest' },
  project: { resource: 'projects', foundIn: 'latest', idParameter: 'project_id' },
  model: { resource: 'models', foundIn: { parameter: 'model_name' } },
  file: { resource: 'files', foundIn: 'search' },
  database: { resource: 'databases', foundIn: 'all' },
  credential: { resource: 'credentials', foundIn: 'all' },
  user: { resource: 'users', foundIn: { parameter: 'query' } },
  group: { resource: 'groups', foundIn: { parameter: 'query' } },
} as const satisfies Record<string, ObjectKind>;

export type ObjectKindName = keyof typeof OBJECT_KINDS;

export const OBJECT_KIND_NAMES = Object.keys(OBJECT_KINDS) as [ObjectKindName, ...ObjectKindName[]];

export function objectKind(kind: ObjectKindName): ObjectKind {
  return OBJECT_KINDS[kind];
}

/** The id of an object, as its operations take it. */
export function idArgument(kind: ObjectKindName, id: number): Readonly<Record<string, number>> {
  return { [objectKind(kind).idParameter ?? 'id']: id };
}

/** The name of an operation on objects of a kind: `civis_scripts_put_sql_shares_users`. */
export function objectOperation(kind: ObjectKindName, verb: string, behind?: string): string {
  const { resource, part } = objectKind(kind);
  return ['civis', resource, verb, part, behind].filter((word) => word !== undefined).join('_');
}

/** The kind of a job by its type; scripts made from a template are of a kind of their own. */
export function kindOfJob(type: string, templateId: unknown): ObjectKindName {
  if (typeof templateId === 'number') return 'custom_script';
  const bare = type.replace(/^JobTypes::/, '');
  return OBJECT_KIND_NAMES.find((name) => objectKind(name).jobTypes?.includes(bare)) ?? 'job';
}
