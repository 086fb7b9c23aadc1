import * as z from 'zod';

/** What every rule may say. */
const common = {
  // A verb and a path, in which * stands for any text; * alone is every request.
  match: z
    .string()
    .regex(/^(\*|(\*|GET|POST|PUT|PATCH|DELETE) \S+)$/, 'is * or VERB /path, such as GET /civis/jobs'),
  /** How often it strikes; without end when left out. */
  times: z.int().min(1).max(1_000_000).optional(),
  delay_ms: z.int().min(0).max(600_000).optional(),
};

/** An answer in place of the platform's, a broken connection, or only a delay. */
const rule = z.union(
  [
    z.strictObject({
      ...common,
      status: z.int().min(400).max(599),
      headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\x20-\x7e]*$/)).optional(),
    }),
    z.strictObject({ ...common, drop: z.literal(true) }),
    z.strictObject({ ...common, delay_ms: common.delay_ms.unwrap() }),
  ],
  'is {"match", and "status" with "headers" if need be, or "drop": true, or "delay_ms"; and "times" if need be}',
);

export type FaultRule = z.infer<typeof rule>;

const rules = z.array(rule, 'is a list of rules').max(1000);

/** What happens to one request: how long it waits, and what ends it, if anything does. */
export interface Fault {
  readonly delay: number;
  readonly end: FaultRule | null;
}

interface Active {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  left: number;
}

/** Bad days on demand: rules say which requests fail, how often and how. */
export class Faults {
  #active: Active[] = [];

  /** Adds rules behind those that there are. Answers what is wrong with them, if anything is. */
  add(given: unknown): string | null {
    const parsed = rules.safeParse(Array.isArray(given) ? given : [given]);
    if (!parsed.success) return faultOf(parsed.error);
    const added = parsed.data.map((each) => ({
      rule: each,
      pattern: patternOf(each.match),
      left: each.times ?? Number.POSITIVE_INFINITY,
    }));
    this.#active.push(...added);
    return null;
  }

  /** The rules that still strike, with how often they will. */
  left(): FaultRule[] {
    return this.#active.map(({ rule: each, left }) =>
      Number.isFinite(left) ? { ...each, times: left } : each,
    );
  }

  clear(): void {
    this.#active = [];
  }

  /** What happens to a request. Delays add up; the first rule that ends the request does. */
  strike(verb: string, path: string): Fault {
    let delay = 0;
    for (const active of this.#active) {
      if (!active.pattern.test(`${verb} ${path}`)) continue;
      active.left -= 1;
      delay += active.rule.delay_ms ?? 0;
      if ('status' in active.rule || 'drop' in active.rule) {
        this.#forget();
        return { delay, end: active.rule };
      }
    }
    this.#forget();
    return { delay, end: null };
  }

  #forget(): void {
    this.#active = this.#active.filter(({ left }) => left > 0);
  }
}

function patternOf(match: string): RegExp {
  const parts = match.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

function faultOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const [position, ...path] = issue?.path ?? [];
  const place = [position === undefined ? 'the rules' : `rule ${Number(position) + 1}`, ...path].join('.');
  return `${place}: ${issue?.message}`;
}
