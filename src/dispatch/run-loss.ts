import { CallError } from '../errors.ts';
import { isObject } from '../json.ts';
import { lazy } from '../tools/lazy.ts';
import type { Operation } from '../tools/operation.ts';
import { anonymousPath, pathTokens } from '../tools/path-template.ts';
import { isListShape } from '../tools/shape.ts';
import { listSome } from '../wording.ts';
import { quoteFirstLine } from '../workflows/quote-text.ts';
import type { Loss } from './loss.ts';
import { rowLossIn, showsRowOptions } from './row-loss.ts';
import { readOrError, type StateCheck, uncheckedLoss } from './state-check.ts';

const RUNS_PATH = /^(?<objectPath>.+)\/runs$/;
/** Any kind of object that runs is a job too, and can be started as one. */
const JOB_PATH = '/jobs/{}';
const IMPORT_PATH = /^\/imports\//;
/** Characters of a table's name in a question. */
const MAX_NAME_CHARS = 80;

/** Finds out whether a run would truncate or drop a table, as the stored options of an import say. */
export function createRunChecks(
  catalogue: ReadonlyMap<string, Operation>,
): (operation: Operation) => StateCheck | null {
  const importReads = lazy(() =>
    [...catalogue.values()].filter(
      ({ effect, path, returns }) =>
        effect === 'read' &&
        pathTokens(path).length === 1 &&
        !isListShape(returns) &&
        showsRowOptions(returns),
    ),
  );

  /** The reads that can show the options of what the operation starts. */
  function readsFor({ platform, path }: Operation): readonly Operation[] {
    const { objectPath } = RUNS_PATH.exec(anonymousPath(path))?.groups ?? {};
    if (objectPath === undefined) return [];
    const reads = importReads().filter((read) => read.platform === platform);
    const own = reads.filter((read) => anonymousPath(read.path) === objectPath);
    if (own.length > 0) return own;
    return objectPath === JOB_PATH || IMPORT_PATH.test(objectPath) ? reads : [];
  }

  return (operation) => {
    const reads = readsFor(operation);
    if (reads.length === 0) return null;
    const [token = ''] = pathTokens(operation.path);
    return async (args, read) => {
      const found = await Promise.all(
        reads.map((each) => readOrError(read(each, { [pathTokens(each.path)[0] ?? '']: args[token] }))),
      );
      const loss = found.map(storedRowLoss).find((each) => each !== null);
      if (loss !== undefined) return loss;
      const errors = found.filter((value) => value instanceof CallError);
      const [unread] = errors.filter((error) => !isNoImport(error, operation));
      if (unread === undefined || errors.length < found.length) return null;
      return uncheckedLoss('Whether this deletes rows of a table', unread);
    };
  };
}

/**
 * Whether an error means that there is no import to be read. Most jobs are none, and a platform that answers no
 * read, though it is repeated, starts no run either; only where time ran out a job may still be an import.
 */
function isNoImport({ kind }: CallError, { path }: Operation): boolean {
  if (kind === 'not_found') return true;
  return !IMPORT_PATH.test(path) && kind !== 'cancelled' && kind !== 'timeout';
}

function storedRowLoss(value: unknown): Loss | null {
  const says = value instanceof CallError ? null : rowLossIn(value);
  if (says === null) return null;
  const syncs: unknown = isObject(value) ? value['syncs'] : undefined;
  const tables = (Array.isArray(syncs) ? syncs : [])
    .filter((sync) => isObject(sync) && rowLossIn(sync['advanced_options']) !== null)
    .flatMap(({ destination }: Record<string, unknown>) => {
      const path = isObject(destination) ? destination['path'] : undefined;
      return typeof path === 'string' && path !== '' ? [quoteFirstLine(path, MAX_NAME_CHARS)] : [];
    });
  return { says: tables.length === 0 ? says : `${says} ${listSome(tables)}`, grade: 'irreversible' };
}
