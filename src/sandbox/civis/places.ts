import type { Operation } from '../../tools/operation.ts';
import type { Row } from '../table.ts';

/** Where a path leads: a collection, perhaps one object of it, and the objects on the way there. */
export interface Place {
  /** The fixed segments: `databases/whitelist-ips`. */
  readonly collection: string;
  /** Name of the last path parameter, when the path ends in one. */
  readonly token: string | null;
  /** The objects that the collection belongs to, outermost first. */
  readonly owners: readonly { readonly collection: string; readonly token: string }[];
}

/** Reads `/databases/{id}/whitelist-ips/{whitelisted_ip_id}`. */
export function placeOf(path: string): Place {
  const fixed: string[] = [];
  const tokens: { collection: string; token: string }[] = [];
  let endsInToken = false;
  for (const segment of path.split('/').filter(Boolean)) {
    endsInToken = segment.startsWith('{');
    if (endsInToken) tokens.push({ collection: fixed.join('/'), token: segment.slice(1, -1) });
    else fixed.push(segment);
  }
  const token = endsInToken ? (tokens.pop()?.token ?? null) : null;
  return { collection: fixed.join('/'), token, owners: tokens };
}

/** Paths of runs, whatever they are called: `{mount}/runs/{run_id}`, `{mount}/builds/{build_id}`. */
export const RUNS_PATH = /^(?<mount>.+)\/(?:runs|builds)(?:\/\{(?<run>\w+)\}(?<below>\/.+)?)?$/;

/** What the catalogue says of collections. */
export interface Mounts {
  /** Tables whose rows people share with one another. */
  readonly shared: ReadonlySet<string>;
  /** Collections whose objects are jobs, as they have runs. */
  readonly jobKinds: ReadonlySet<string>;
  /** Whether a POST to the path adds to a collection, rather than being an action. */
  creates(operation: Operation): boolean;
}

export function readMounts(operations: readonly Operation[]): Mounts {
  const jobKinds = new Set(operations.flatMap(runMount).map((mount) => placeOf(mount).collection));
  const shared = operations
    .filter(({ verb, path }) => verb === 'GET' && path.endsWith('/shares'))
    .map(({ path }) => tableOf(placeOf(path.slice(0, -'/shares'.length)).collection, jobKinds));
  return {
    jobKinds,
    shared: new Set(shared),
    creates: ({ verb, path }) =>
      verb === 'POST' && operations.some((other) => other.path.startsWith(`${path}/{`)),
  };
}

function runMount({ verb, path }: Operation): string[] {
  const mount = verb === 'POST' ? RUNS_PATH.exec(path)?.groups?.['mount'] : undefined;
  return mount === undefined ? [] : [mount];
}

/** The table that holds a collection: all jobs share one, so that a job is one object on every path. */
export function tableOf(collection: string, jobKinds: ReadonlySet<string>): string {
  const holdsJobs = [...jobKinds].some((kind) => kind === collection || kind.startsWith(`${collection}/`));
  return holdsJobs ? 'jobs' : collection;
}

/** Whether a job is found in a collection: in its home `imports/files`, and above it in `imports`. */
export function isAtHome({ kind }: Row, collection: string): boolean {
  return String(kind) === collection || String(kind).startsWith(`${collection}/`);
}
