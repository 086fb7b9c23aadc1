import type { PlatformName } from '../client/client.ts';
import type { CallError } from '../errors.ts';
import type { Arguments, Operation } from './operation.ts';

/** Where the path is still served, but no longer for this verb. */
const METHOD_NOT_ALLOWED = 405;

const PLATFORM_TITLES: Readonly<Record<PlatformName, string>> = { civis: 'Civis', aiod: 'AI-on-Demand' };

/**
 * Adds to a failed call what only the catalogue knows: the tool and its arguments, and which operation
 * helps. An error that already says what to do keeps its own words, unless the operation is gone altogether.
 */
export function explain(
  error: CallError,
  operation: Operation,
  args: Arguments,
  catalogue: ReadonlyMap<string, Operation>,
): CallError {
  const hint = retiredHint(error, operation) ?? error.details.hint ?? hintFor(error, operation, catalogue);
  const message = `${operation.name}${idsOf(operation, args)}: ${error.message}`;
  return error.with({ hint }, message);
}

/** The path arguments, which name the object that the call is about. */
function idsOf(operation: Operation, args: Arguments): string {
  const ids = operation.params
    .filter((param) => param.in === 'path' && args[param.name] !== undefined)
    .map((param) => `${param.name}=${String(args[param.name])}`);
  return ids.length === 0 ? '' : ` (${ids.join(', ')})`;
}

function retiredHint(error: CallError, { platform, retired }: Operation): string | undefined {
  const gone = error.kind === 'not_found' || error.details.status === METHOD_NOT_ALLOWED;
  if (retired === null || !gone) return undefined;
  const next = retired.instead === undefined ? 'nothing documented replaces it' : `call ${retired.instead}`;
  return `${PLATFORM_TITLES[platform]} has retired this operation; ${next}.`;
}

function hintFor(
  error: CallError,
  operation: Operation,
  catalogue: ReadonlyMap<string, Operation>,
): string | undefined {
  if (error.kind === 'not_found') {
    const list = listFor(operation, catalogue);
    if (list !== undefined && list !== operation) return `Call ${list.name} for the ids that exist.`;
    return undefined;
  }
  if (error.kind === 'conflict' && operation.effect === 'run') {
    const read = parentRead(operation, catalogue);
    return `It is already running: follow that run instead of starting another${read ? `, with ${read.name}` : ''}.`;
  }
  return undefined;
}

/** The nearest list above an operation's path that shows valid ids. */
function listFor(operation: Operation, catalogue: ReadonlyMap<string, Operation>): Operation | undefined {
  const reads = [...catalogue.values()].filter(
    (other) =>
      other.platform === operation.platform &&
      other.effect === 'read' &&
      other.retired === null &&
      Array.isArray(other.returns),
  );
  const segments = operation.path.split('/');
  for (let length = segments.length; length > 1; length -= 1) {
    const path = segments.slice(0, length).join('/');
    const list = reads.find((other) => other.path === path);
    if (list !== undefined) return list;
  }
  return undefined;
}

function parentRead(operation: Operation, catalogue: ReadonlyMap<string, Operation>): Operation | undefined {
  const parent = operation.path.split('/').slice(0, -1).join('/');
  return [...catalogue.values()].find(
    (other) => other.platform === operation.platform && other.verb === 'GET' && other.path === parent,
  );
}
