import { isObject } from '../json.ts';
import type { Arguments } from './operation.ts';

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

/** The rules that the arguments break: each as a sentence without its stop, and what it is about. */
export function brokenRules(rules: readonly Rule[], args: Arguments): Fault[] {
  return rules.flatMap((rule) => {
    const says = fault(rule, args);
    return says === undefined ? [] : [{ says, names: namesIn(rule) }];
  });
}

/** What is wrong with arguments, and the parameters that it is about. */
export interface Fault {
  readonly says: string;
  readonly names: readonly string[];
}

/** A rule as a sentence; `mark` sets names and values off from the words around them. */
export function ruleInWords(rule: Rule, mark: (name: string) => string = (name) => name): string {
  if ('needs' in rule) return `${mark(rule.needs)} is required when ${conditionOf(rule, mark)}.`;
  if ('limits' in rule) {
    return `${mark(rule.limits)} takes only ${rule.to.map(mark).join(', ')} when ${conditionOf(rule, mark)}.`;
  }
  if ('exclusive' in rule) return `At most one of ${rule.exclusive.map(mark).join(', ')} may be given.`;
  return `${mark(rule.exactlyOneOf)} takes exactly one of its properties.`;
}

function conditionOf(rule: Extract<Rule, { when: unknown }>, mark: (name: string) => string): string {
  const absent = 'absent' in rule ? rule.absent : undefined;
  return Object.entries(rule.when)
    .map(([name, value]) => `${mark(name)} is ${value}${value === absent ? ' or absent' : ''}`)
    .join(' and ');
}

/** The parameters that a rule is about. */
function namesIn(rule: Rule): readonly string[] {
  if ('needs' in rule) return [rule.needs, ...Object.keys(rule.when)];
  if ('limits' in rule) return [rule.limits, ...Object.keys(rule.when)];
  return 'exclusive' in rule ? rule.exclusive : [rule.exactlyOneOf];
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
