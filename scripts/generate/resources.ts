import type { Operation } from '../../src/tools/operation.ts';

/** A documented class with its operations. */
export interface Resource {
  /** As `--tools` names it: `civis.jobs`. */
  readonly name: string;
  /** Name of its generated files, without extension: `civis-jobs`. */
  readonly file: string;
  readonly operations: readonly Operation[];
}

/** The resources of a catalogue, in the order of its operations. */
export function resourcesOf(operations: readonly Operation[]): Resource[] {
  const names = new Set(operations.map(nameOf));
  return [...names].map((name) => ({
    name,
    file: name.replace('.', '-'),
    operations: operations.filter((operation) => nameOf(operation) === name),
  }));
}

function nameOf({ platform, resource }: Operation): string {
  return `${platform}.${resource}`;
}
