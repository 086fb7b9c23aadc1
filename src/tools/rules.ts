import type { Arguments } from './operation.ts';
import { isObject } from './wire.ts';

/** One parameter and the value of it that a rule waits for. */
export type Condition = Readonly<Record<string, boolean>>;

/**
 * What holds across the parameters of an operation:
 * - `needs`: the parameter must be given when the condition holds;
 * - `limits`: the parameter takes only these values when the condition holds. `absent` is what a
 *   parameter of the condition means when it is left out; without it, it means nothing;
 * - `exactlyOneOf`: the object must hold exactly one of its properties;
 * - `exclusive`: at most one of the parameters may be given.
 */
export type Rule =
  | { readonly needs: string; readonly when: Condition }
  | {
      readonly limits: string;
      readonly to: readonly string[];
      readonly when: Condition;
      readonly absent?: boolean;
    }
  | { readonly exactlyOneOf: string }
  | { readonly exclusive: readonly string[] };

/** The rules that the arguments break, each as a sentence without its stop. */
export function brokenRules(rules: readonly Rule[], args: Arguments): string[] {
  return rules.map((rule) => fault(rule, args)).filter((sentence) => sentence !== undefined);
}

function fault(rule: Rule, args: Arguments): string | undefined {
  if ('needs' in rule) {
    const broken = holds(rule.when, args) && args[rule.needs] === undefined;
    return broken ? `${rule.needs} is missing (required when ${spell(rule.when)})` : undefined;
  }
  if ('limits' in rule) {
    const value = args[rule.limits];
    const broken = isText(value) && !rule.to.includes(value) && holds(rule.when, args, rule.absent);
    return broken
      ? `${rule.limits} is ${JSON.stringify(value)}, due is ${rule.to.join(' or ')} when ${spell(rule.when)}`
      : undefined;
  }
  if ('exclusive' in rule) {
    const given = rule.exclusive.filter((name) => args[name] !== undefined);
    return given.length > 1 ? `${given.join(' and ')} exclude each other: give one` : undefined;
  }
  const object = args[rule.exactlyOneOf];
  if (!isObject(object)) return undefined;
  const count = Object.values(object).filter((value) => value !== undefined).length;
  return count === 1 ? undefined : `${rule.exactlyOneOf} takes exactly one of its properties, not ${count}`;
}

function holds(when: Condition, args: Arguments, absent?: boolean): boolean {
  return Object.entries(when).every(([name, value]) => (args[name] ?? absent) === value);
}

function spell(when: Condition): string {
  return Object.entries(when)
    .map(([name, value]) => `${name} is ${value}`)
    .join(' and ');
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
