import type { SeededRandom } from '../state/seeded-random.ts';

/** An error response of the catalogue: `{detail, reference}`. */
export class AiodError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | readonly ValidationIssue[],
  ) {
    super(typeof detail === 'string' ? detail : 'validation');
  }

  /** Validation errors have no reference, as they are raised before the catalogue is involved. */
  body(random: SeededRandom): { detail: unknown; reference?: string } {
    if (typeof this.detail !== 'string') return { detail: this.detail };
    return { detail: this.detail, reference: random.string(32, '0123456789abcdef') };
  }
}

/** One validation error of a request, in the format of pydantic. */
export interface ValidationIssue {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
}
