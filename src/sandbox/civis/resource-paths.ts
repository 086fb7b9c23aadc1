import type { Operation } from '../../tools/operation.ts';
import type { Row } from '../state/table.ts';

/** What a path addresses: a collection or one object of it, and the objects that the collection belongs to. */
export interface ResourcePath {
  /** The literal segments: `databases/whitelist-ips`. */
  readonly collection: string;
  /** Name of the last path parameter, when the path ends in one. */
  readonly idParameter: string | null;
  /** The objects that the collection belongs to, outermost first. */
  readonly owners: readonly { readonly collection: string; readonly idParameter: string }[];
}

/** Parses a path template such as `/databases/{id}/whitelist-ips/{whitelisted_ip_id}`. */
export function parseResourcePath(path: string): ResourcePath {
  const literals: string[] = [];
  const owners: { collection: string; idParameter: string }[] = [];
  let endsInParameter = false;
  for (const segment of path.split('/').filter(Boolean)) {
    endsInParameter = segment.startsWith('{');
    if (endsInParameter) owners.push({ collection: literals.join('/'), idParameter: segment.slice(1, -1) });
    else literals.push(segment);
  }
  const idParameter = endsInParameter ? (owners.pop()?.idParameter ?? null) : null;
  return { collection: literals.join('/'), idParameter, owners };
}

/** Paths of runs, which models call builds: `{basePath}/runs/{run_id}`, `{basePath}/builds/{build_id}`. */
export const RUNS_PATH = /^(?<basePath>.+)\/(?:runs|builds)(?:\/\{(?<run>\w+)\}(?<below>\/.+)?)?$/;

/** Collections whose objects are in the table of another one. */
const TABLES_BY_COLLECTION: Readonly<Record<string, string>> = {
  'reports/sql': 'reports',
  tables: 'databases/tables',
};

/** What the operations imply about the collections. */
export interface CollectionIndex {
  /** Tables whose rows can be put into projects. */
  readonly projectTables: ReadonlySet<string>;
  /** Tables whose rows can be shared. */
  readonly shareableTables: ReadonlySet<string>;
  /** Collections whose objects are jobs, that is, have runs. */
  readonly jobCollections: ReadonlySet<string>;
  /** Whether a POST operation adds to a collection rather than being an action. */
  isCreate(operation: Operation): boolean;
}

export function indexCollections(operations: readonly Operation[]): CollectionIndex {
  const jobCollections = new Set(
    operations.flatMap(runsBasePath).map((basePath) => parseResourcePath(basePath).collection),
  );
  const tablesWith = (ending: RegExp) => {
    const listing = operations.filter(({ verb, path }) => verb === 'GET' && ending.test(path));
    const paths = listing.map(({ path }) => path.replace(/\/[^/]+$/, ''));
    return new Set(paths.map((path) => tableNameOf(parseResourcePath(path).collection, jobCollections)));
  };
  return {
    jobCollections,
    shareableTables: tablesWith(/\}\/shares$/),
    projectTables: tablesWith(/\}\/(?:parent_)?projects$/),
    isCreate: ({ verb, path }) =>
      verb === 'POST' && operations.some((other) => other.path.startsWith(`${path}/{`)),
  };
}

function runsBasePath({ verb, path }: Operation): string[] {
  const basePath = verb === 'POST' ? RUNS_PATH.exec(path)?.groups?.['basePath'] : undefined;
  return basePath === undefined ? [] : [basePath];
}

/** The table of a collection. All jobs are in one, so that a job is the same object on every path. */
export function tableNameOf(collection: string, jobCollections: ReadonlySet<string>): string {
  const shared = TABLES_BY_COLLECTION[collection];
  if (shared !== undefined) return shared;
  const containsJobs = [...jobCollections].some(
    (kind) => kind === collection || kind.startsWith(`${collection}/`),
  );
  return containsJobs ? 'jobs' : collection;
}

/** Whether a collection has a part of the rows of its table alone. */
export function isPartOfTable(collection: string, tableName: string): boolean {
  return tableName === 'jobs' ? collection !== 'jobs' : collection.startsWith(`${tableName}/`);
}

/** Whether a row is in a collection: in its own, such as `imports/files`, or in a parent of that, `imports`. */
export function isInCollection({ kind }: Row, collection: string): boolean {
  return String(kind) === collection || String(kind).startsWith(`${collection}/`);
}
