import type { Verb } from '../client/interface.ts';

/**
 * The documented name of a method: its verb (`list` for a GET that ends in a fixed segment), then the
 * fixed segments after the resource. A parameter that follows another parameter contributes its own name.
 * This rule holds for every documented Civis method.
 */
export function methodName(verb: Verb, path: string): string {
  const segments = path.split('/').filter(Boolean);
  const lists = verb === 'GET' && segments.at(-1)?.startsWith('{') === false;
  const words = segments.flatMap((segment, position) => {
    if (position === 0) return [];
    if (!segment.startsWith('{')) return [segment];
    return segments[position - 1]?.startsWith('{') ? [segment.slice(1, -1)] : [];
  });
  return [lists ? 'list' : verb.toLowerCase(), ...words].join('_').replaceAll('-', '_');
}

/** The title of an operation, as hosts show it: `jobs: list runs`. */
export function operationTitle({ resource, method }: { resource: string; method: string }): string {
  return spacedName(`${resource}: ${method}`);
}

/** The title of a workflow: `run and wait`. */
export function workflowTitle(name: string): string {
  return spacedName(name);
}

function spacedName(name: string): string {
  return name.replaceAll('_', ' ');
}
