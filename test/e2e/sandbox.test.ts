import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endPrograms, openProgram, runProgram } from '../support/program.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
});

afterAll(async () => {
  endPrograms();
  await rm(folder, { recursive: true });
});

/** The program's `sandbox`, and the variables that it printed. */
async function openSandbox(...args: string[]) {
  const program = openProgram(['sandbox', ...args]);
  await program.printed(6);
  const pairs = program.lines.flatMap((line) => /^export (\w+)=(.+)$/.exec(line)?.slice(1, 3) ?? []);
  const variables = Object.fromEntries(
    pairs.flatMap((name, at) => (at % 2 === 0 ? [[name, pairs[at + 1]]] : [])),
  );
  return { program, variables: variables as Record<string, string> };
}

describe.concurrent('sandbox', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('runs the platforms alone until %s', async (signal) => {
    const { program, variables } = await openSandbox();
    const through = await runProgram(['call', 'civis_jobs_list', '--arg', 'limit=1'], variables);
    expect([through.code, through.stderr]).toEqual([0, '']);
    const contacts = await runProgram(['call', 'aiod_contacts_counts'], variables);
    expect(JSON.parse(contacts.stdout)).toEqual({ value: 9 });
    program.child.kill(signal);
    expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('is faster when told so, and begins with the faults of a file', async () => {
    const faults = join(folder, 'faults.json');
    await writeFile(faults, '[{"match": "GET /civis/codes", "status": 418}]');
    const { program, variables } = await openSandbox('--speed', '1000', '--faults', faults);
    const headers = { authorization: `Bearer ${variables['CIVIS_API_KEY']}` };
    const base = variables['CIVIS_API_ENDPOINT'];
    expect((await fetch(`${base}codes`, { headers })).status).toBe(418);
    // It has no schedule, may be run, and never fails: which jobs do so otherwise depends on the hour.
    const [job] = (await (await fetch(`${base}jobs?q=Reconcile gift cards`, { headers })).json()) as [
      { id: number },
    ];
    const path = `${base}jobs/${job.id}/runs`;
    const { id } = (await (await fetch(path, { method: 'POST', headers })).json()) as { id: number };
    const state = async () =>
      ((await (await fetch(`${path}/${id}`, { headers })).json()) as { state: string }).state;
    await expect.poll(state).toBe('succeeded');
    program.child.kill();
    await program.ended;
  });

  it('keeps what one call did for the next', async () => {
    const data = join(folder, 'world');
    const call = async (...args: string[]) => {
      const ended = await runProgram(['call', ...args, '--sandbox'], { CIVIS_AIOD_MCP_SANDBOX_DATA: data });
      expect([ended.code, ended.stderr]).toEqual([0, '']);
      return JSON.parse(ended.stdout) as { id: number; name: string };
    };
    const { id } = await call('civis_notebooks_post', '--arg', 'name=Kept');
    expect(await call('civis_notebooks_get', '--arg', `id=${id}`)).toMatchObject({ name: 'Kept' });
  });

  it('keeps a second process off its data, and says what could not be written at the end', async () => {
    const busy = join(folder, 'busy');
    await mkdir(busy);
    const data = join(busy, 'world');
    const { program } = await openSandbox('--sandbox-data', data);
    const second = await runProgram(['tools', '--sandbox', '--sandbox-data', data]);
    expect(second).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `civis-aiod-mcp: ${data} is in use by process ${program.child.pid}; stop that process, or use another file\n`,
    });
    // As a full disk does it, but wherever the tests run.
    await rename(busy, `${busy}-moved`);
    program.child.kill('SIGHUP');
    expect(await program.ended).toMatchObject({
      code: 1,
      stderr: `civis-aiod-mcp: ${data} cannot be written (ENOENT); changes since it was last written are lost\n`,
    });
  });

  it.each([
    ['a port that is none', ['sandbox', '--port', '70000'], '--port'],
    ['a speed that is none', ['sandbox', '--speed', '0'], '--speed'],
    ['faults that are not there', ['sandbox', '--faults', '/nowhere/faults.json'], 'ENOENT'],
    ['a world that is none', ['sandbox', '--sandbox-data', 'package.json'], 'package.json'],
    [
      'a world that is none',
      ['call', 'civis_jobs_list', '--sandbox', '--sandbox-data', 'package.json'],
      'package.json',
    ],
    ['a world without a sandbox', ['tools', '--sandbox-data', 'world'], '--sandbox-data requires --sandbox'],
  ])('%s: exit code 2 and one line', async (_, args, word) => {
    const { code, stdout, stderr } = await runProgram(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^civis-aiod-mcp: [^\n]+\n$/);
    expect(stderr).toContain(word);
  });
});
