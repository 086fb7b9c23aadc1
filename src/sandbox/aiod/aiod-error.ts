import type { SeededRandom } from '../state/seeded-random.ts';

/** An error as the catalogue answers it: `{detail, reference}`. */
export class AiodError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | readonly ValidationIssue[],
  ) {
    super(typeof detail === 'string' ? detail : 'validation');
  }

  /** Faults of validation carry no reference, as they are found before the catalogue is asked. */
  body(random: SeededRandom): { detail: unknown; reference?: string } {
    if (typeof this.detail !== 'string') return { detail: this.detail };
    return { detail: this.detail, reference: random.string(32, '0123456789abcdef') };
  }
}

/** One fault of a request, as pydantic words it. */
export interface ValidationIssue {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
}
