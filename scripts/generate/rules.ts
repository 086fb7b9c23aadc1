import type { Rule } from '../../src/tools/rules.ts';
import { code } from './markdown.ts';

/** A rule across parameters, as a sentence. */
export function ruleInWords(rule: Rule): string {
  if ('needs' in rule) return `${code(rule.needs)} is required when ${conditionOf(rule)}.`;
  if ('limits' in rule) {
    return `${code(rule.limits)} takes only ${rule.to.map(code).join(', ')} when ${conditionOf(rule)}.`;
  }
  if ('exclusive' in rule) return `At most one of ${rule.exclusive.map(code).join(', ')} may be given.`;
  return `${code(rule.exactlyOneOf)} takes exactly one of its properties.`;
}

function conditionOf(rule: Extract<Rule, { when: unknown }>): string {
  const absent = 'absent' in rule ? rule.absent : undefined;
  return Object.entries(rule.when)
    .map(([name, value]) => `${code(name)} is ${value}${value === absent ? ' or absent' : ''}`)
    .join(' and ');
}
