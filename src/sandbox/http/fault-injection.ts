import * as z from 'zod';
import { globMatcher } from '../../glob.ts';

/** Fields that every rule may have. */
const commonFields = {
  // A verb and a path, in which * matches any text; * alone matches every request.
  match: z
    .string()
    .regex(/^(\*|(\*|GET|POST|PUT|PATCH|DELETE) \S+)$/, 'must be * or VERB /path, such as GET /civis/jobs'),
  /** Number of requests affected. Default: no limit. */
  times: z.int().min(1).max(1_000_000).optional(),
  delay_ms: z.int().min(0).max(600_000).optional(),
};

/** An error response instead of the platform's, a broken connection, or only a delay. */
const ruleSchema = z.union(
  [
    z.strictObject({
      ...commonFields,
      status: z.int().min(400).max(599),
      headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\x20-\x7e]*$/)).optional(),
    }),
    z.strictObject({ ...commonFields, drop: z.literal(true) }),
    z.strictObject({ ...commonFields, delay_ms: commonFields.delay_ms.unwrap() }),
  ],
  'must have "match" and one of "status", "drop": true or "delay_ms"; optional: "times", and "headers" with "status"',
);

export type FaultRule = z.infer<typeof ruleSchema>;

const rulesSchema = z.array(ruleSchema, 'must be an array of rules').max(1000);

/** What happens to one request: how long it is delayed, and the rule that ends it, if any does. */
export interface RequestFault {
  readonly delayMs: number;
  readonly endingRule: FaultRule | null;
}

interface ActiveRule {
  readonly rule: FaultRule;
  readonly matches: (request: string) => boolean;
  remaining: number;
}

/** Makes requests fail on demand: rules say which requests fail, how often and how. */
export class FaultInjector {
  #active: ActiveRule[] = [];

  /** Appends rules; returns what is wrong with them, or null. */
  add(given: unknown): string | null {
    const parsed = rulesSchema.safeParse(Array.isArray(given) ? given : [given]);
    if (!parsed.success) return describeRuleError(parsed.error);
    const added = parsed.data.map((each) => ({
      rule: each,
      matches: globMatcher(each.match),
      remaining: each.times ?? Number.POSITIVE_INFINITY,
    }));
    this.#active.push(...added);
    return null;
  }

  /** The rules that still apply, with the number of requests that are left to each. */
  activeRules(): FaultRule[] {
    return this.#active.map(({ rule: each, remaining }) =>
      Number.isFinite(remaining) ? { ...each, times: remaining } : each,
    );
  }

  clear(): void {
    this.#active = [];
  }

  /** What happens to a request. Delays add up; the first rule that ends the request does. */
  applyRules(verb: string, path: string): RequestFault {
    let delayMs = 0;
    for (const active of this.#active) {
      if (!active.matches(`${verb} ${path}`)) continue;
      active.remaining -= 1;
      delayMs += active.rule.delay_ms ?? 0;
      if ('status' in active.rule || 'drop' in active.rule) {
        this.#dropExhausted();
        return { delayMs, endingRule: active.rule };
      }
    }
    this.#dropExhausted();
    return { delayMs, endingRule: null };
  }

  #dropExhausted(): void {
    this.#active = this.#active.filter(({ remaining }) => remaining > 0);
  }
}

function describeRuleError(error: z.ZodError): string {
  const [issue] = error.issues;
  const [position, ...path] = issue?.path ?? [];
  const place = [position === undefined ? 'the rules' : `rule ${Number(position) + 1}`, ...path].join('.');
  return `${place}: ${issue?.message ?? 'is not valid'}`;
}
