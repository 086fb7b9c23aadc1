import type { Random } from '../random.ts';

/** An error as the catalogue answers it: `{detail, reference}`. */
export class AiodError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | readonly ValidationFault[],
  ) {
    super(typeof detail === 'string' ? detail : 'validation');
  }

  /** Faults of validation carry no reference, as they are found before the catalogue is asked. */
  body(random: Random): { detail: unknown; reference?: string } {
    if (typeof this.detail !== 'string') return { detail: this.detail };
    return { detail: this.detail, reference: random.word(32, '0123456789abcdef') };
  }
}

/** One fault of a request, as pydantic words it. */
export interface ValidationFault {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
}
