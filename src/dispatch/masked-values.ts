import { CallError } from '../errors.ts';
import type { Effect } from '../tools/effect.ts';
import type { Arguments, ValidatedTool } from '../tools/operation.ts';
import { mustBe, wasNotCalled } from '../wording.ts';
import { truncateText } from '../workflows/quote-text.ts';
import { MAX_VIOLATIONS } from './argument-errors.ts';
import { REDACTED } from './redact.ts';

/** What AI-on-Demand shows instead of an e-mail address. */
const PLATFORM_MASK = '******';
/** Characters of a parameter's place that an error shows: free maps have names of any length. */
const MAX_PATH_CHARS = 100;
/** The mask in a link, as it is and where the link was encoded again. */
const MASK_IN_LINK = /\[redacted\]|%5bredacted%5d/i;

/**
 * Refuses arguments that hold a mask instead of a value: sent back, it would destroy what it hides. Refused is what
 * comes out of this server: a whole value, or a part of a link. A text that speaks of "[redacted]" is a text.
 *
 * @throws CallError `invalid_input`
 */
export function refuseMasked({ name, effect }: ValidatedTool, args: Arguments): void {
  // A tool of the compact surface passes the arguments on to the one that is meant.
  if (effect === undefined) return;
  const masked = [...maskedIn(args, '')];
  const [first] = masked;
  if (first === undefined) return;
  const clauses = masked
    .slice(0, MAX_VIOLATIONS)
    .map(({ path, mask }) =>
      mustBe(
        truncateText(path, MAX_PATH_CHARS),
        'the original value',
        `${JSON.stringify(mask)}, which is shown instead of a hidden one`,
      ),
    );
  throw new CallError('invalid_input', wasNotCalled(name, ...clauses), {
    hint: masked.every(({ mask }) => mask === PLATFORM_MASK) ? HINT_FOR_PLATFORM : hintFor(effect),
    faulty: masked.slice(0, MAX_VIOLATIONS).map(({ path }) => truncateText(path, MAX_PATH_CHARS)),
  });
}

interface Masked {
  readonly path: string;
  readonly mask: string;
}

function* maskedIn(value: unknown, path: string): Generator<Masked> {
  if (typeof value === 'string') {
    const mask = maskOf(value);
    if (mask !== undefined) yield { path, mask };
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      yield* maskedIn(inner, path === '' ? name : `${path}.${name}`);
    }
  }
}

function maskOf(text: string): string | undefined {
  const whole = text.trim();
  if (whole === REDACTED || whole === PLATFORM_MASK) return whole;
  if (!text.includes('://') || !MASK_IN_LINK.test(text)) return undefined;
  const isMasked = text.split(/\s/).some((word) => word.includes('://') && MASK_IN_LINK.test(word));
  return isMasked ? REDACTED : undefined;
}

const HINT_FOR_PLATFORM =
  'Leave it out to keep the value, or provide the original one; the platform shows it to accounts that may see it.';

function hintFor(effect: Effect): string {
  switch (effect) {
    case 'update':
      return 'Leave it out to keep the value.';
    case 'replace':
      return 'A replace cannot leave it out: provide the original value, which a server started with --reveal-secrets shows.';
    default:
      return 'Provide the original value, which a server started with --reveal-secrets shows, or leave it out.';
  }
}
