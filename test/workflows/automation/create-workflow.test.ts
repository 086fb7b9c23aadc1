import { describe, expect, it } from 'vitest';
import { callErrorOf, findJobId, useSandboxTools, withFakePlatform } from '../../support/tool-caller.ts';

const tools = useSandboxTools();

const yamlOf = (...lines: readonly string[]) =>
  ["version: '2.0'", 'workflow:', '  tasks:', ...lines].join('\n');

describe('civis_create_workflow', () => {
  it('creates a workflow and executes it in one call', async () => {
    const job = await findJobId(tools.call, 'Reconcile gift cards');
    const definition = yamlOf('    cards:', '      action: civis.run_job', `      input: {job_id: ${job}}`);
    const made = await tools.call('civis_create_workflow', { name: 'Cards', definition, run: true });
    expect(made).toMatchObject({ created: true, next: expect.stringContaining('civis_wait_for_run') });
    const waited = await tools.call('civis_wait_for_run', {
      id: made['id'],
      kind: 'workflow',
      run_id: made['execution_id'],
    });
    expect(waited).toMatchObject({ done: true, state: 'succeeded' });
  });

  it('changes the definition of the one with that name, and nothing else', async () => {
    const [one, other] = ['std.noop', 'std.echo'].map((action) =>
      yamlOf('    a:', `      action: ${action}`),
    );
    const { id } = await tools.call('civis_create_workflow', { name: 'Twice', definition: one });
    await tools.call('civis_update', { kind: 'workflow', id: String(id), set: { description: 'Kept' } });
    const before = await tools.call('civis_workflows_get', { id });
    expect(await tools.call('civis_create_workflow', { name: 'Twice', definition: other })).toMatchObject({
      id,
      created: false,
      was: one,
      now: other,
    });
    const { updated_at: _, ...after } = await tools.call('civis_workflows_get', { id });
    expect({ ...after, updated_at: before['updated_at'] }).toEqual({ ...before, definition: other });
  });

  it.each([
    ['an empty text', '', ['must be a mapping']],
    ['no tasks', "version: '2.0'\nworkflow: {tasks: {}}", ['line 2: tasks is required']],
    [
      'everything at once',
      yamlOf(
        '    a:',
        '      action: civis.run_jobs',
        '      on-success: [b, missing]',
        '    b:',
        '      action: civis.run_job',
        '      on-success: [a]',
      ),
      [
        'line 5: task "a": unknown action "civis.run_jobs"; did you mean civis.run_job?',
        'line 6: task "a": on-success names unknown task "missing"',
        'line 7: task "b": civis.run_job requires input job_id',
        'circle: "a" → "b" → "a"',
      ],
    ],
    ['broken YAML', yamlOf('    a: [1,', '    b: }'), ['not valid YAML']],
    ['deep nesting', '['.repeat(50_000), ['40 levels']],
    ['many aliases', bomb(), ['aliases']],
    ['a long text', 'a'.repeat(200_000), ['100000 characters']],
  ])('refuses %s before anything is sent', async (_, definition, expected) => {
    await withFakePlatform({}, async ({ call, requestLines }) => {
      const { kind, message } = await callErrorOf(call('civis_create_workflow', { name: 'Bad', definition }));
      expect(kind).toBe('invalid_input');
      for (const part of expected) expect(message).toContain(part);
      expect(requestLines()).toEqual([]);
    });
  });
});

/** Aliases of aliases, which would expand to billions of values. */
function bomb(): string {
  const lines = Array.from({ length: 12 }, (_, level) =>
    level === 0 ? 'a0: &a0 [x]' : `a${level}: &a${level} [${`*a${level - 1},`.repeat(9)}]`,
  );
  return lines.join('\n');
}
