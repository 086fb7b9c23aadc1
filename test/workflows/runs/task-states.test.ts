import { expect, it } from 'vitest';
import { useSandboxTools } from '../../support/tool-caller.ts';

const tools = useSandboxTools();

it('a failed workflow is explained by its failed task, then run again from there', async () => {
  const found = await tools.call('civis_diagnose_run', { id: 'Nightly attribution' });
  expect(found).toMatchObject({
    kind: 'workflow',
    state: 'failed',
    cause: 'missing_column',
    error: expect.stringContaining('campaign_group'),
    next: expect.stringContaining('civis_rerun'),
  });
  expect(found['tasks']).toMatchObject([
    { name: 'attribution', state: 'failed' },
    { name: 'spend', state: 'succeeded' },
    { name: 'elasticity', state: 'not started' },
  ]);
  const { id, run_id } = await tools.call('civis_rerun', { id: 'Nightly attribution' });
  const waited = await tools.call('civis_wait_for_run', { id, kind: 'workflow', run_id });
  expect(waited).toMatchObject({ done: true, state: 'failed' });
  expect(waited['tasks']).toMatchObject([{ name: 'attribution', state: 'failed' }, {}, {}]);
});
