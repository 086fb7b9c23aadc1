import { setImmediate } from 'node:timers/promises';
import { isLongerThan, isObject, withoutNulls } from '../json.ts';
import type { Arguments, Operation } from '../tools/operation.ts';
import type { Outcome } from '../tools/outcome.ts';
import { isListShape, type Shape } from '../tools/shape.ts';
import { createFieldMask, omitFields } from './field-mask.ts';
import { asksForTable, toPandasTable } from './pandas-table.ts';
import { toDocumentedNames } from './present.ts';

/** Time after which others are served, in the middle of a list. */
const SLICE_MS = 10;
/** How much longer than the result a value may be: hidden characters and secrets shrink on their way out. */
const SHRINKAGE = 4;
/** Names of omitted fields that a notice lists. */
const MAX_LISTED = 5;

export interface Presentation extends Limits {
  readonly operation: Operation;
  readonly args: Arguments;
}

interface Limits {
  /** Renames a value, and cleans and redacts it as far as its reader requires. */
  readonly present: (shape: Shape, value: unknown) => unknown;
  /** Characters that can be shown; infinite for a reader who needs everything. */
  readonly maxChars: number;
}

/**
 * Presents what an operation returned: the fields and the format that the call asks for, and no more of it than
 * can be shown. Work is bounded by the result, not by the response: what exceeds it is not even looked at.
 */
export async function presentOutcome(outcome: Outcome, presentation: Presentation): Promise<Outcome> {
  const { operation, args } = presentation;
  const value = omitFields(outcome.value, operation.omits ?? []);
  // AI-on-Demand's names are the documented ones already.
  const shape = operation.platform === 'civis' ? operation.returns : 'map';
  const isTable = asksForTable(operation, args);
  const shown = Array.isArray(value)
    ? await presentList(outcome, value, isListShape(shape) ? shape[0] : shape, presentation, isTable)
    : joinNotices(outcome, presentSingle(shape, value, presentation));
  return isTable ? { ...shown, value: toPandasTable(shown.value) } : shown;
}

function joinNotices(outcome: Outcome, shown: Pick<Outcome, 'value' | 'total' | 'notices'>): Outcome {
  const notices = [...(outcome.notices ?? []), ...(shown.notices ?? [])];
  return { ...outcome, ...shown, ...(notices.length > 0 && { notices }) };
}

async function presentList(
  outcome: Outcome,
  items: readonly unknown[],
  itemShape: Shape,
  { args, present, maxChars }: Presentation,
  isTable: boolean,
): Promise<Outcome> {
  const mask = createFieldMask(args['fields']);
  const shape = mask === null ? itemShape : 'map';
  const shown: unknown[] = [];
  const notices: string[] = [];
  let room = maxChars;
  let resumedAt = performance.now();
  for (const item of items) {
    if (room < 0) break;
    const kept = mask === null ? item : mask.apply(toDocumentedNames(itemShape, item));
    const isTooLong = exceeds(kept, maxChars);
    // Only the first item is shown in part; any other is the first of the next call.
    if (isTooLong && shown.length > 0) break;
    const presented = isTooLong
      ? presentWithoutLong(shape, kept, { present, maxChars }, notices)
      : present(shape, kept);
    shown.push(presented);
    room -= isTooLong ? maxChars + 1 : sizeOf(presented, isTable, maxChars);
    if (performance.now() - resumedAt > SLICE_MS) {
      await setImmediate();
      resumedAt = performance.now();
    }
  }
  const isCut = shown.length < items.length;
  const missing = (mask?.missing() ?? []).map(({ name, nearest }) =>
    nearest === undefined ? name : `${name} (did you mean ${nearest}?)`,
  );
  if (missing.length > 0 && items.length > 0) {
    const none = isCut ? `None of the first ${shown.length} items` : 'No item';
    notices.push(`${none} has ${missing.length === 1 ? 'the field' : 'the fields'} ${missing.join(', ')}.`);
  }
  const total = isCut ? { total: items.length } : {};
  return { ...outcome, value: shown, ...total, notices: [...(outcome.notices ?? []), ...notices] };
}

/** Whether a value cannot be shown even alone. */
function exceeds(value: unknown, maxChars: number): boolean {
  return maxChars !== Number.POSITIVE_INFINITY && isLongerThan(maxChars * SHRINKAGE, value);
}

/** Characters that an item takes at the least, where that matters. */
function sizeOf(presented: unknown, isTable: boolean, maxChars: number): number {
  if (maxChars === Number.POSITIVE_INFINITY) return 0;
  // A table names its columns once.
  const shown = isTable && isObject(presented) ? Object.values(presented) : withoutNulls(presented ?? null);
  return JSON.stringify(shown).length;
}

function presentSingle(
  shape: Shape,
  value: unknown,
  { present, maxChars }: Limits,
): Pick<Outcome, 'value' | 'total' | 'notices'> {
  if (!exceeds(value, maxChars)) return { value: present(shape, value) };
  if (typeof value === 'string') {
    const start = String(present(shape, value.slice(0, maxChars * SHRINKAGE)));
    // Where little is left of the start, the cut may have left the half of a secret in what is shown.
    return start.length > maxChars ? { value: start, total: value.length } : { value: present(shape, value) };
  }
  const notices: string[] = [];
  return { value: presentWithoutLong(shape, value, { present, maxChars }, notices), notices };
}

/** Presents an object without the fields that cannot be shown even alone; they are named in a notice. */
function presentWithoutLong(
  shape: Shape,
  value: unknown,
  { present, maxChars }: Limits,
  notices: string[],
): unknown {
  if (!isObject(value)) return present(shape, value);
  const fields = Object.entries(value);
  const long = fields.filter(([, inner]) => exceeds(inner, maxChars));
  if (long.length > 0) {
    // Their names are presented as well: they may be the platform's own or data.
    const names = Object.keys(
      present(shape, Object.fromEntries(long.map(([name]) => [name, null]))) as object,
    );
    const more = names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : '';
    const listed = names.slice(0, MAX_LISTED).join(', ');
    notices.push(`Omitted because each has more than ${maxChars * SHRINKAGE} characters: ${listed}${more}.`);
  }
  return present(shape, Object.fromEntries(fields.filter((field) => !long.includes(field))));
}
