import type { PlatformName } from '../client/interface.ts';
import type { CallError } from '../errors.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { pathsAbove } from '../tools/path-template.ts';
import { catalogueRefusalHint } from './catalogue-refusals.ts';
import { type IdSource, idSourcesOf } from './id-sources.ts';
import { operationsAt } from './operations-by-path.ts';

type Catalogue = ReadonlyMap<string, Operation>;

/** Where the path is still served, but no longer for this verb. */
const METHOD_NOT_ALLOWED = 405;

const PLATFORM_TITLES: Readonly<Record<PlatformName, string>> = { civis: 'Civis', aiod: 'AI-on-Demand' };

/**
 * Adds to a failed call what only the catalogue knows: the tool and its arguments, and which operation
 * helps. An error that already has a hint keeps it, unless more is known of its reason. `calledAs` is the
 * tool that the caller knows; undefined where there is none.
 */
export function addErrorHint(
  error: CallError,
  operation: Operation,
  args: Arguments,
  catalogue: Catalogue,
  calledAs: string | undefined,
): CallError {
  const hint =
    retiredHint(error, operation) ??
    uncertainHint(error, operation, catalogue) ??
    catalogueRefusalHint(error, operation) ??
    error.details.hint ??
    hintFromCatalogue(error, operation, args, catalogue);
  const message =
    calledAs === undefined
      ? error.message
      : `${calledAs}${describePathArguments(operation, args)}: ${error.message}`;
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
  if (retired === null || retired.isServed === true || !gone) return undefined;
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

function hintFromCatalogue(
  error: CallError,
  operation: Operation,
  args: Arguments,
  catalogue: Catalogue,
): string | undefined {
  if (error.kind === 'not_found') return notFoundHint(idSourcesOf(operation, args, catalogue));
  if (error.kind === 'conflict' && operation.effect === 'run') {
    const read = nearestReadOf(operation, catalogue);
    return `It is already running: follow that run${read ? ` with ${read.name}` : ''} instead of starting another one.`;
  }
  return undefined;
}

/** Where each id of the path is to be found, the last one first: which of them is the wrong one is not known. */
function notFoundHint([last, next]: readonly IdSource[]): string | undefined {
  if (last === undefined) return undefined;
  const check = next?.list === undefined ? '' : ` Check ${next.token} with ${next.list.name}.`;
  return `${sourceText(last)}${check}`;
}

function sourceText({ token, list, shownBy, partial }: IdSource): string {
  const values = token === 'id' ? 'ids' : `values of ${token}`;
  if (list !== undefined) return `Call ${list.name} to list the ${values} that exist.`;
  if (shownBy !== undefined)
    return `Call ${shownBy.read.name}, whose ${shownBy.field} show the ${values} that exist.`;
  const known = partial === undefined ? '' : `; ${partial.name} lists those of this object`;
  return `No available tool lists all ${values}${known}: ask the person for the right one.`;
}

/** The nearest read at an operation's path or above it, which shows whether a change was made. */
function nearestReadOf(operation: Operation, catalogue: Catalogue): Operation | undefined {
  return pathsAbove(operation.path)
    .map((path) => operationsAt(path, operation.platform, catalogue).find(({ effect }) => effect === 'read'))
    .find((read) => read !== undefined);
}
