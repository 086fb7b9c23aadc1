import { isObject, snakeCase, toText } from '../json.ts';
import { isListShape, type Shape } from '../tools/shape.ts';

/** The options of imports and exports that destroy existing rows, by their values. */
const ROW_LOSSES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  existing_table_rows: {
    truncate: 'Import, and delete all existing rows of the table',
    drop: 'Import, and drop the existing table with all its rows',
  },
  wipe_destination_table: { true: 'Import, and delete all existing rows of the table' },
  export_action: { updatewksht: 'Export, and overwrite the existing worksheet' },
};

/**
 * What an option anywhere in the value does to existing rows, as a sentence without its full stop; null if nothing.
 * Imports have their options at different depths, and open bodies in either spelling.
 */
export function rowLossIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const own = isObject(value) ? Object.entries(value).map(([name, inner]) => lossOfOption(name, inner)) : [];
  const inner = () => Object.values(value).map(rowLossIn);
  return own.find((loss) => loss !== null) ?? inner().find((loss) => loss !== null) ?? null;
}

function lossOfOption(name: string, value: unknown): string | null {
  const option = snakeCase(name);
  const losses = Object.hasOwn(ROW_LOSSES, option) ? ROW_LOSSES[option] : undefined;
  const word = toText(value).trim().toLowerCase();
  return losses !== undefined && Object.hasOwn(losses, word) ? (losses[word] ?? null) : null;
}

/** Whether a response of this shape shows such an option. */
export function showsRowOptions(shape: Shape): boolean {
  if (typeof shape === 'string') return false;
  if (isListShape(shape)) return showsRowOptions(shape[0]);
  return Object.entries(shape).some(
    ([name, inner]) => Object.hasOwn(ROW_LOSSES, name.replace(/\?$/, '')) || showsRowOptions(inner),
  );
}
