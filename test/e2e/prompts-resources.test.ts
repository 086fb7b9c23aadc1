import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CIVIS_KEY,
  type HostWithPlatform,
  respondAlways,
  respondByOffset,
  respondInPages,
  startHostWithPlatform,
} from '../support/host-with-platform.ts';
import { connectHost, type Host, WAYS } from '../support/hosts.ts';
import { INITIALIZE, openProgram } from '../support/program.ts';
import { itemsOf, textOf } from '../support/results.ts';

const PROMPTS = [
  'diagnose_failed_job',
  'morning_report',
  'import_csv',
  'share_with_team',
  'hand_over_job',
  'curate_contact',
];
const TEMPLATES = [
  'civis://jobs/{id}/runs/{run_id}/log',
  'civis://{resource}/{id}',
  'aiod://contacts/{identifier}',
  'docs://operations/{tool}',
];

interface Named {
  readonly name: string;
  readonly arguments?: readonly { readonly name: string; readonly required?: boolean }[];
}

async function textAt(host: Host, uri: string): Promise<string> {
  const { contents } = await host.read(uri);
  expect(contents).toHaveLength(1);
  expect(contents[0]?.uri).toBe(uri);
  return contents[0]?.text ?? expect.fail('no text');
}

describe('in the sandbox', () => {
  let hosts: readonly Host[];
  beforeAll(async () => {
    hosts = await Promise.all(WAYS.map((way) => connectHost({ ...way, flags: ['--sandbox'] })));
  });
  afterAll(() => Promise.all(hosts.map((host) => host.close())));

  describe.each(WAYS.map((way, at) => ({ ...way, at })))('$era client over $transport', ({ era, at }) => {
    let host: Host;
    let job: Readonly<Record<string, unknown>>;
    beforeAll(async () => {
      host = hosts[at] ?? expect.fail('no host');
      const found = await host.call('civis_jobs_list', { q: 'Publish sales dashboard' });
      job = itemsOf(found)[0] ?? expect.fail('no job');
    });

    it('says in at most 150 words how to work here', () => {
      const words = host.instructions()?.split(/\s+/) ?? [];
      expect(words.length).toBeGreaterThan(50);
      expect(words.length).toBeLessThanOrEqual(150);
    });

    it('lists prompts and templates, the same for everyone', async () => {
      const { prompts, ...hints } = await host.listPrompts();
      expect((prompts as Named[]).map(({ name }) => name)).toEqual(PROMPTS);
      expect((prompts as Named[])[0]?.arguments).toMatchObject([
        { name: 'job_id', required: true },
        { name: 'run_id', required: false },
      ]);
      const { resourceTemplates } = await host.listTemplates();
      const templates = resourceTemplates as { uriTemplate: string }[];
      expect(templates.map(({ uriTemplate }) => uriTemplate)).toEqual(TEMPLATES);
      expect(await host.listResources()).toMatchObject({
        resources: [{ uri: 'docs://operations' }, { uri: 'civis://endpoints' }],
      });
      if (era === 'modern') expect(hints).toMatchObject({ ttlMs: 300_000, cacheScope: 'public' });
    });

    it('fills a prompt in, and leaves out what was left out', async () => {
      const { messages } = await host.getPrompt('diagnose_failed_job', { job_id: '5', run_id: '' });
      expect(messages).toMatchObject([{ role: 'user', content: { type: 'text' } }]);
      const [{ content }] = messages as [{ content: { text: string } }];
      expect(content.text).toContain('job 5 of Civis Platform');
      expect(content.text).toContain('civis_diagnose_run');
      expect(content.text).not.toMatch(/about run|\{\w+\}/);
    });

    it.each([
      ['no_such_prompt', {}, 'Unknown prompt'],
      ['diagnose_failed_job', {}, 'job_id'],
      ['import_csv', { path: ' ', table: '' }, 'path is required (string). table is required (string).'],
    ])('refuses %s with %j', async (name, args, says) => {
      await expect(host.getPrompt(name, args)).rejects.toThrow(says);
    });

    it('completes a job’s id by its name, as prompts and as resources ask for it', async () => {
      const id = String(job['id']);
      const byName = { name: 'job_id', value: 'publish SALES' };
      const prompt = { type: 'ref/prompt', name: 'diagnose_failed_job' } as const;
      expect((await host.complete({ ref: prompt, argument: byName })).values).toEqual([id]);
      const byId = { name: 'job_id', value: id.slice(0, 4) };
      expect((await host.complete({ ref: prompt, argument: byId })).values).toContain(id);

      const object = { type: 'ref/resource', uri: 'civis://{resource}/{id}' } as const;
      const kinds = await host.complete({ ref: object, argument: { name: 'resource', value: 'jo' } });
      expect(kinds.values).toEqual(['jobs']);
      const named = await host.complete({
        ref: object,
        argument: { name: 'id', value: 'sales dash' },
        context: { arguments: { resource: 'jobs' } },
      });
      expect(named.values).toEqual([id]);
    });

    it('completes runs, contacts and tools', async () => {
      const { last_run } = job as { last_run: { id: number } };
      const log = { type: 'ref/resource', uri: TEMPLATES[0] ?? '' } as const;
      const runs = await host.complete({
        ref: log,
        argument: { name: 'run_id', value: '' },
        context: { arguments: { id: String(job['id']) } },
      });
      expect(runs.values).toContain(String(last_run.id));
      const contact = { type: 'ref/resource', uri: 'aiod://contacts/{identifier}' } as const;
      const found = await host.complete({ ref: contact, argument: { name: 'identifier', value: 'lumen' } });
      expect(found.values.length).toBeGreaterThan(0);
      const manual = { type: 'ref/resource', uri: 'docs://operations/{tool}' } as const;
      const tools = await host.complete({ ref: manual, argument: { name: 'tool', value: 'civis_' } });
      expect(tools).toMatchObject({ values: { length: 100 }, hasMore: true });
      const nothing = { ref: manual, argument: { name: 'no_such', value: '' } };
      expect((await host.complete(nothing)).values).toEqual([]);
    });

    it('reads an object, a contact and a log by their addresses', async () => {
      const { last_run } = job as { last_run: { id: number } };
      expect(JSON.parse(await textAt(host, `civis://jobs/${String(job['id'])}`))).toMatchObject({
        name: job['name'],
      });
      const [contact] = itemsOf(await host.call('aiod_contacts_get_list', { limit: 1 }));
      const read = JSON.parse(await textAt(host, `aiod://contacts/${String(contact?.['identifier'])}`));
      expect(read).toMatchObject({ identifier: contact?.['identifier'] });
      const log = await textAt(host, `civis://jobs/${String(job['id'])}/runs/${last_run.id}/log`);
      const moments = log.split('\n').map((line) => line.split(' ')[0] ?? '');
      expect(moments.length).toBeGreaterThan(1);
      expect(moments).toEqual([...moments].sort());
    });

    it('reads the manual of a tool', async () => {
      const page = await textAt(host, 'docs://operations/civis_jobs_put_shares_users');
      expect(page).toContain('# civis_jobs_put_shares_users');
      expect(page).toContain('Effect: share');
      expect(page).toContain('`PUT /jobs/{id}/shares/users`');
      expect(page).toContain('| user_ids | array of integer | yes | body |');
      expect(page).toContain('total_user_shares: integer');
      expect(await textAt(host, 'docs://operations')).toContain('docs://operations/civis_jobs_get');
    });

    it.each([
      'civis://jobs/999999999',
      'civis://nothing/5',
      'civis://jobs/the-dashboard',
      'civis://jobs/..%2Fmodels',
      'civis://jobs/%',
      'docs://operations/civis_jobs_frobnicate',
      'file:///etc/passwd',
    ])('refuses %s', async (uri) => {
      await expect(host.read(uri)).rejects.toMatchObject({ code: -32602 });
    });

    it('links a result to the object that it shows', async () => {
      const result = await host.call('civis_jobs_get', { id: job['id'] });
      expect(JSON.parse(textOf(result))).toMatchObject({ id: job['id'] });
      expect(result.content[1]).toEqual({
        type: 'resource_link',
        uri: `civis://jobs/${String(job['id'])}`,
        name: job['name'],
        mimeType: 'application/json',
      });
      const list = await host.call('civis_jobs_list', { limit: 1 });
      expect(list.content).toHaveLength(1);
    });
  });
});

describe('against a platform', () => {
  let stage: HostWithPlatform;
  beforeAll(async () => {
    stage = await startHostWithPlatform({ flags: ['--max-result-chars', '1000'] });
  });
  afterAll(() => stage.close());

  it('resources keep to redaction, cleaning and the budget', async () => {
    stage.respondWith(
      respondAlways(200, {
        id: 5,
        name: 'A\u202eB',
        password: 'hunter2',
        token: CIVIS_KEY,
        notes: 'x'.repeat(5000),
      }),
    );
    const text = await textAt(stage.host, 'civis://credentials/5');
    expect(text.length).toBeLessThanOrEqual(1000);
    expect(JSON.parse(text)).toMatchObject({
      id: 5,
      name: 'AB',
      password: '[redacted]',
      token: '[redacted]',
    });
  });

  it('a log shows its end where it is over the budget, in the order of what happened', async () => {
    const lines = Array.from({ length: 50 }, (_, at) => ({
      id: at,
      createdAt: `2026-05-31T17:00:${String(at).padStart(2, '0')}Z`,
      level: 'info',
      message: `line ${at} ${'y'.repeat(50)}`,
    }));
    stage.respondWith(respondAlways(200, lines.toReversed()));
    const text = await textAt(stage.host, 'civis://jobs/5/runs/6/log');
    expect(text.length).toBeLessThanOrEqual(1000);
    expect(text).toMatch(/^\(\d+ earlier lines are left out/);
    expect(text.split('\n').at(-1)).toContain('line 49');
    expect(stage.platform.received.map(({ target }) => target)).toEqual(['/jobs/5/runs/6/logs']);
  });

  it('a failed read says why, in the protocol’s words', async () => {
    stage.respondWith(respondAlways(403, { errorDescription: `no, ${CIVIS_KEY}` }));
    const failure = await stage.host.read('civis://jobs/5').catch((cause: unknown) => cause);
    expect(failure).toMatchObject({ code: -32603, data: { error: { kind: 'forbidden', status: 403 } } });
    expect(JSON.stringify(failure)).not.toContain(CIVIS_KEY);
  });

  it('completion goes quiet where the platform fails, and asks once', async () => {
    stage.respondWith(respondAlways(500, {}));
    const ref = { type: 'ref/prompt', name: 'share_with_team' } as const;
    const asked = { ref, argument: { name: 'group', value: 'team' } };
    stage.respondWith(respondAlways(403, {}));
    expect((await stage.host.complete(asked)).values).toEqual([]);
    stage.respondWith(
      respondInPages([
        { id: 7, name: 'The team' },
        { id: 8, name: 'Others' },
      ]),
    );
    expect((await stage.host.complete(asked)).values).toEqual(['7']);
    expect(stage.platform.received.map(({ target }) => target)).toEqual(['/groups?query=team']);
    stage.respondWith(respondByOffset([{ identifier: 'con_1', name: 'Ada' }]));
    const contact = { type: 'ref/prompt', name: 'curate_contact' } as const;
    const ada = { ref: contact, argument: { name: 'identifier', value: 'ad' } };
    expect((await stage.host.complete(ada)).values).toEqual(['con_1']);
  });

  it('what was left out can be read by no address, prompt or completion', async () => {
    const narrow = await startHostWithPlatform({ flags: ['--tools', 'aiod'] });
    narrow.respondWith(respondAlways(200, [{ id: 5, name: 'Job' }]));
    const { host, platform } = narrow;
    const { resourceTemplates } = await host.listTemplates();
    const templates = resourceTemplates as { uriTemplate: string }[];
    expect(templates.map(({ uriTemplate }) => uriTemplate)).toEqual(TEMPLATES.slice(2));
    for (const uri of ['civis://jobs/5', 'civis://jobs/5/runs/6/log', 'docs://operations/civis_jobs_get']) {
      await expect(host.read(uri)).rejects.toMatchObject({ code: -32602 });
    }
    const { prompts } = await host.listPrompts();
    expect((prompts as Named[]).map(({ name }) => name)).toContain('curate_contact');
    expect((prompts as Named[]).map(({ name }) => name)).not.toContain('hand_over_job');
    const ref = { type: 'ref/prompt', name: 'diagnose_failed_job' } as const;
    const completed = host.complete({ ref, argument: { name: 'job_id', value: 'Job' } });
    expect((await completed.catch(() => ({ values: [] }))).values).toEqual([]);
    expect(platform.received).toEqual([]);
    await narrow.close();
  });

  it('a host of an earlier revision gets no link, which it would take for a fault', async () => {
    stage.respondWith(respondAlways(200, { id: 5, name: 'Job' }));
    const program = openProgram(['serve'], {
      CIVIS_API_ENDPOINT: stage.platform.url,
      CIVIS_API_KEY: CIVIS_KEY,
    });
    await program.request(0, 'initialize', { ...INITIALIZE, protocolVersion: '2025-03-26' });
    const call = { name: 'civis_jobs_get', arguments: { id: 5 } };
    const { result } = await program.request(1, 'tools/call', call);
    expect(result?.['content']).toMatchObject([{ type: 'text' }]);
    expect(result?.['content']).toHaveLength(1);
    program.child.stdin.end();
    await program.ended;
  });
});
