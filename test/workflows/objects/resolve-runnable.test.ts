import { describe, expect, it } from 'vitest';
import { OBJECT_KIND_NAMES } from '../../../src/workflows/objects/object-kinds.ts';
import { RUN_KINDS } from '../../../src/workflows/run-kinds.ts';
import { LeapingClock } from '../../support/dispatch.ts';
import { callErrorOf, findJobId, useSandboxTools, withFakePlatform } from '../../support/tool-caller.ts';

const EXECUTION = {
  id: 9,
  state: 'failed',
  mistralStateInfo: 'task load failed',
  tasks: [
    { name: 'extract', runs: [{ id: 70, jobId: 7, state: 'succeeded' }] },
    { name: 'load', runs: [{ id: 80, jobId: 8, state: 'failed' }] },
  ],
};

it('kinds of runs have the words of civis_find', () => {
  const others = Object.keys(RUN_KINDS).filter((kind) => !OBJECT_KIND_NAMES.some((name) => name === kind));
  expect(others).toEqual(['file_import']);
});

describe('by name, in the sandbox', () => {
  const tools = useSandboxTools();

  it.each([
    ['Build sales mart', {}],
    ['Import web orders', { kind: 'import' }],
    ['Train next purchase model', { kind: 'model' }],
    ['Train next purchase model', { kind: 'model_build' }],
  ])('%s %j is run', async (name, kind) => {
    const id = await findJobId(tools.call, name);
    const run = await tools.call('civis_run_and_wait', { id: name, ...kind });
    expect(run).toMatchObject({ done: true, state: 'succeeded', kind: 'job', id, started: true });
    expect(await tools.call('civis_read_log', { id: name, tail: 1, ...kind })).toMatchObject({
      run_id: run['run_id'],
    });
  });

  it('a notebook is waited for until it is ready, and stopped', async () => {
    const notebook = await tools.call('civis_notebooks_post', { name: 'Returns by shop' });
    const ready = await tools.call('civis_run_and_wait', { id: 'Returns by shop', kind: 'notebook' });
    expect(ready).toMatchObject({ done: true, state: 'running', kind: 'notebook', id: notebook['id'] });
    expect(ready['url']).toContain('https://');
    const log = await tools.call('civis_read_log', { id: notebook['id'], kind: 'notebook' });
    expect(JSON.stringify(log['lines'])).toContain('The server is ready');
    const stopped = await tools.call('civis_cancel_run', { id: 'Returns by shop' });
    expect(stopped).toMatchObject({ done: true, state: 'cancelled', requested: true });
  });

  it('what has no such name, or cannot be run, is refused', async () => {
    expect((await callErrorOf(tools.call('civis_run_and_wait', { id: 'No such job' }))).message).toContain(
      'not found',
    );
    const project = await callErrorOf(tools.call('civis_run_and_wait', { id: '5', kind: 'project' }));
    expect(project.message).toContain('kind must be one of job');
  });
});

describe('by id without a kind', () => {
  it('a job takes no request more', async () => {
    const run = { id: 6, state: 'succeeded' };
    const routes = { 'GET /jobs/5/runs': [], 'POST /jobs/5/runs': run, 'GET /jobs/5/runs/6': run };
    await withFakePlatform(
      { ...routes, 'GET /imports/5': {} },
      async ({ call, requestLines }) => {
        expect(await call('civis_run_and_wait', { id: 5 })).toMatchObject({ done: true, kind: 'job' });
        const asked = requestLines().filter((line) => line !== 'GET /imports/5');
        expect(asked).toEqual(['GET /jobs/5/runs', 'POST /jobs/5/runs', 'GET /jobs/5/runs/6']);
      },
      new LeapingClock(),
    );
  });

  it('that no job has, a workflow is found, and the log is that of the task that failed', async () => {
    const routes = {
      'GET /workflows/5': { id: 5, name: 'Nightly' },
      'GET /workflows/5/executions': [EXECUTION],
      'GET /workflows/5/executions/9': EXECUTION,
      'GET /jobs/8/runs/80/logs': [
        { id: 1, createdAt: '2026-03-04T15:00:00Z', level: 'error', message: 'no' },
      ],
    };
    await withFakePlatform(routes, async ({ call }) => {
      const log = await call('civis_read_log', { id: 5 });
      expect(log).toMatchObject({ run_id: 80, lines: [{ message: 'no' }] });
      expect(log['more']).toBe(
        'This is the log of task "load", job 8, run 80. Others: "extract" succeeded {"id":7,"run_id":70}.',
      );
      expect(await call('civis_wait_for_run', { id: 5, run_id: 9, wait_seconds: 0 })).toMatchObject({
        kind: 'workflow',
        state: 'failed',
        error: 'task load failed',
      });
    });
  });

  it('that nothing has is refused as that of a job', async () => {
    await withFakePlatform({}, async ({ call }) => {
      const error = await callErrorOf(call('civis_run_and_wait', { id: 5 }));
      expect([error.kind, error.details.path]).toEqual(['not_found', '/jobs/5/runs']);
    });
  });

  it('a report is run by the script behind it', async () => {
    const run = { id: 6, state: 'running' };
    const routes = {
      'GET /reports/5': { id: 5, type: 'Html', script: { id: 7 } },
      'GET /jobs/7/runs': [run],
    };
    await withFakePlatform({ ...routes, 'GET /jobs/7/runs/6': run }, async ({ call }) => {
      const waited = await call('civis_run_and_wait', { id: 5, kind: 'report', wait_seconds: 0 });
      expect(waited).toMatchObject({ kind: 'job', id: 7, run_id: 6, started: false });
    });
  });
});
