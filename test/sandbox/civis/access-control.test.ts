import { beforeAll, describe, expect, test } from 'vitest';
import { useSandbox } from '../../support/sandbox.ts';

interface Holders {
  readonly users: readonly { readonly id: number; readonly name: string }[];
  readonly groups: readonly { readonly id: number; readonly name: string }[];
}

interface Shares {
  readonly readers: Holders;
  readonly writers: Holders;
  readonly owners: Holders;
  readonly totalUserShares: number;
  readonly totalGroupShares: number;
}

const under = useSandbox();

async function idOf(name: string): Promise<number> {
  const { body } = await under.civis<{ id: number; name: string }[]>(
    `GET /jobs?q=${encodeURIComponent(name)}`,
  );
  const job = body.find((each) => each.name === name);
  if (job === undefined) throw new Error(`There is no job ${name}.`);
  return job.id;
}

describe('the key', () => {
  test.each([
    ['none', null],
    ['a wrong one', 'wrong'],
  ])('%s is refused', async (_, key) => {
    const reply = await under.civis('GET /jobs', { key });
    expect(reply.status).toBe(401);
    expect(reply.body).toEqual({
      error: 'unauthorized',
      errorDescription: expect.any(String),
      code: 401,
    });
  });
});

test.each(['GET /nothing', 'POST /announcements', 'GET /jobs/1/nothing', 'GET /scripts/r/1/git'])(
  '%s is not embedded',
  async (request) => {
    const reply = await under.civis(request);
    expect(reply.status).toBe(501);
    expect(reply.body).toEqual({
      error: 'not_implemented',
      errorDescription: 'This is not in the sandbox. It works with a Civis account.',
      code: 501,
    });
  },
);

test.each([
  'GET /jobs/1',
  'POST /jobs/1/runs',
  'GET /jobs/1/shares',
  'GET /files/1',
  'GET /databases/1/schemas',
])('%s: there is no such object', async (request) => {
  expect(await under.civis(request)).toMatchObject({ status: 404, body: { error: 'not_found', code: 404 } });
});

test('a body that is no JSON is refused', async () => {
  const response = await fetch(`${under.sandbox.civisEndpoint}codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${under.sandbox.civisApiKey}`, 'content-type': 'application/json' },
    body: '{"name":',
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: 400, errorDescription: expect.any(String) });
});

test('whoever may only read a job may neither run nor share it', async () => {
  const id = await idOf('Import customer master');
  expect((await under.civis(`GET /jobs/${id}`)).status).toBe(200);
  for (const request of [`POST /jobs/${id}/runs`, `PUT /jobs/${id}/projects/90401`]) {
    expect(await under.civis(request)).toMatchObject({
      status: 403,
      body: { error: 'forbidden', code: 403 },
    });
  }
});

test('whoever may write a job may run it and may not share it', async () => {
  const id = await idOf('Import POS transactions');
  const body = { userIds: [2103], permissionLevel: 'read' };
  expect((await under.civis(`PUT /jobs/${id}/shares/users`, { body })).status).toBe(403);
  expect((await under.civis(`POST /jobs/${id}/runs`)).status).toBe(202);
});

describe('sharing', () => {
  let path: string;

  beforeAll(async () => {
    path = `/jobs/${await idOf('Build sales mart')}/shares`;
  });

  const share = async (holders: 'users' | 'groups', ids: number[], level: string) => {
    const key = holders === 'users' ? 'userIds' : 'groupIds';
    const reply = await under.civis<Shares>(`PUT ${path}/${holders}`, {
      body: { [key]: ids, permissionLevel: level },
    });
    expect(reply.status).toBe(200);
    return reply.body;
  };
  const rolesOf = (shares: Shares, holders: 'users' | 'groups', id: number) =>
    (['readers', 'writers', 'owners'] as const).filter((role) =>
      shares[role][holders].some((holder) => holder.id === id),
    );

  test.each([
    ['users', 2103],
    ['groups', 303],
  ] as const)('the level moves %s between readers, writers and owners', async (holders, id) => {
    for (const [level, role] of [
      ['read', 'readers'],
      ['write', 'writers'],
      ['manage', 'owners'],
      ['read', 'readers'],
    ] as const) {
      expect(rolesOf(await share(holders, [id], level), holders, id)).toEqual([role]);
    }
    const [listed] = (await under.civis<[Shares]>(`GET ${path}`)).body;
    expect(rolesOf(listed, holders, id)).toEqual(['readers']);
  });

  test('what is taken away is gone, and cannot be taken away again', async () => {
    const before = await share('users', [2105, 2106], 'write');
    expect((await under.civis(`DELETE ${path}/users/2105`)).status).toBe(204);
    const [after] = (await under.civis<[Shares]>(`GET ${path}`)).body;
    expect(rolesOf(after, 'users', 2105)).toEqual([]);
    expect(rolesOf(after, 'users', 2106)).toEqual(['writers']);
    expect(after.totalUserShares).toBe(before.totalUserShares - 1);
    expect((await under.civis(`DELETE ${path}/users/2105`)).status).toBe(404);
  });

  test('snake_case keys are taken, too', async () => {
    const body = { user_ids: [2107], permission_level: 'read' };
    const reply = await under.civis<Shares>(`PUT ${path}/users`, { body });
    expect(rolesOf(reply.body, 'users', 2107)).toEqual(['readers']);
  });

  test.each([
    ['an unknown user', { userIds: [1], permissionLevel: 'read' }, '1'],
    ['an unknown level', { userIds: [2103], permissionLevel: 'own' }, 'permission_level'],
    ['no users', { permissionLevel: 'read' }, 'user_ids is missing'],
    ['users that are no list', { userIds: 2103, permissionLevel: 'read' }, 'user_ids'],
  ])('%s is refused', async (_, body, says) => {
    const reply = await under.civis<{ errorDescription: string }>(`PUT ${path}/users`, { body });
    expect(reply.status).toBe(422);
    expect(reply.body.errorDescription).toContain(says);
  });
});

test('projects list what was put into them', async () => {
  const id = await idOf('Reconcile gift cards');
  const listed = async (query = '') =>
    (await under.civis<{ id: number; name: string }[]>(`GET /jobs/${id}/projects${query}`)).body.map(
      (project) => project.name,
    );
  expect(await listed()).toEqual([]);
  expect((await under.civis(`PUT /jobs/${id}/projects/90402`)).status).toBe(204);
  expect((await under.civis(`PUT /jobs/${id}/projects/90402`)).status).toBe(204);
  expect(await listed()).toEqual(['Churn']);
  expect((await under.civis(`PUT /jobs/${id}/projects/90404`)).status).toBe(204);
  expect(await listed()).toEqual(['Churn']);
  expect(await listed('?hidden=true')).toEqual(['Scratch']);
  expect((await under.civis(`DELETE /jobs/${id}/projects/90402`)).status).toBe(204);
  expect(await listed()).toEqual([]);
  expect((await under.civis(`DELETE /jobs/${id}/projects/90402`)).status).toBe(404);
  expect((await under.civis(`PUT /jobs/${id}/projects/1`)).status).toBe(404);
});
