/** Why a description, or one operation of it, cannot be used; `message` is a clause of a sentence. */
export class DescriptionError extends Error {
  override readonly name = 'DescriptionError';
}

/** What was left out of a description, as lines for the person who runs the server. */
export interface WarningList {
  add(where: string, why: string): void;
  lines(): readonly string[];
}

/** A hostile description could cause any number of warnings. */
const MAX_WARNINGS = 20;
const MAX_LOCATION_LENGTH = 120;

export function createWarningList(): WarningList {
  const lines: string[] = [];
  let omitted = 0;
  return {
    add(where, why) {
      if (lines.length === MAX_WARNINGS) omitted += 1;
      else lines.push(`${JSON.stringify(where.slice(0, MAX_LOCATION_LENGTH))} ${why}`);
    },
    lines: () => (omitted === 0 ? [...lines] : [...lines, `and ${omitted} more like these`]),
  };
}
