/** The object that a template of operations is applied to, such as a job or an import. */
export interface Mount {
  /** Path of the object: `/jobs/{id}`. */
  readonly path: `/${string}`;
  /** The object in descriptions: `job`. */
  readonly noun: string;
}

/** `a job`, `an import`, `an R script`. */
export function withArticle(noun: string): string {
  return /^([aeiou]|R\b)/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
