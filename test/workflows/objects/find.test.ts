import { describe, expect, it } from 'vitest';
import { answer } from '../../support/platform.ts';
import {
  HANDLED,
  type Routes,
  type ToolResult,
  useSandboxTools,
  withFakePlatform,
} from '../../support/tool-caller.ts';

const items = (value: ToolResult) =>
  (value['items'] as { kind: string; id: number; name: string }[]).map(
    ({ kind, name }) => `${kind}: ${name}`,
  );

describe('civis_find in the sandbox', () => {
  const tools = useSandboxTools();
  const find = (args: ToolResult) => tools.call('civis_find', args);

  it('finds objects of several kinds by a part of the name', async () => {
    const found = items(await find({ query: 'churn', kinds: ['job', 'python_script', 'notebook', 'model'] }));
    expect(found.toSorted()).toEqual([
      'model: Train churn model',
      'notebook: Churn features',
      'python_script: Score churn risk',
    ]);
  });

  it.each([
    ['a person by username', { query: 'BOKAFOR', kinds: ['user'] }, ['user: Ben Okafor']],
    ['a group', { query: 'analyt', kinds: ['group'] }, ['group: Analytics']],
    ['nothing', { query: 'no such thing', kinds: ['database', 'credential', 'model'] }, []],
  ])('%s', async (_, args, expected) => {
    expect(items(await find(args))).toEqual(expected);
  });

  it('finds as a job whatever is one, and nothing else', async () => {
    const found = items(await find({ query: 'churn', kinds: ['job'] }));
    expect(found).toEqual(['python_script: Score churn risk', 'job: Train churn model']);
  });

  it('an id finds the object that has it', async () => {
    const [first] = (await find({ query: 'Score churn risk', kinds: ['python_script'] }))['items'] as {
      id: number;
    }[];
    expect(items(await find({ query: String(first?.id), kinds: ['python_script'] }))).toEqual([
      'python_script: Score churn risk',
    ]);
  });
});

const forbidden = (_: unknown, response: Parameters<typeof answer>[0]) => {
  answer(response, 403, { error: 'forbidden', errorDescription: 'Admins only.' });
  return HANDLED;
};
const noSearch = { 'GET /search': { results: [], totalResults: 0, aggregations: {} } };

describe('civis_find against a platform', () => {
  const findIn = async (routes: Routes, args: ToolResult) => {
    let value: ToolResult = {};
    await withFakePlatform({ ...noSearch, ...routes }, async ({ call }) => {
      value = await call('civis_find', args);
    });
    return value;
  };

  it('the whole name stands before its beginning, before a word, before a part', async () => {
    const names = ['predonors', 'All donors', 'Donors of May', 'Donors'];
    const rows = names.map((name, id) => ({
      id,
      name,
      type: 'JobTypes::SqlRunner',
      updatedAt: `2026-01-0${9 - id}`,
    }));
    expect(items(await findIn({ 'GET /jobs': rows }, { query: 'donors', kinds: ['sql_script'] }))).toEqual(
      names.toReversed().map((name) => `sql_script: ${name}`),
    );
  });

  it('a workflow is found by the search of the platform, with its last run', async () => {
    const results = [
      {
        type: 'workflow',
        id: 7,
        name: 'Nightly load',
        owner: 'Ada',
        lastRunId: 3,
        lastRunState: 'failed',
        lastRunFinish: '2026-11-01T02:00:00Z',
      },
    ];
    const routes = { 'GET /workflows': [], 'GET /search': { results, totalResults: 1, aggregations: {} } };
    expect((await findIn(routes, { query: 'nightly', kinds: ['workflow'] }))['items']).toEqual([
      {
        kind: 'workflow',
        id: 7,
        name: 'Nightly load',
        owner: 'Ada',
        last_run: 'failed 2026-11-01T02:00:00Z',
      },
    ]);
  });

  it('kinds that the account may not list are named, and the others found', async () => {
    const routes = {
      'GET /users': forbidden,
      'GET /groups': [{ id: 4, name: 'Ada’s team', slug: 'ada' }],
    };
    const value = await findIn(routes, { query: 'ada', kinds: ['user', 'group'] });
    expect(items(value)).toEqual(['group: Ada’s team']);
    expect(value['note']).toMatch(/^Not searched: user \(.*Admins only/);
  });

  it('a reason is given once for all kinds that it keeps from being searched', async () => {
    const routes = { 'GET /users': forbidden, 'GET /groups': forbidden, 'GET /databases': [] };
    const { note } = await findIn(routes, { query: 'ada', kinds: ['user', 'group', 'database'] });
    expect(note).toMatch(/^Not searched: user, group \(/);
    expect(String(note).split('Admins only')).toHaveLength(2);
  });
});
