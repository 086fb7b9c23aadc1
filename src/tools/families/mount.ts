/** Where a family hangs. */
export interface Mount {
  /** Path of the object: `/jobs/{id}`. */
  readonly path: `/${string}`;
  /** What people call the object: `job`. */
  readonly noun: string;
}

/** `a job`, `an import`. */
export function a(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
