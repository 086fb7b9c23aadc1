import { describe, expect, it } from 'vitest';
import { useSandboxOnClock } from '../../support/sandbox.ts';

const HARBOR = 20700001;
const MINUTE = 60_000;

const { under, clock } = useSandboxOnClock();

interface Execution {
  readonly id: number;
  readonly state: string;
  readonly mistralStateInfo: string | null;
  readonly tasks: readonly {
    readonly name: string;
    readonly mistralState: string;
    readonly runs: readonly { readonly jobId: number; readonly state: string }[];
  }[];
}

interface Workflow {
  readonly id: number;
  readonly valid: boolean;
  readonly state: string;
}

/** Creates a workflow of these tasks, executes it and returns the execution as it is after some minutes. */
async function execute(tasks: object): Promise<{ path: string; execution: Execution }> {
  const definition = JSON.stringify({ version: '2.0', workflow: { tasks } });
  const { body: workflow } = await under.civis<Workflow>('POST /workflows', {
    body: { name: 'Test', definition },
  });
  expect(workflow.valid).toBe(true);
  const { body, status } = await under.civis<Execution>(`POST /workflows/${workflow.id}/executions`, {
    body: {},
  });
  expect([status, body.state]).toEqual([202, 'running']);
  const path = `/workflows/${workflow.id}/executions/${body.id}`;
  return { path, execution: await later(path) };
}

async function later(path: string): Promise<Execution> {
  for (let step = 0; step < 10; step += 1) {
    clock.forward(MINUTE / 10);
    await under.civis(`GET ${path}`);
  }
  return (await under.civis<Execution>(`GET ${path}`)).body;
}

const statesOf = ({ tasks }: Execution) =>
  Object.fromEntries(tasks.map(({ name, mistralState }) => [name, mistralState]));

async function credentialId(): Promise<number> {
  const { body } = await under.civis<{ id: number }[]>('GET /credentials');
  return body[0]?.id ?? 0;
}

describe('executions of workflows', () => {
  it('run SQL in the order of their tasks', async () => {
    const input = (sql: string) => ({ sql, remote_host_id: HARBOR, credential_id: 1 });
    const { execution } = await execute({
      count: {
        action: 'civis.scripts.sql',
        input: input('CREATE TABLE staging.counted AS SELECT n + 1 AS n FROM staging.made'),
      },
      make: {
        action: 'civis.scripts.sql',
        input: {
          ...input('CREATE TABLE staging.made AS SELECT 1 AS n'),
          credential_id: await credentialId(),
        },
        'on-success': ['count'],
      },
    });
    expect(execution.state).toBe('succeeded');
    const { body } = await under.civis<{ id: number }>('POST /queries', {
      body: { database: HARBOR, sql: 'SELECT n FROM staging.counted', previewRows: 1 },
    });
    clock.forward(MINUTE);
    expect((await under.civis(`GET /queries/${body.id}`)).body).toMatchObject({ resultRows: [['2']] });
  });

  it('fail with a task that has no on-error, and are retried from there', async () => {
    const { path, execution } = await execute({
      first: { action: 'std.noop', 'on-success': ['broken'] },
      broken: { action: 'std.fail', 'on-success': ['last'] },
      last: { action: 'std.noop' },
    });
    expect(execution).toMatchObject({ state: 'failed', mistralStateInfo: expect.stringContaining('broken') });
    expect(statesOf(execution)).toEqual({ first: 'SUCCESS', broken: 'ERROR', last: 'IDLE' });
    const { status } = await under.civis(`POST ${path}/retry`, { body: {} });
    expect(status).toBe(202);
    expect((await later(path)).state).toBe('failed');
  });

  it('go on after a failure with an on-error, and wait at a join', async () => {
    const { execution } = await execute({
      broken: { action: 'std.fail', 'on-error': ['mend'] },
      mend: { action: 'std.noop', 'on-success': ['both'] },
      other: { action: 'civis.scripts.python3', input: { source: 'print(1)' }, 'on-success': ['both'] },
      both: { action: 'std.noop', join: 'all' },
    });
    expect(execution.state).toBe('succeeded');
    expect(statesOf(execution)).toEqual({
      broken: 'ERROR',
      mend: 'SUCCESS',
      other: 'SUCCESS',
      both: 'SUCCESS',
    });
    expect(execution.tasks[2]?.runs).toMatchObject([{ state: 'succeeded' }]);
  });

  it('are in the seed data, one with a failed task', async () => {
    const { body } = await under.civis<Workflow[]>('GET /workflows?state[]=failed');
    expect(body.length).toBeGreaterThan(0);
    const { body: past } = await under.civis<Execution[]>(`GET /workflows/${body.at(-1)?.id}/executions`);
    expect(past.map(({ state }) => state)).toContain('failed');
  });
});
