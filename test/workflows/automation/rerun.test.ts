import { expect, it } from 'vitest';
import { callErrorOf, useSandboxTools } from '../../support/tool-caller.ts';

const tools = useSandboxTools();

it('retries what failed in the last execution, and names what follows', async () => {
  expect(await tools.call('civis_rerun', { id: 'Nightly attribution', from: 'failed' })).toMatchObject({
    kind: 'workflow',
    again: ['attribution'],
    after: ['elasticity'],
    next: expect.stringContaining('civis_wait_for_run'),
  });
  const error = await callErrorOf(tools.call('civis_rerun', { id: 'Nightly attribution' }));
  expect([error.kind, error.details.hint]).toEqual([
    'conflict',
    expect.stringContaining('civis_wait_for_run'),
  ]);
});

it('starts a job whose last run failed', async () => {
  expect(await tools.call('civis_rerun', { id: 'Import email engagement' })).toMatchObject({
    kind: 'job',
    next: expect.stringContaining('civis_wait_for_run'),
  });
});

it.each(['Nightly sales', 'Gift card month end'])('starts nothing where nothing failed: %s', async (id) => {
  const error = await callErrorOf(tools.call('civis_rerun', { id }));
  expect([error.kind, error.details.hint]).toEqual([
    'invalid_input',
    expect.stringContaining('civis_run_and_wait'),
  ]);
});
