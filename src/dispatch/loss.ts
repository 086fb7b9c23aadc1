import { isObject, snakeCase } from '../json.ts';
import { type LossGrade, lossGradeOf } from '../tools/effect.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import { rowLossIn } from './row-loss.ts';
import type { Tool } from './tool-catalogue.ts';

/** What a call takes away. */
export interface Loss {
  /** A sentence without its full stop. A confirmation counts for exactly this text. */
  readonly says: string;
  readonly grade: LossGrade;
  /** A sentence: how to avoid the loss, or why it is not known exactly. */
  readonly advice?: string;
}

/**
 * What a call takes away, as far as its arguments tell; null if nothing. What depends on the present state of an
 * object is assessed by `assess-loss.ts`.
 */
export function lossInArguments(tool: Tool, args: Arguments): Loss | null {
  if (tool.effect === 'read') return null;
  const own = tool.kind === 'workflow' ? tool.irreversibleEffect(args) : null;
  const irreversible = own ?? transferBy(tool) ?? rowLossIn(args) ?? openAccessIn(args);
  return irreversible === null ? lossByEffect(tool, args) : { says: irreversible, grade: 'irreversible' };
}

/** Only the new owner could give an object back. */
function transferBy(tool: Tool): string | null {
  const isTransfer = tool.kind === 'operation' && tool.effect === 'share' && tool.path.endsWith('/transfer');
  return isTransfer ? descriptionForPeople(tool) : null;
}

function lossByEffect(tool: Tool, args: Arguments): Loss | null {
  const grade = lossGradeOf(tool.effect);
  if (grade === null) return null;
  switch (tool.effect) {
    case 'archive':
      // Without a status, the platforms archive.
      return args['status'] === false
        ? null
        : { says: 'Archive it, which hides it from lists until it is restored', grade };
    case 'replace':
      // The present state shows what would be cleared.
      return null;
    default:
      return { says: descriptionForPeople(tool), grade };
  }
}

/** A tool's description, without what it says to the model alone. */
export function descriptionForPeople({ description }: Pick<Operation, 'description'>): string {
  return description.replace(/^Retired[^.]*\. /, '').replace(/\.$/, '');
}

/** A range of addresses that contains all of them. An address alone is its own range, except for 0.0.0.0 and `::`. */
const EVERY_ADDRESS = /(^|\/)0+$|^0+\.0+\.0+\.0+$|^::$/;

function openAccessIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const opens = Object.entries(value).some(
    ([name, inner]) =>
      snakeCase(name) === 'subnet_mask' && typeof inner === 'string' && EVERY_ADDRESS.test(inner.trim()),
  );
  if (opens) return 'Allow every computer on the internet to connect to the database';
  const inner = Object.values(value).filter((each) => isObject(each) || Array.isArray(each));
  return inner.map(openAccessIn).find((other) => other !== null) ?? null;
}

/** Several losses of one call as one. */
export function combineLosses(losses: readonly (Loss | null)[]): Loss | null {
  const found = losses.filter((loss) => loss !== null);
  const [only] = found;
  if (only === undefined || found.length === 1) return only ?? null;
  const advice = found.flatMap((loss) => loss.advice ?? []).join(' ');
  return {
    says: found.map(({ says }) => says).join('. '),
    grade: found.some(({ grade }) => grade === 'irreversible') ? 'irreversible' : 'undoable',
    ...(advice !== '' && { advice }),
  };
}
