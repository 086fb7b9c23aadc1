import { lazy } from '../tools/lazy.ts';
import type { Operation, ToolFacts } from '../tools/operation.ts';
import { anonymousPath } from '../tools/path-template.ts';
import { MAX_NAME_CHARS, splitName } from './name-words.ts';

type Named = ToolFacts & Partial<Pick<Operation, 'verb' | 'path' | 'procedure'>>;

/** Words of ASCII, joined in any usual way; nothing else can be taken for a name. */
const JOINED_WORDS = /^[\w .-]+$/;
const REQUEST = /^(?:GET|get) +(\/[\w/{}:.-]*)$/;

/**
 * Returns the tool that a name means that no tool has: `civisJobsList`, `jobs.list`, `list_jobs`, `GET /jobs`.
 * It must have the words of exactly one tool, and that tool must only read: a change is called by its own name,
 * so that whoever allows or denies tools by name decides about it.
 */
export function createNameReader<T extends Named>(
  tools: ReadonlyMap<string, T>,
): (name: string) => T | undefined {
  const byReading = lazy(() => indexReadings(tools));
  return (name) => {
    if (name.length > MAX_NAME_CHARS) return undefined;
    const key = readingOf(name.trim());
    const tool = key === undefined ? undefined : byReading().get(key);
    return tool?.effect === 'read' ? tool : undefined;
  };
}

function readingOf(name: string): string | undefined {
  const path = REQUEST.exec(name)?.[1];
  if (path !== undefined) return requestKey(path.replaceAll(/:(\w+)/g, '{$1}').replace(/^\/v\d+(?=\/)/, ''));
  return JOINED_WORDS.test(name) ? wordKey(splitName(name)) : undefined;
}

/** Null for what more than one tool can mean. */
function indexReadings<T extends Named>(tools: ReadonlyMap<string, T>): ReadonlyMap<string, T | null> {
  const index = new Map<string, T | null>();
  for (const tool of tools.values()) {
    const words = splitName(tool.name);
    const keys = new Set([wordKey(words), wordKey(words.filter((word) => word !== tool.platform))]);
    // Of those that read the same address, a request means the one that reads it once.
    if (tool.verb === 'GET' && tool.path !== undefined && tool.procedure === 'single') {
      keys.add(requestKey(tool.path));
    }
    for (const key of keys) index.set(key, index.has(key) ? null : tool);
  }
  return index;
}

/** The order of the words is free: `list_jobs`. */
function wordKey(words: readonly string[]): string {
  return words.toSorted().join(' ');
}

function requestKey(path: string): string {
  return `GET ${anonymousPath(path.replace(/(?<=.)\/$/, '')).toLowerCase()}`;
}
