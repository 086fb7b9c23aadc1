import { expect, it } from 'vitest';
import type { Received } from '../../support/platform.ts';
import {
  callErrorOf,
  findJobId,
  type ToolResult,
  useSandboxTools,
  withFakePlatform,
} from '../../support/tool-caller.ts';

const tools = useSandboxTools();

it('copies an import with its syncs, without its schedule and notifications', async () => {
  const id = await findJobId(tools.call, 'Import web orders');
  const original = await tools.call('civis_imports_get', { id });
  const {
    kind,
    id: copyId,
    name,
  } = await tools.call('civis_clone', { id: 'Import web orders', name: 'Orders, tried' });
  expect([kind, name]).toEqual(['import', 'Orders, tried']);
  const copy = await tools.call('civis_imports_get', { id: copyId });
  const withoutId = (value: unknown) => (value as ToolResult[]).map(({ id: _, ...sync }) => sync);
  expect(withoutId(copy['syncs'])).toEqual(withoutId(original['syncs']));
  expect(copy['destination']).toEqual(original['destination']);
  expect(copy['schedule']).toMatchObject({ scheduled: null, scheduled_days: [] });
  expect(copy['notifications']).toMatchObject({ success_email_addresses: [], failure_email_addresses: [] });
  expect(await tools.call('civis_imports_get', { id })).toEqual(original);
});

it('copies a notebook by name', async () => {
  const { kind, id, name } = await tools.call('civis_clone', {
    id: 'Churn features',
    kind: 'notebook',
    name: 'Mine',
  });
  expect([kind, name]).toEqual(['notebook', 'Mine']);
  expect(await tools.call('civis_notebooks_get', { id })).toMatchObject({
    name: 'Mine',
    language: 'python3',
  });
});

it('a script is copied by the platform, without what starts it, then renamed', async () => {
  const bodies: unknown[] = [];
  const keep =
    (value: unknown) =>
    ({ body }: Received) => {
      bodies.push(body);
      return value;
    };
  const copy = { id: 8, name: 'Clone of Refresh' };
  const routes = {
    'POST /scripts/sql/5/clone': keep(copy),
    'GET /scripts/sql/8': copy,
    'PATCH /scripts/sql/8': keep({ ...copy, name: 'Mine' }),
  };
  await withFakePlatform(routes, async ({ call }) => {
    expect(await call('civis_clone', { id: '5', kind: 'sql_script', name: 'Mine' })).toEqual({
      kind: 'sql_script',
      id: 8,
      name: 'Mine',
    });
    expect(bodies).toEqual([
      { cloneSchedule: false, cloneTriggers: false, cloneNotifications: false },
      { name: 'Mine' },
    ]);
  });
});

it('says that nothing has an id, whatever the kinds call their ids', async () => {
  const error = await callErrorOf(tools.call('civis_clone', { id: '419999' }));
  expect([error.message, error.details.hint]).toEqual([
    'Object not found: "419999".',
    'Use civis_find to search by a part of the name.',
  ]);
});

it('finds a project by its id', async () => {
  const project = { id: 7, name: 'Trials' };
  const routes = { 'GET /projects/7': project, 'POST /projects/7/clone': { id: 8, name: 'Trials (copy)' } };
  await withFakePlatform(routes, async ({ call, requestLines }) => {
    await call('civis_clone', { id: '7' });
    expect(requestLines()).toContain('GET /projects/7');
  });
});
