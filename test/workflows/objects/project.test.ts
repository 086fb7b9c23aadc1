import { expect, it } from 'vitest';
import { ALL_TOOLS } from '../../../src/dispatch/tool-filter.ts';
import { objectOperation } from '../../../src/workflows/objects/object-kinds.ts';
import { PROJECT_KINDS, splitKind } from '../../../src/workflows/objects/project-items.ts';
import { operationNamed } from '../../../src/workflows/objects/writable-attributes.ts';
import { useConfirmingSandbox } from '../../support/confirming-sandbox.ts';
import { connectTo, neverAborted } from '../../support/connect.ts';
import { dispatchOver } from '../../support/dispatch.ts';
import { callErrorOf, type ToolResult, withFakePlatform } from '../../support/tool-caller.ts';

const sandbox = useConfirmingSandbox();
const TOOL = 'civis_project';
const projectOf = async (args: ToolResult) => (await sandbox.value(TOOL, args)) as ToolResult;

it('lists what is in a project, kind by kind, and changes nothing', async () => {
  // The first call of all also starts what is due in the sandbox.
  let value = await projectOf({ id: 'Churn' });
  const changes = await sandbox.changes(async () => {
    value = await projectOf({ id: 'Churn' });
  });
  expect(changes).toEqual([]);
  expect(value).toMatchObject({
    name: 'Churn',
    items: expect.arrayContaining([
      { kind: 'file', id: expect.any(Number), name: 'churn_scores.csv.gz' },
      { kind: 'notebook', id: expect.any(Number), name: 'Churn features' },
      { kind: 'report', id: expect.any(Number), name: 'Churn overview' },
    ]),
  });
  expect(value).not.toHaveProperty('changes');
});

it('adds and removes objects by name in one call, without a question, and nothing else changes', async () => {
  const args = { id: 'Churn', add: ['Build sales mart'], remove: ['notebook:Churn features'] };
  let value: ToolResult = {};
  const changes = await sandbox.changes(async () => {
    value = (await sandbox.call('auto', TOOL, args)).outcome.value as ToolResult;
  });
  expect(value['changes']).toMatchObject([
    { name: 'Build sales mart', was: false, now: true },
    { kind: 'notebook', name: 'Churn features', was: true, now: false },
  ]);
  const names = (value['items'] as ToolResult[]).map(({ name }) => name);
  expect(names).toContain('Build sales mart');
  expect(names).not.toContain('Churn features');
  expect(changes).toHaveLength(2);
  expect(await projectOf(args)).toMatchObject({
    changes: [
      { was: true, now: true },
      { was: false, now: false },
    ],
  });
});

it.each([
  ['an unknown object', { add: ['Build sales mart', 'No such thing'] }, 'Object not found: "No such thing"'],
  ['an unknown project', { id: 'No project', add: ['Build sales mart'] }, 'Project not found'],
  [
    'an object in both lists',
    { add: ['Build sales mart'], remove: ['build sales mart'] },
    'is in both add and remove',
  ],
])('refuses %s before anything is changed', async (_, args, says) => {
  const { message } = await sandbox.refusal('never', TOOL, { id: 'Daily sales pipeline', ...args });
  expect(message).toContain(says);
});

it('with --read-only only reads', async () => {
  await withFakePlatform({}, async ({ platform, requestLines }) => {
    const client = connectTo(platform.url);
    const dispatch = dispatchOver({ civis: client, aiod: client }, { ...ALL_TOOLS, readOnly: true });
    const args = { id: '5', remove: ['6'], add: [] };
    const { message } = await callErrorOf(
      dispatch({ name: TOOL, args, signal: neverAborted, report: () => undefined }),
    );
    await client.close();
    expect(message).toContain('with remove it changes data, and the server was started with --read-only');
    expect(requestLines()).toEqual([]);
  });
});

it.each(PROJECT_KINDS)('%s has all operations that projects need', (kind) => {
  for (const verb of ['list', 'put', 'delete']) {
    const operation = operationNamed(objectOperation(kind, verb, 'projects'));
    expect(operation?.params.map(({ name }) => name)).toContain('id');
  }
});

it.each([
  ['file:7', { kind: 'file', id: '7' }],
  ['Report: Gifts', { kind: 'report', id: 'Gifts' }],
  ['Draft: Gifts', { id: 'Draft: Gifts' }],
  ['7', { id: '7' }],
])('%s is taken apart', (word, expected) => {
  expect(splitKind(word)).toEqual(expected);
});
