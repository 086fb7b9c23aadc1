import { CallError } from '../../errors.ts';
import { wasNotCalled } from '../../wording.ts';
import { parseDefinition } from '../../workflow-yaml/parse-definition.ts';

/** Problems that an error lists; more are left out. */
const MAX_PROBLEMS = 20;

/**
 * Checks the YAML of a workflow before it is sent.
 *
 * @throws CallError `invalid_input` that lists every problem with its line.
 */
export function checkDefinition(tool: string, definition: string): void {
  const { problems } = parseDefinition(definition);
  if (problems.length === 0) return;
  const listed = problems.slice(0, MAX_PROBLEMS).map(({ line, message }) => `line ${line}: ${message}`);
  const more = problems.length > MAX_PROBLEMS ? [`${problems.length - MAX_PROBLEMS} more problems`] : [];
  throw new CallError('invalid_input', wasNotCalled(tool, [...listed, ...more].join('; ')), {
    faulty: ['definition'],
    hint: 'Correct these lines of definition and call again. Nothing was sent.',
  });
}
