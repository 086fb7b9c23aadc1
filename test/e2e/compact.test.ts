import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHost, type Host, WAYS } from '../support/hosts.ts';
import { dataOf, errorOf, itemsOf, textOf } from '../support/results.ts';

type Values = Readonly<Record<string, unknown>>;

const MOST_CALLS = 4;

/** Somebody who knows nothing but what the surface tells: it searches, takes the first, and runs it. */
class Agent {
  calls = 0;

  constructor(readonly host: Host) {}

  /** The name of the operation that is found first for these words. */
  async find(query: string): Promise<string> {
    const [first] = itemsOf(await this.call('operations_search', { query }));
    return String(first?.['name']);
  }

  async read(name: string, args: Values = {}): Promise<Values> {
    return dataOf(await this.call('operations_read', { name, arguments: args }));
  }

  async change(name: string, args: Values = {}): Promise<Values> {
    return dataOf(await this.call('operations_change', { name, arguments: args }));
  }

  call(name: string, args: Record<string, unknown>) {
    this.calls += 1;
    return this.host.call(name, args);
  }
}

const itemsIn = (answer: Values) => answer['items'] as readonly Values[];
const JOB = 410019;

const TASKS: readonly (readonly [string, (agent: Agent) => Promise<void>])[] = [
  [
    'Which jobs failed, and with what error?',
    async (agent) => {
      const name = await agent.find('which jobs failed');
      const { groups } = await agent.read(name, { state: 'failed' });
      expect(groups).toContainEqual(expect.objectContaining({ error: expect.any(String) }));
    },
  ],
  [
    'Run a job and wait for its end.',
    async (agent) => {
      const name = await agent.find('find a job by name');
      // Which job comes first depends on the hour; this one has no schedule, and may be run at any.
      const [job] = itemsIn(await agent.read(name, { query: 'Reconcile gift cards' }));
      const run = dataOf(await agent.call('civis_run_and_wait', { id: job?.['id'], wait_seconds: 50 }));
      expect(run).toMatchObject({ done: true, state: 'succeeded' });
    },
  ],
  [
    'Who can see a job? Give somebody else the permission to read it.',
    async (agent) => {
      const list = await agent.find('who can see this job');
      await agent.read(list, { id: JOB });
      const share = await agent.find('share the job with a colleague');
      await agent.change(share, { id: JOB, user_ids: [2107], permission_level: 'read' });
    },
  ],
  [
    'What runs after a job, and what starts it?',
    async (agent) => {
      const after = await agent.read(await agent.find('what runs after this job'), { id: JOB });
      const before = await agent.read(await agent.find('what triggers this job'), { id: JOB });
      expect([after, before]).toEqual([expect.any(Object), expect.any(Object)]);
    },
  ],
  [
    'Upload a file: create it, and get the link to send it to.',
    async (agent) => {
      const name = await agent.find('upload a file');
      const file = await agent.change(name, { name: 'scores.csv' });
      expect(file['upload_url']).toEqual(expect.stringContaining('http'));
    },
  ],
  [
    'Put a job into a project.',
    async (agent) => {
      const projects = itemsIn(await agent.read('civis_jobs_list_projects', { id: 410001 }));
      const name = await agent.find('put the job into a project');
      const project_id = projects[0]?.['id'] ?? 90402;
      expect(await agent.change(name, { id: JOB, project_id })).toEqual({ done: true });
    },
  ],
  [
    'Find a model and read when it is built.',
    async (agent) => {
      const [model] = itemsIn(await agent.read(await agent.find('list our models'), { limit: 1 }));
      const name = await agent.find('when is the model built');
      expect(await agent.read(name, { id: model?.['id'] })).toEqual(expect.any(Object));
    },
  ],
  [
    'Create a notebook, and a copy of it.',
    async (agent) => {
      const made = await agent.change(await agent.find('create a notebook'), { name: 'Basket pairs' });
      const copy = await agent.change(await agent.find('copy a notebook'), { id: made['id'] });
      expect(copy).toMatchObject({ id: expect.any(Number) });
    },
  ],
  [
    'Which IP addresses may connect to a database?',
    async (agent) => {
      const [database] = itemsIn(await agent.read(await agent.find('which databases do I have')));
      const name = await agent.find('which IPs may connect to the database');
      expect(itemsIn(await agent.read(name, { id: database?.['id'] }))).toEqual(expect.any(Array));
    },
  ],
  [
    'Register a contact in AI-on-Demand and correct its telephone number.',
    async (agent) => {
      const register = await agent.find('register a contact');
      const { identifier } = await agent.change(register, { metadata: { name: 'Ada Lovelace' } });
      const correct = await agent.find('correct the telephone number of a contact');
      await agent.change(correct, { identifier, metadata: { telephone: ['+44 20 7946 0018'] } });
    },
  ],
];

describe.concurrent.each(WAYS)('the compact surface, $era client over $transport', ({ era, transport }) => {
  let host: Host;
  const asked: string[] = [];
  beforeAll(async () => {
    const elicit = ({ message }: { readonly message: string }) => {
      asked.push(message);
      return { action: 'decline' } as const;
    };
    host = await connectHost({ era, transport, flags: ['--sandbox', '--surface', 'compact'], elicit });
  });
  afterAll(() => host.close());

  it('lists workflows and four tools, with hints and what they promise', async () => {
    const { tools } = await host.list();
    const own = tools.filter(({ name }) => name.startsWith('operations_'));
    expect(own.map(({ name }) => name)).toEqual([
      'operations_search',
      'operations_describe',
      'operations_read',
      'operations_change',
    ]);
    expect(
      tools.filter((tool) => !own.includes(tool)).every(({ name }) => /^(civis|aiod)_\w+$/.test(name)),
    ).toBe(true);
    expect(own.map(({ annotations }) => annotations?.['readOnlyHint'])).toEqual([true, true, true, false]);
    expect(host.instructions()).toContain('operations_search');
    expect((host.instructions() ?? '').split(/\s+/).length).toBeLessThanOrEqual(150);
  });

  it.each(TASKS)('%s', async (task, perform) => {
    expect(readFileSync('docs/compact.md', 'utf8')).toContain(`. ${task}`);
    const agent = new Agent(host);
    await perform(agent);
    expect(agent.calls).toBeLessThanOrEqual(MOST_CALLS);
  });

  it('describes what it finds, so that the example can be sent as it stands', async () => {
    const [described] = itemsOf(
      await host.call('operations_describe', { names: ['civis_credentials_post'] }),
    );
    expect(described).toMatchObject({
      request: 'POST /credentials',
      run_with: 'operations_change',
      input_schema: { properties: { password: { type: 'string' } } },
      example: { password: '<password>' },
    });
  });

  it('corrects a call that is wrong', async () => {
    const wrong = await host.call('operations_read', { name: 'civis_jobs_get', arguments: { id: 'x' } });
    expect(errorOf(wrong)).toMatchObject({
      kind: 'invalid_input',
      schema: { properties: { id: { type: 'integer' } } },
    });
    expect(textOf(wrong)).toContain('Schema: {');
    const other = await host.call('operations_read', {
      name: 'civis_jobs_post_runs',
      arguments: { id: JOB },
    });
    expect(errorOf(other).hint).toContain('operations_change');
  });

  it('takes the names of operations too, listed or not', async () => {
    expect(dataOf(await host.call('civis_jobs_get', { id: JOB }))).toMatchObject({ id: JOB });
  });

  it('asks the person as it does before a listed tool', async () => {
    const args = { name: 'civis_jobs_delete_shares_users', arguments: { id: JOB, user_id: 2104 } };
    expect(errorOf(await host.call('operations_change', args)).kind).toBe('cancelled');
    expect(asked).toEqual([expect.stringContaining('Continue with civis_jobs_delete_shares_users?')]);
  });

  it('runs a workflow that reads through the way that only reads', async () => {
    const args = { name: 'civis_find_runs', arguments: { state: 'failed', since: '30 days ago' } };
    expect(dataOf(await host.call('operations_read', args))).toBeDefined();
  });
});
