import { describe, expect, it } from 'vitest';
import { toolsByName } from '../../../src/dispatch/tool-catalogue.ts';
import { innerOperationsByName } from '../../../src/tools/catalogue/catalogue.ts';
import { SHAREABLE, shareOperationName } from '../../../src/workflows/sharing/share.ts';
import { answer } from '../../support/platform.ts';
import {
  callErrorOf,
  findJobId,
  HANDLED,
  type ToolResult,
  useSandboxTools,
  withFakePlatform,
} from '../../support/tool-caller.ts';

type Held = readonly { readonly id: number; readonly name: string; readonly level: string }[];
const held = (value: ToolResult, holders: string) =>
  (value[holders] as Held).map(({ name, level }) => `${name}: ${level}`);

describe('in the sandbox', () => {
  const tools = useSandboxTools();
  const share = async (name: string, args: ToolResult) =>
    tools.call('civis_share', { object: 'job', id: await findJobId(tools.call, name), ...args });

  it('people and groups by their names, and who has what afterwards', async () => {
    const value = await share('Score churn risk', {
      users: ['Liam Doyle', 'BOKAFOR', 'icarvalho@harborpine.example', 2103],
      groups: ['data engineering'],
      level: 'write',
    });
    expect(held(value, 'users')).toEqual([
      'Ada Lindqvist: manage',
      'Liam Doyle: write',
      'Ben Okafor: write',
      'Ines Carvalho: write',
      'Carla Moreno: write',
    ]);
    expect(held(value, 'groups')).toEqual(['Analytics: manage', 'Data Engineering: write']);
    expect(value['note']).toBeUndefined();
  });

  it('a level that is given again moves its holder', async () => {
    await share('Build customer mart', { users: 'Liam Doyle', level: 'read' });
    const value = await share('Build customer mart', { users: ['Liam Doyle'], level: 'manage' });
    expect(held(value, 'users')).toEqual(['Ada Lindqvist: manage', 'Liam Doyle: manage']);
  });

  it('none takes it away; who had nothing is named and not asked for', async () => {
    await share('Build sales mart', { users: ['Liam Doyle'], groups: ['Data Engineering'], level: 'read' });
    const value = await share('Build sales mart', {
      users: ['Liam Doyle', 'Ben Okafor'],
      groups: ['Data Engineering'],
      level: 'none',
    });
    expect(held(value, 'users')).toEqual(['Ada Lindqvist: manage']);
    expect(held(value, 'groups')).toEqual(['Analytics: manage']);
    expect(value['note']).toBe('These had no permission of their own to revoke: "Ben Okafor".');
  });

  it.each([
    [{ users: ['Liam'], level: 'read' }, 'User not found: "Liam".', '"Liam Doyle" (2112, ldoyle)'],
    [{ users: ['Gräce'], level: 'read' }, 'User not found: "Gräce".', 'Use the id of the user.'],
    [
      { groups: ['Analitics'], level: 'read' },
      'Group not found: "Analitics".',
      '"Analytics" (301, analytics)',
    ],
    [{ groups: ['Marketing'], level: 'read' }, 'Group not found: "Marketing".', '"Marketing Science" (303'],
    [{ level: 'read' }, 'users or groups is required', 'Specify at least one'],
    [{ users: [], groups: [], level: 'none' }, 'users or groups is required', 'Specify at least one'],
    [{ users: ['1'], level: 'owner' }, 'level', 'Correct'],
  ])('%j is refused, and nothing is changed', async (args, message, hint) => {
    const before = await tools.call('civis_jobs_list_shares', {
      id: await findJobId(tools.call, 'Refresh basket pairs'),
    });
    const error = await callErrorOf(share('Refresh basket pairs', args));
    expect(error.kind).toBe('invalid_input');
    expect(error.message).toContain(message);
    expect(error.details.hint).toContain(hint);
    const after = await tools.call('civis_jobs_list_shares', {
      id: await findJobId(tools.call, 'Refresh basket pairs'),
    });
    expect(after).toEqual(before);
  });

  it.each([
    ['file', 1_520_001],
    ['import', 410_007],
  ])('%s %i', async (object, id) => {
    const value = await tools.call('civis_share', { object, id, users: ['krao'], level: 'read' });
    expect(held(value, 'users')).toContain('Kavita Rao: read');
  });

  it('an object that is not one’s own is refused', async () => {
    const id = await findJobId(tools.call, 'Import customer master');
    const asked = tools.call('civis_share', { object: 'import', id, users: ['krao'], level: 'read' });
    expect((await callErrorOf(asked)).kind).toBe('forbidden');
  });
});

it.each(Object.keys(SHAREABLE) as (keyof typeof SHAREABLE)[])(
  '%s has all operations that sharing needs',
  (object) => {
    const names = [
      shareOperationName(object, 'list'),
      ...(['put', 'delete'] as const).flatMap((verb) => [
        shareOperationName(object, verb, 'users'),
        shareOperationName(object, verb, 'groups'),
      ]),
    ];
    expect(names.filter((name) => !toolsByName.has(name) && !innerOperationsByName.has(name))).toEqual([]);
  },
);

const none = { users: [], groups: [] };
const shares = { readers: none, writers: none, owners: { users: [{ id: 1, name: 'Ada' }], groups: [] } };
const ARGS = { object: 'credential', id: 9, level: 'read' };
const refuse = (status: number) => (_: unknown, response: Parameters<typeof answer>[0]) => {
  answer(response, status, {});
  return HANDLED;
};

describe('names on a platform', () => {
  const twins = [
    { id: 2, name: 'Sam Lee', user: 'slee' },
    { id: 3, name: 'Sam Lee', user: 'slee2' },
  ];

  it('that two people have are refused with both', async () => {
    await withFakePlatform(
      { 'GET /credentials/9/shares': [shares], 'GET /users': twins },
      async ({ call, requestLines }) => {
        const error = await callErrorOf(call('civis_share', { ...ARGS, users: ['Sam Lee'] }));
        expect(error.message).toBe('User "Sam Lee" is not unique: 2 have this name.');
        expect(error.details.hint).toBe(
          'Use the id of the intended one: "Sam Lee" (2, slee), "Sam Lee" (3, slee2).',
        );
        expect(requestLines().filter((request) => !request.startsWith('GET'))).toEqual([]);
      },
    );
  });

  it('are told apart by username', async () => {
    const routes = {
      'GET /credentials/9/shares': [shares],
      'GET /users': twins,
      'PUT /credentials/9/shares/users': shares,
    };
    await withFakePlatform(routes, async ({ call, platform }) => {
      await call('civis_share', { ...ARGS, users: ['slee2'] });
      const put = platform.received.find(({ verb }) => verb === 'PUT');
      expect(put?.body).toEqual({ userIds: [3], permissionLevel: 'read' });
    });
  });

  it('are found among groups’ members where users are not listed', async () => {
    const routes = {
      'GET /credentials/9/shares': shares,
      'GET /users': refuse(403),
      'GET /groups': [{ id: 30, name: 'G', members: [{ id: 4, name: 'Kim Roe', username: 'kroe' }] }],
      'PUT /credentials/9/shares/users': shares,
    };
    await withFakePlatform(routes, async ({ call, platform }) => {
      await call('civis_share', { ...ARGS, level: 'manage', users: ['kim roe', 'Ada'] });
      const put = platform.received.find(({ verb }) => verb === 'PUT');
      expect(put?.body).toEqual({ userIds: [4, 1], permissionLevel: 'manage' });
    });
  });

  it('ids are looked up nowhere', async () => {
    const routes = { 'GET /credentials/9/shares': [shares], 'PUT /credentials/9/shares/groups': shares };
    await withFakePlatform(routes, async ({ call, requestLines }) => {
      await call('civis_share', { ...ARGS, groups: [30] });
      expect(requestLines()).toEqual([
        'GET /credentials/9/shares',
        'PUT /credentials/9/shares/groups',
        'GET /credentials/9/shares',
      ]);
    });
  });
});

describe('a change that is made in part', () => {
  it('is told as one', async () => {
    const routes = {
      'GET /credentials/9/shares': [shares],
      'PUT /credentials/9/shares/users': shares,
      'PUT /credentials/9/shares/groups': refuse(403),
    };
    await withFakePlatform(routes, async ({ call }) => {
      const error = await callErrorOf(call('civis_share', { ...ARGS, users: [2], groups: [30] }));
      expect(error.kind).toBe('forbidden');
      expect(error.details.hint).toContain('The users were changed, the groups were not.');
    });
  });
});
