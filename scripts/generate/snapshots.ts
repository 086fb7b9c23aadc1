import { isObject } from '../../src/json.ts';
import { buildToolList } from '../../src/mcp/tool-list.ts';
import type { Resource } from './resources.ts';

/** The tools of a resource as hosts see them, with sorted keys, so that reviews show every change. */
export function snapshotOf({ operations }: Resource): string {
  return `${JSON.stringify(sorted(buildToolList(operations)), null, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}
