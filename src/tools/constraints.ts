import { isObject } from '../json.ts';
import { mustBe, oneOfValues } from '../wording.ts';

type Values = Readonly<Record<string, unknown>>;

/** One parameter and the value of it that a constraint waits for. */
export type Condition = Readonly<Record<string, boolean>>;

/**
 * What holds across the parameters of an operation:
 * - `needs`: the parameter must be given when the condition holds;
 * - `limits`: the parameter takes only these values when the condition holds. `absent` is what a
 *   parameter of the condition means when it is left out; without it, it means nothing;
 * - `exactlyOneOf`: the object must hold exactly one of its properties;
 * - `exclusive`: at most one of the parameters may be given.
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

/** What is wrong with arguments, and the parameters that it is about. */
export interface Violation {
  readonly message: string;
  readonly parameters: readonly string[];
}

/** A constraint as a sentence; `mark` sets names and values off from the words around them. */
export function describeConstraint(
  constraint: Constraint,
  mark: (name: string) => string = (name) => name,
): string {
  if ('needs' in constraint)
    return `${mark(constraint.needs)} is required when ${describeCondition(constraint, mark)}.`;
  if ('limits' in constraint) {
    return `${mark(constraint.limits)} takes only ${constraint.to.map(mark).join(', ')} when ${describeCondition(constraint, mark)}.`;
  }
  if ('exclusive' in constraint)
    return `At most one of ${constraint.exclusive.map(mark).join(', ')} may be given.`;
  return `${mark(constraint.exactlyOneOf)} takes exactly one of its properties.`;
}

function describeCondition(
  constraint: Extract<Constraint, { when: unknown }>,
  mark: (name: string) => string,
): string {
  const absent = 'absent' in constraint ? constraint.absent : undefined;
  return Object.entries(constraint.when)
    .map(([name, value]) => `${mark(name)} is ${value}${value === absent ? ' or absent' : ''}`)
    .join(' and ');
}

/** The parameters that a constraint is about. */
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
