import type { TaskId } from '@modelcontextprotocol/ext-tasks/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCleanupStack } from '../../src/cleanup-stack.ts';
import { platformEnv } from '../support/host-with-platform.ts';
import { connectHost } from '../support/hosts.ts';
import { type FakePlatform, startPlatform } from '../support/platform.ts';
import { type TaskHost, taskHostOverHttp, taskHostOverStdio } from '../support/task-host.ts';
import { respondByRoute } from '../support/tool-caller.ts';

const SEAL_KEY = { CIVIS_AIOD_MCP_SEAL_KEY: '5eed'.repeat(16) };
const RUN_JOB = { id: '5', kind: 'job' };
const RUN_PATH = '/jobs/5/runs/9';

/** The one run of the platform. */
const run = { state: 'running', error: null as string | null };
let platform: FakePlatform;
let env: Record<string, string>;

beforeAll(async () => {
  platform = await startPlatform(
    respondByRoute({
      'GET /jobs/5': { id: 5, name: 'Nightly load', state: run.state },
      'GET /jobs/5/runs': () => [],
      'POST /jobs/5/runs': () => ({ id: 9, state: 'queued' }),
      [`GET ${RUN_PATH}`]: () => ({ id: 9, ...run }),
      [`GET ${RUN_PATH}/logs`]: [
        { id: 1, created_at: '2026-05-01T00:00:00Z', message: 'No space left', level: 'error' },
      ],
      [`DELETE ${RUN_PATH}`]: () => {
        run.state = 'cancelled';
        return {};
      },
    }),
  );
  env = { ...platformEnv(platform.url), ...SEAL_KEY };
});
afterAll(() => platform.close());

const cleanup = createCleanupStack();
afterEach(async () => {
  await cleanup.run();
  Object.assign(run, { state: 'running', error: null });
});

const WAYS = [
  { way: 'stdio', connect: taskHostOverStdio },
  { way: 'HTTP', connect: taskHostOverHttp },
] as const;

/** Starts the run as a task and returns its id. */
async function beginTask({ session }: TaskHost): Promise<TaskId> {
  const execution = await session.callTool('civis_run_and_wait', RUN_JOB);
  if (execution.kind !== 'task') throw new Error('The call was not left as a task.');
  const { taskId } = execution.handle;
  await execution.detach();
  return taskId;
}

describe.each(WAYS)('a run as a task over $way', ({ connect }) => {
  const open = async (more: Record<string, string> = {}, flags: readonly string[] = []) => {
    const host = await connect({ ...env, ...more }, flags);
    cleanup.defer(host.close);
    return host;
  };

  it('outlives the server that began it, and ends with what waiting would have returned', async () => {
    const first = await open();
    const taskId = await beginTask(first);
    expect(await first.session.task(taskId).snapshot()).toMatchObject({ status: 'working' });
    await first.close();
    const second = await open();
    const task = second.session.task(taskId);
    expect(await task.snapshot()).toMatchObject({
      status: 'working',
      statusMessage: expect.stringMatching(/^The run is running after \d+ seconds\.$/),
      suggestedPollIntervalMs: 2_000,
    });
    Object.assign(run, { state: 'failed', error: 'Disk full' });
    const outcome = await task.result();
    expect(outcome).toMatchObject({
      status: 'completed',
      result: {
        structuredContent: { done: true, state: 'failed', started: true, run_id: 9, error: 'Disk full' },
      },
    });
    expect(JSON.stringify(outcome)).toContain('No space left');
  });

  it('is known to every server with the key, and cancelled by any', async () => {
    const [first, second] = await Promise.all([open(), open()]);
    const taskId = await beginTask(first);
    const task = second.session.task(taskId);
    await task.cancel();
    expect(run.state).toBe('cancelled');
    expect(await task.snapshot()).toMatchObject({ status: 'cancelled' });
    await first.session.task(taskId).update({});
    const unknown = await open({ CIVIS_AIOD_MCP_SEAL_KEY: '0bad'.repeat(16) });
    const asked = [unknown.session.task(taskId), first.session.task(`A${taskId}` as TaskId)];
    for (const each of asked) {
      await expect(each.snapshot()).rejects.toMatchObject({ code: -32_602 });
      await expect(each.cancel()).rejects.toMatchObject({ code: -32_602 });
      await expect(each.update({})).rejects.toMatchObject({ code: -32_602 });
    }
  });
});

it('returns the result of a run that ends soon at once, and a task only to who takes one', async () => {
  const [taking, host] = await Promise.all([
    taskHostOverStdio(env),
    connectHost({ era: 'modern', transport: 'stdio', env }),
  ]);
  cleanup.defer(taking.close);
  cleanup.defer(host.close);
  const result = await host.call('civis_run_and_wait', { ...RUN_JOB, wait_seconds: 3 });
  expect(result).toMatchObject({ structuredContent: { done: false, state: 'running' } });
  run.state = 'succeeded';
  const execution = await taking.session.callTool('civis_run_and_wait', RUN_JOB);
  expect(execution.kind).toBe('immediate');
  expect(await execution.result()).toMatchObject({ result: { structuredContent: { state: 'succeeded' } } });
});
