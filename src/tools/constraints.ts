import { isObject } from '../json.ts';
import { mustBe, oneOfValues } from '../wording.ts';

type Values = Readonly<Record<string, unknown>>;

/** The parameter values under which a constraint applies. */
export type Condition = Readonly<Record<string, boolean>>;

/**
 * A rule across the parameters of an operation:
 * - `needs`: the parameter is required when the condition holds;
 * - `limits`: the parameter must be one of these values when the condition holds. `absent` is the value
 *   that a parameter of the condition defaults to;
 * - `exactlyOneOf`: the object must have exactly one of its properties;
 * - `exclusive`: only one of the parameters can be given.
 */
export type Constraint =
  | { readonly needs: string; readonly when: Condition }
  | {
      readonly limits: string;
      readonly to: readonly string[];
      readonly when: Condition;
      readonly absent?: boolean;
    }
  | { readonly exactlyOneOf: string }
  | { readonly exclusive: readonly string[] };

/** The constraints that the arguments violate: each as a sentence without its full stop, and its parameters. */
export function violationsOf(constraints: readonly Constraint[], args: Values): Violation[] {
  return constraints.flatMap((constraint) => {
    const message = violationMessage(constraint, args);
    return message === undefined ? [] : [{ message, parameters: constrainedParameters(constraint) }];
  });
}

/** A constraint that arguments violate, and its parameters. */
export interface Violation {
  readonly message: string;
  readonly parameters: readonly string[];
}

/** A constraint as a sentence; `mark` formats names and values. */
export function describeConstraint(
  constraint: Constraint,
  mark: (name: string) => string = (name) => name,
): string {
  if ('needs' in constraint)
    return `${mark(constraint.needs)} is required when ${describeCondition(constraint, mark)}.`;
  if ('limits' in constraint) {
    return `${mark(constraint.limits)} must be ${constraint.to.map(mark).join(' or ')} when ${describeCondition(constraint, mark)}.`;
  }
  if ('exclusive' in constraint)
    return `Only one of ${constraint.exclusive.map(mark).join(', ')} can be given.`;
  return `${mark(constraint.exactlyOneOf)} must have exactly one of its properties.`;
}

function describeCondition(
  constraint: Extract<Constraint, { when: unknown }>,
  mark: (name: string) => string,
): string {
  const absent = 'absent' in constraint ? constraint.absent : undefined;
  return Object.entries(constraint.when)
    .map(([name, value]) => `${mark(name)} is ${value}${value === absent ? ' or not given' : ''}`)
    .join(' and ');
}

/** The parameters that a constraint names. */
function constrainedParameters(constraint: Constraint): readonly string[] {
  if ('needs' in constraint) return [constraint.needs, ...Object.keys(constraint.when)];
  if ('limits' in constraint) return [constraint.limits, ...Object.keys(constraint.when)];
  return 'exclusive' in constraint ? constraint.exclusive : [constraint.exactlyOneOf];
}

function violationMessage(constraint: Constraint, args: Values): string | undefined {
  if ('needs' in constraint) {
    const broken = conditionHolds(constraint.when, args) && args[constraint.needs] === undefined;
    return broken ? `${constraint.needs} is required when ${conditionText(constraint.when)}` : undefined;
  }
  if ('limits' in constraint) {
    const value = args[constraint.limits];
    const broken =
      typeof value === 'string' &&
      !constraint.to.includes(value) &&
      conditionHolds(constraint.when, args, constraint.absent);
    return broken
      ? mustBe(
          constraint.limits,
          `${oneOfValues(constraint.to)} when ${conditionText(constraint.when)}`,
          JSON.stringify(value),
        )
      : undefined;
  }
  if ('exclusive' in constraint) {
    const given = constraint.exclusive.filter((name) => args[name] !== undefined);
    return given.length > 1 ? `only one of ${given.join(' and ')} may be set` : undefined;
  }
  const object = args[constraint.exactlyOneOf];
  if (!isObject(object)) return undefined;
  const count = Object.values(object).filter((value) => value !== undefined).length;
  return count === 1
    ? undefined
    : mustBe(constraint.exactlyOneOf, 'an object with exactly one property', String(count));
}

function conditionHolds(when: Condition, args: Values, absent?: boolean): boolean {
  return Object.entries(when).every(([name, value]) => (args[name] ?? absent) === value);
}

function conditionText(when: Condition): string {
  return Object.entries(when)
    .map(([name, value]) => `${name} is ${value}`)
    .join(' and ');
}
