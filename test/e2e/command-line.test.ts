import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { platformEnv, respondAlways } from '../support/host-with-platform.ts';
import { answer, type FakePlatform, type Respond, startPlatform } from '../support/platform.ts';
import { openProgram, runProgram } from '../support/program.ts';

const ITEMS = [
  { id: 1, name: 'a, "b"', tags: [1, 2] },
  { id: 2, name: null, extra: true },
];

async function withPlatform<T>(respond: Respond, use: (platform: FakePlatform) => Promise<T>): Promise<T> {
  const platform = await startPlatform(respond);
  try {
    return await use(platform);
  } finally {
    await platform.close();
  }
}

describe.concurrent('call, in each format', () => {
  it.each([
    ['csv', 'id,name,tags,extra\n1,"a, ""b""","[1,2]",\n2,,,true\n'],
    ['ndjson', '{"id":1,"name":"a, \\"b\\"","tags":[1,2]}\n{"id":2,"name":null,"extra":true}\n'],
    ['table', 'id  name    tags   extra\n1   a, "b"  [1,2]\n2                  true\n'],
  ])('%s: a row for each item on stdout', (format, expected) =>
    withPlatform(respondAlways(200, ITEMS), async ({ url }) => {
      const args = ['call', 'civis_jobs_list', '--format', format];
      const { code, stdout } = await runProgram(args, platformEnv(url));
      expect([code, stdout]).toEqual([0, expected]);
    }),
  );
});

describe.concurrent('call takes its arguments', () => {
  const readJob = (use: (env: Record<string, string>) => Promise<{ code: number | null; stdout: string }>) =>
    withPlatform(
      ({ target }, response) => answer(response, 200, { id: 7, name: target }),
      async ({ url }) => {
        const { code, stdout } = await use(platformEnv(url));
        expect([code, JSON.parse(stdout)]).toEqual([0, { id: 7, name: '/jobs/7' }]);
      },
    );

  it('from stdin', () =>
    readJob((env) => {
      const program = openProgram(['call', 'civis_jobs_get', '--json', '-'], env);
      program.child.stdin.end('{"id": 7}');
      return program.ended;
    }));

  it('from a file', () =>
    readJob(async (env) => {
      const folder = await mkdtemp(join(tmpdir(), 'arguments-'));
      await writeFile(join(folder, 'args.json'), '{"id": 7}');
      const ended = await runProgram(['call', 'civis_jobs_get', '--json', `@${folder}/args.json`], env);
      await rm(folder, { recursive: true });
      return ended;
    }));
});

describe.concurrent('call of what cannot be undone, without a terminal', () => {
  const removeContact = ['call', 'aiod_contacts_delete', '--arg', 'identifier=con_1'];
  const verbs = ({ received }: FakePlatform) => received.map(({ verb }) => verb);

  it('sends nothing and names --yes', () =>
    withPlatform(respondAlways(200, { identifier: 'con_1' }), async (platform) => {
      const { code, stderr } = await runProgram(removeContact, platformEnv(platform.url));
      expect([code, verbs(platform).includes('DELETE')]).toEqual([2, false]);
      expect(stderr).toMatch(/requires confirmation.* --yes\.\n$/);
    }));

  it('goes ahead with --yes', () =>
    withPlatform(respondAlways(200, { identifier: 'con_1' }), async (platform) => {
      const { code } = await runProgram([...removeContact, '--yes'], platformEnv(platform.url));
      expect([code, verbs(platform).includes('DELETE')]).toEqual([0, true]);
    }));
});

describe.concurrent('tools', () => {
  it.each([
    ['a part of a name', 'contacts_get_asset'],
    ['a pattern of --tools', 'aiod.contacts'],
  ])('takes %s', async (_, pattern) => {
    const { code, stdout } = await runProgram(['tools', pattern, '--sandbox']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^(?:aiod_contacts_\w+ +\w+ {2}.*\n)+$/)]);
  });

  it('ends with code 1 where nothing matches', async () => {
    expect(await runProgram(['tools', 'nosuch'])).toMatchObject({ code: 1, stdout: '', stderr: '0 tools\n' });
  });

  it('says which pattern matches nothing while a platform is unavailable', async () => {
    const args = ['tools', '--live', '--tools', 'civis.jbos'];
    const { code, stderr } = await runProgram(args, platformEnv('http://127.0.0.1:9/'));
    expect(code).toBe(1);
    expect(stderr).toContain('--tools: unknown tool or group "civis.jbos"; did you mean civis.jobs?');
    expect(stderr).not.toContain('{"level"');
  });

  it('tells the workflow tools from the workflows of Civis', async () => {
    const names = async (pattern: string) =>
      (await runProgram(['tools', '--tools', pattern])).stdout.split('\n').map((line) => line.split(' ')[0]);
    const [own, platforms] = await Promise.all([names('workflows'), names('civis.workflows')]);
    expect(own).toContain('civis_run_and_wait');
    expect(platforms).toContain('civis_workflows_list');
    expect(own.filter((name) => name !== '' && platforms.includes(name))).toEqual([]);
  });
});

describe.concurrent('help', () => {
  it('begins with what people start with, and has three examples', async () => {
    const { stdout } = await runProgram(['--help']);
    expect(stdout.split('\n').length).toBeLessThan(45);
    for (const words of ['--sandbox', '--http', 'Examples:']) expect(stdout).toContain(words);
  });

  it('of login lists only what a sign-in uses', async () => {
    const { stdout } = await runProgram(['login', '--help']);
    expect(stdout.match(/ --[\w-]+/g)).toEqual([' --timeout', ' --log-level', ' --help']);
  });

  it.each([['csv'], ['table'], ['json'], ['ndjson']])('of call names the format %s', async (format) => {
    expect((await runProgram(['call', '--help'])).stdout).toContain(`"${format}"`);
  });
});

describe.concurrent('describe', () => {
  it('prints the manual of a tool', async () => {
    const { code, stdout } = await runProgram(['describe', 'civis_jobs_get', '--sandbox']);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^# civis_jobs_get\n.*## Parameters.*## Returns/s),
    ]);
  });
});

describe.concurrent('completion', () => {
  it.each([
    [['cal'], ['call']],
    [['call', 'civis_run_a'], ['civis_run_and_wait']],
    [['call', 'civis_jobs_list', '--arg', 'pag'], ['page_num=']],
    [['call', 'civis_jobs_list', '--for'], ['--format']],
    [['describe', 'aiod_contacts_del'], ['aiod_contacts_delete']],
    [['login', 'x', ''], []],
  ])('of %j: %j', async (words, expected) => {
    const { stdout } = await runProgram(['complete', '--', ...words]);
    expect(stdout.split('\n').filter(Boolean)).toEqual(expected);
  });

  it('in bash, of a tool and of an argument after its command', async () => {
    const { stdout: script } = await runProgram(['completion', 'bash']);
    const complete = async (line: string) => {
      const shell = `civis-aiod-mcp() { ${process.execPath} dist/main.js "$@"; }\n${script}
        COMP_LINE='${line}' COMP_POINT=${line.length}; _civis_aiod_mcp 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return (await promisify(execFile)('bash', ['-c', shell])).stdout.trim();
    };
    expect(await complete('civis-aiod-mcp call civis_run_a')).toBe('civis_run_and_wait');
    expect(await complete('civis-aiod-mcp call civis_jobs_list --arg page')).toBe('page_num=');
  });
});
