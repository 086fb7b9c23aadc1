import type { SeededRandom } from '../state/seeded-random.ts';

/** One validation error of a request, in the format of pydantic. */
export interface ValidationIssue {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
  readonly ctx?: Readonly<Record<string, unknown>>;
  readonly input?: unknown;
}

/** An error response of the catalogue: `{detail, reference}`. */
export class AiodError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | readonly ValidationIssue[],
  ) {
    super(typeof detail === 'string' ? detail : 'validation');
  }

  /** Validation errors and unknown paths have no reference, as they arise before the catalogue is involved. */
  body(random: SeededRandom): { detail: unknown; reference?: string } {
    if (typeof this.detail !== 'string') return { detail: this.detail };
    return { detail: this.detail, reference: random.string(32, '0123456789abcdef') };
  }
}

/** A crash of the platform, which it answers in plain text. */
export class AiodCrash extends Error {}

/** @throws AiodError 422 where there are issues. */
export function refuseInvalid(issues: readonly ValidationIssue[]): void {
  if (issues.length > 0) throw new AiodError(422, issues);
}
