import type { PlatformName } from '../client/interface.ts';
import type { CallError } from '../errors.ts';
import type { Arguments, Operation } from '../tools/operation.ts';

type Catalogue = ReadonlyMap<string, Operation>;

/** Where the path is still served, but no longer for this verb. */
const METHOD_NOT_ALLOWED = 405;

const PLATFORM_TITLES: Readonly<Record<PlatformName, string>> = { civis: 'Civis', aiod: 'AI-on-Demand' };

/**
 * Adds to a failed call what only the catalogue knows: the tool and its arguments, and which operation
 * helps. An error that already has a hint keeps it, unless the operation has been retired.
 */
export function addErrorHint(
  error: CallError,
  operation: Operation,
  args: Arguments,
  catalogue: Catalogue,
): CallError {
  const hint =
    retiredHint(error, operation) ??
    uncertainHint(error, operation, catalogue) ??
    error.details.hint ??
    hintFromCatalogue(error, operation, catalogue);
  const message = `${operation.name}${describePathArguments(operation, args)}: ${error.message}`;
  return error.with(hint === undefined ? {} : { hint }, message);
}

/** The path arguments, which name the object that the call is about. */
function describePathArguments(operation: Operation, args: Arguments): string {
  const ids = operation.params
    .filter((param) => param.in === 'path' && args[param.name] !== undefined)
    .map((param) => `${param.name}=${String(args[param.name])}`);
  return ids.length === 0 ? '' : ` (${ids.join(', ')})`;
}

function retiredHint(error: CallError, { platform, retired }: Operation): string | undefined {
  const gone = error.kind === 'not_found' || error.details.status === METHOD_NOT_ALLOWED;
  if (retired === null || !gone) return undefined;
  const next =
    retired.instead === undefined ? 'no documented operation replaces it' : `call ${retired.instead} instead`;
  return `${PLATFORM_TITLES[platform]} has retired this operation; ${next}.`;
}

/** A change whose response was lost must not simply be repeated. */
function uncertainHint(error: CallError, operation: Operation, catalogue: Catalogue): string | undefined {
  if (error.details.uncertain !== true) return undefined;
  const read = nearestReadOf(operation, catalogue);
  const check = read === undefined ? 'check the object' : `check with ${read.name}`;
  return `The change may have taken effect: ${check} before you try again.`;
}

function hintFromCatalogue(error: CallError, operation: Operation, catalogue: Catalogue): string | undefined {
  if (error.kind === 'not_found') {
    const list = nearestList(operation, catalogue);
    if (list !== undefined && list !== operation) return `Call ${list.name} to list the ids that exist.`;
    return undefined;
  }
  if (error.kind === 'conflict' && operation.effect === 'run') {
    const read = nearestReadOf(operation, catalogue);
    return `It is already running: follow that run${read ? ` with ${read.name}` : ''} instead of starting another one.`;
  }
  return undefined;
}

/** The nearest list at an operation's path or above it, which shows valid ids. */
function nearestList(operation: Operation, catalogue: Catalogue): Operation | undefined {
  const shows = ({ retired, returns, path }: Operation) =>
    retired === null && Array.isArray(returns) && !path.endsWith('}');
  return nearestRead(operation, catalogue, shows);
}

/** The nearest read at an operation's path or above it, which shows whether a change was made. */
function nearestReadOf(operation: Operation, catalogue: Catalogue): Operation | undefined {
  return nearestRead(operation, catalogue, () => true);
}

function nearestRead(
  operation: Operation,
  catalogue: Catalogue,
  fits: (other: Operation) => boolean,
): Operation | undefined {
  const reads = [...catalogue.values()].filter(
    (other) => other.platform === operation.platform && other.effect === 'read' && fits(other),
  );
  const segments = operation.path.split('/');
  const paths = segments.map((_, index) => segments.slice(0, segments.length - index).join('/'));
  return paths.map((path) => reads.find((other) => other.path === path)).find((read) => read !== undefined);
}
