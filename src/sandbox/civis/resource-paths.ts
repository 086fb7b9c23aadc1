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

/** What the operations imply about the collections. */
export interface CollectionIndex {
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
  const shared = operations
    .filter(({ verb, path }) => verb === 'GET' && path.endsWith('/shares'))
    .map(({ path }) =>
      tableNameOf(parseResourcePath(path.slice(0, -'/shares'.length)).collection, jobCollections),
    );
  return {
    jobCollections,
    shareableTables: new Set(shared),
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
  const containsJobs = [...jobCollections].some(
    (kind) => kind === collection || kind.startsWith(`${collection}/`),
  );
  return containsJobs ? 'jobs' : collection;
}

/** Whether a job is in a collection: in its own, such as `imports/files`, or in a parent of that, `imports`. */
export function isInCollection({ kind }: Row, collection: string): boolean {
  return String(kind) === collection || String(kind).startsWith(`${collection}/`);
}
