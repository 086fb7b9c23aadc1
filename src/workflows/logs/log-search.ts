import { RE2JS, RE2JSException } from 're2js';
import { CallError } from '../../errors.ts';
import { mustBe, toSentence } from '../../wording.ts';

type TextPredicate = (text: string) => boolean;

/** `/timed? out/i`: a regular expression and its flags. Anything else is a literal. */
const EXPRESSION = /^\/(?<pattern>.+)\/(?<flags>[ims]*)$/s;

const FLAGS: Readonly<Record<string, number>> = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
};

/** Longer search terms are refused as mistakes. */
const MAX_PATTERN_CHARS = 1_000;

/**
 * Parses a search term: a literal, or `/.../` with flags as a regular expression of RE2, which takes time
 * linear in the length of the text, whatever the expression.
 *
 * @throws CallError `invalid_input` for an invalid expression.
 */
export function parseLogSearch(grep: string): TextPredicate {
  if (grep.length > MAX_PATTERN_CHARS)
    throw new CallError(
      'invalid_input',
      toSentence(mustBe('grep', `at most ${MAX_PATTERN_CHARS} characters long`, String(grep.length))),
      { hint: 'Use a shorter text or expression.' },
    );
  const { pattern, flags = '' } = EXPRESSION.exec(grep)?.groups ?? {};
  if (pattern === undefined) return (text) => text.includes(grep);
  const expression = compileRe2(
    pattern,
    flags.split('').reduce((all, flag) => all | (FLAGS[flag] ?? 0), 0),
  );
  return (text) => expression.test(text);
}

function compileRe2(pattern: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(pattern, flags);
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    throw invalidPattern(cause.message.replace(/^error parsing regexp: /, ''));
  }
}

function invalidPattern(why: string): CallError {
  return new CallError('invalid_input', `grep is not a valid regular expression: ${why}.`, {
    hint: 'Correct it, or remove the slashes to search for literal text.',
  });
}

/** The matched positions with `context` positions on either side, sorted and without duplicates. */
export function expandWithContext(matched: readonly number[], context: number, length: number): number[] {
  const positions = new Set<number>();
  for (const position of matched) {
    const last = Math.min(length - 1, position + context);
    for (let near = Math.max(0, position - context); near <= last; near += 1) positions.add(near);
  }
  return [...positions].sort((one, other) => one - other);
}
