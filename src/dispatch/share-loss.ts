import { CallError } from '../errors.ts';
import { toText } from '../json.ts';
import type { Operation } from '../tools/operation.ts';
import { pathTokens } from '../tools/path-template.ts';
import { formatGrants, higherGrants, ID_PARAMETERS, parseGrants } from '../workflows/sharing/grants.ts';
import { argumentsByPosition } from './object-reader.ts';
import { operationsAt } from './operations-by-path.ts';
import { readOrError, type StateCheck, uncheckedLoss } from './state-check.ts';

const GRANTS_PATH = /^(?<listPath>.+\/shares)\/(?<principals>users|groups)$/;

/** Whose permission a grant would lower; null for an operation that grants none. */
export function shareCheck(
  operation: Operation,
  catalogue: ReadonlyMap<string, Operation>,
): StateCheck | null {
  const { listPath = '', principals } = GRANTS_PATH.exec(operation.path)?.groups ?? {};
  const list = operationsAt(listPath, operation.platform, catalogue).find(({ effect }) => effect === 'read');
  if (list === undefined || (principals !== 'users' && principals !== 'groups')) return null;
  const tokens = pathTokens(operation.path);
  return async (args, read) => {
    const ids = args[ID_PARAMETERS[principals]];
    const value = await readOrError(read(list, argumentsByPosition(list, args, tokens)));
    if (value instanceof CallError) return uncheckedLoss('Whether this lowers a permission', value);
    const { permission_level: level } = args;
    const lowered = higherGrants(parseGrants(value)[principals], Array.isArray(ids) ? ids : [], level);
    if (lowered.length === 0) return null;
    return {
      says: `This lowers the permission of ${formatGrants(lowered, 'from')} to ${toText(level)}`,
      grade: 'irreversible',
    };
  };
}
