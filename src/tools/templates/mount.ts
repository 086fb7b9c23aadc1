/** What a template of operations is applied to: an object such as a job or an import. */
export interface Mount {
  /** Path of the object: `/jobs/{id}`. */
  readonly path: `/${string}`;
  /** What people call the object: `job`. */
  readonly noun: string;
}

/** `a job`, `an import`. */
export function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
