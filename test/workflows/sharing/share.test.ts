import { beforeAll, describe, expect, it } from 'vitest';
import { objectOperation } from '../../../src/workflows/objects/object-kinds.ts';
import { operationNamed } from '../../../src/workflows/objects/writable-attributes.ts';
import { SHAREABLE_KINDS } from '../../../src/workflows/sharing/share.ts';
import { confirmed, useConfirmingSandbox } from '../../support/confirming-sandbox.ts';
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
    [{ users: ['1'], level: 'admin' }, 'level', 'Correct'],
    [{ groups: ['Analytics'], level: 'owner' }, 'an object has one owner', 'Name one user'],
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

  it('an object and its kind are found by its name', async () => {
    const value = await tools.call('civis_share', {
      id: 'import WEATHER history',
      users: ['krao'],
      level: 'read',
    });
    expect(value).toMatchObject({
      kind: 'import',
      id: await findJobId(tools.call, 'Import weather history'),
    });
    expect(held(value, 'users')).toContain('Kavita Rao: read');
    const error = await callErrorOf(
      tools.call('civis_share', { id: 'No such thing', users: ['krao'], level: 'read' }),
    );
    expect(error.message).toBe('Object not found: "No such thing".');
  });

  it('a new owner is named, with what the owner cannot use', async () => {
    const value = await tools.call('civis_share', {
      id: 'Train churn model',
      users: ['Liam Doyle'],
      level: 'owner',
    });
    expect(value['note']).toMatch(
      /^"Liam Doyle" \(id \d+\) is the owner now\. It depends on credential \d+ "redshift-analyst", on which/,
    );
    expect(held(value, 'users')).toContain('Liam Doyle: manage');
    const model = await tools.call('civis_models_get', { id: value['id'] });
    expect(model['user']).toMatchObject({ name: 'Liam Doyle' });
  });

  it('tells what each had before and has now', async () => {
    const grant = { users: ['Liam Doyle', 'Ada Lindqvist'], groups: ['Data Engineering'] };
    const value = await share('Score churn risk', { ...grant, level: 'manage' });
    expect(value['changes']).toEqual([
      { type: 'user', id: expect.any(Number), name: 'Liam Doyle', was: 'write', now: 'manage' },
      { type: 'user', id: expect.any(Number), name: 'Ada Lindqvist', was: 'manage', now: 'manage' },
      { type: 'group', id: expect.any(Number), name: 'Data Engineering', was: 'write', now: 'manage' },
    ]);
    const { changes } = await share('Score churn risk', { users: ['Liam Doyle'], level: 'none' });
    expect(changes).toEqual([expect.objectContaining({ was: 'manage', now: 'none' })]);
  });

  it('an object that is not one’s own is refused', async () => {
    const id = await findJobId(tools.call, 'Import customer master');
    const asked = tools.call('civis_share', { object: 'import', id, users: ['krao'], level: 'read' });
    expect((await callErrorOf(asked)).kind).toBe('forbidden');
  });
});

describe('a permission', () => {
  const sandbox = useConfirmingSandbox();
  const ME = 'Ada Lindqvist';
  let job: number;
  let args: ToolResult;
  beforeAll(async () => {
    const find = (name: string) =>
      findJobId(async (tool, given) => (await sandbox.value(tool, given)) as ToolResult, name);
    job = await find('Build sales mart');
    const object = { object: 'job', id: job };
    await sandbox.value('civis_share', { ...object, users: ['Liam Doyle'], level: 'write' });
    args = { ...object, users: ['Liam Doyle', ME, 'Ben Okafor'], groups: ['Analytics'], level: 'read' };
  });

  it.each(['auto', 'always', 'never', 'no-destructive'] as const)(
    'is never lowered unasked for, one’s own included: %s',
    async (server) => {
      const refused = await sandbox.refusal(server, 'civis_share', args);
      expect(refused.kind).toBe('invalid_input');
      expect(refused.message).toMatch(
        /^civis_share was not called: level read is lower than what some have now: "Ada Lindqvist" \(id \d+\) has manage, "Liam Doyle" \(id \d+\) has write, "Analytics" \(id \d+\) has manage\.$/,
      );
      expect(refused.details.hint).toBe(
        'Nothing was changed. Leave them out, or pass allow_lower: true to lower their permission.',
      );
    },
  );

  it('that is raised or given is not asked about, with allow_lower neither', async () => {
    const raise = { ...args, users: ['Liam Doyle'], groups: [], level: 'write', allow_lower: true };
    await sandbox.call('always', 'civis_share', raise);
    await sandbox.call('no-destructive', 'civis_share', raise);
  });

  it('is lowered with allow_lower, once that is confirmed, and what was and is now is told', async () => {
    const lower = { ...args, users: ['Liam Doyle'], groups: [], allow_lower: true };
    const bound = await sandbox.refusal('no-destructive', 'civis_share', lower);
    expect(bound.kind).toBe('not_allowed');
    const refused = await sandbox.refusal('auto', 'civis_share', lower);
    expect(refused.message).toMatch(
      /Its effect: This lowers the permission of "Liam Doyle" \(id \d+\) from write to read: "Build sales mart" \(id="\d+"\), kind="job"/,
    );
    // What is lost by now is more than what was shown.
    await sandbox.value('civis_share', { ...lower, level: 'manage' });
    const again = await sandbox.refusal('auto', 'civis_share', confirmed(lower, refused));
    expect(again.message).toContain('from manage to read');
    let value: unknown;
    const changes = await sandbox.changes(async () => {
      value = (await sandbox.call('auto', 'civis_share', confirmed(lower, again))).outcome.value;
    });
    expect(changes).toEqual([`jobs ${job} grants`]);
    expect(value).toMatchObject({ changes: [{ name: 'Liam Doyle', was: 'manage', now: 'read' }] });
  });

  it('is taken back once that is confirmed', async () => {
    const revoke = { ...args, users: ['Liam Doyle'], groups: [], level: 'none' };
    expect((await sandbox.refusal('no-destructive', 'civis_share', revoke)).kind).toBe('not_allowed');
    const refused = await sandbox.refusal('auto', 'civis_share', revoke);
    const changes = await sandbox.changes(() =>
      sandbox.call('auto', 'civis_share', confirmed(revoke, refused)),
    );
    expect(changes).toEqual([`jobs ${job} grants`]);
  });

  it('of nobody that exists is not asked about', async () => {
    const unknown = { ...args, users: ['Nobody'], allow_lower: true };
    expect((await sandbox.refusal('auto', 'civis_share', unknown)).kind).toBe('invalid_input');
  });
});

it.each(SHAREABLE_KINDS)('%s has all operations that sharing needs', (kind) => {
  const names = [
    objectOperation(kind, 'list', 'shares'),
    ...(['put', 'delete'] as const).flatMap((verb) => [
      objectOperation(kind, verb, 'shares_users'),
      objectOperation(kind, verb, 'shares_groups'),
    ]),
  ];
  expect(names.filter((name) => operationNamed(name) === undefined)).toEqual([]);
});

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
