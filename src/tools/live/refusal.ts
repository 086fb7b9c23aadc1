/** What a description holds that no operation can be made of; `message` says why, in one clause. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What could not be made into operations, as lines for the person who runs the server. */
export interface Faults {
  add(where: string, why: string): void;
  lines(): readonly string[];
}

/** Lines that are told; a hostile description could ask for any number of them. */
const MOST_LINES = 20;
const LONGEST_PLACE = 120;

export function collectFaults(): Faults {
  const lines: string[] = [];
  let untold = 0;
  return {
    add(where, why) {
      if (lines.length === MOST_LINES) untold += 1;
      else lines.push(`${JSON.stringify(where.slice(0, LONGEST_PLACE))} ${why}`);
    },
    lines: () => (untold === 0 ? [...lines] : [...lines, `and ${untold} more like these`]),
  };
}
