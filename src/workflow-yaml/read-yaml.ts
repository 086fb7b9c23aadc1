import { isMap, isScalar, LineCounter, Parser, parseDocument } from 'yaml';

/** Bounds of a definition: nothing that a person writes comes near them. */
const MAX_CHARS = 100_000;
const MAX_DEPTH = 40;
const MAX_ALIASES = 100;

/** Something that is wrong with a definition. */
export interface Problem {
  /** Line, from 1. */
  readonly line: number;
  readonly message: string;
}

export interface YamlText {
  /** The text as JSON values; undefined if it could not be read. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** The line of the value at a path, or of the nearest one around it. */
  readonly lineOf: (path: readonly string[]) => number;
}

/** Reads YAML of any origin: its size, its depth and the number of its aliases are bounded. */
export function readYaml(text: string): YamlText {
  if (text.length > MAX_CHARS)
    return unreadableYaml(`a definition must have at most ${MAX_CHARS} characters; got ${text.length}`);
  if (depthOf(text) > MAX_DEPTH)
    return unreadableYaml(`values must be nested at most ${MAX_DEPTH} levels deep`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const problems = document.errors.map(({ pos, message }) => ({
    line: lines.linePos(pos[0]).line,
    message: `not valid YAML: ${message.split(/ at line \d+/)[0]?.split('\n')[0] ?? ''}`,
  }));
  const lineOf = (path: readonly string[]): number => {
    let node: unknown = document.contents;
    let at = document.contents?.range?.[0] ?? 0;
    for (const step of path) {
      if (!isMap(node)) break;
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      if (pair === undefined) break;
      if (isScalar(pair.key)) at = pair.key.range?.[0] ?? at;
      node = pair.value;
    }
    return Math.max(1, lines.linePos(at).line);
  };
  if (problems.length > 0) return { value: undefined, problems, lineOf };
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), problems, lineOf };
  } catch {
    // What toJS throws: aliases that are too many, or that name nothing.
    return unreadableYaml(
      `aliases must name an anchor before them, and be used at most ${MAX_ALIASES} times`,
    );
  }
}

function unreadableYaml(message: string): YamlText {
  return { value: undefined, problems: [{ line: 1, message }], lineOf: () => 1 };
}

/** How deep values are nested. The tokens are read without recursion, unlike the values. */
function depthOf(text: string): number {
  let deepest = 0;
  const waiting: [unknown, number][] = [...new Parser().parse(text)].map((token) => [token, 0]);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [token, depth] = next;
    deepest = Math.max(deepest, depth);
    if (token === null || typeof token !== 'object') continue;
    for (const name of ['value', 'key', 'items'] as const) {
      const inner: unknown = Reflect.get(token, name);
      for (const each of Array.isArray(inner) ? inner : [inner]) {
        if (typeof each === 'object' && each !== null)
          waiting.push([each, depth + (name === 'items' ? 1 : 0)]);
      }
    }
  }
  return deepest;
}
