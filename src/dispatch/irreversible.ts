import { isObject } from '../json.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import type { Tool } from './tool-catalogue.ts';

/** What an import does to the existing rows of its table, where they are lost. */
const ROW_LOSSES: ReadonlyMap<string, string> = new Map([
  ['truncate', 'Import, and delete all existing rows of the table'],
  ['drop', 'Import, and drop the existing table with all its rows'],
]);

/**
 * What a call destroys that no other call can restore, as a sentence without its full stop; null for any
 * other call. The one place that decides what a person is asked about.
 */
export function irreversibleEffect(tool: Tool, args: Arguments): string | null {
  const own = tool.kind === 'workflow' ? tool.irreversibleEffect(args) : lossByEffect(tool, args);
  return own ?? rowLossIn(args);
}

function lossByEffect(operation: Operation, args: Arguments): string | null {
  switch (operation.effect) {
    case 'delete':
    case 'cancel':
      return descriptionForPeople(operation);
    case 'archive':
      return args['status'] === true ? 'Archive it, which hides it from lists until it is restored' : null;
    case 'replace':
      return operation.platform === 'aiod' ? descriptionForPeople(operation) : null;
    default:
      return null;
  }
}

/** A tool's description, without what it says to the model alone. */
export function descriptionForPeople({ description }: Pick<Operation, 'description'>): string {
  return description.replace(/^Retired[^.]*\. /, '').replace(/\.$/, '');
}

/** Imports say at different depths, and some in free text, what becomes of the rows. */
function rowLossIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const rows = isObject(value) ? value['existing_table_rows'] : undefined;
  const loss = typeof rows === 'string' ? ROW_LOSSES.get(rows.trim().toLowerCase()) : undefined;
  const inner = () => Object.values(value).map(rowLossIn);
  return loss ?? inner().find((other) => other !== null) ?? null;
}
