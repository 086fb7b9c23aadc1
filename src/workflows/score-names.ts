/** How well one of the names matches words: 4: it is them; 3: it begins with them; 2: all words; 1: parts of it; 0: not. */
export function scoreNames(names: readonly string[], words: string): number {
  const wanted = words.trim().toLowerCase();
  const known = names.map((each) => each.toLowerCase());
  if (known.includes(wanted)) return 4;
  if (known.some((each) => each.startsWith(wanted))) return 3;
  const parts = wanted.split(/\s+/);
  const matches = (holds: (of: string, part: string) => boolean) =>
    known.some((each) => parts.every((part) => holds(each, part)));
  if (matches((each, part) => each.split(/[^\p{L}\p{N}]+/u).includes(part))) return 2;
  return matches((each, part) => each.includes(part)) ? 1 : 0;
}
