import { beforeEach, describe, expect, test } from 'vitest';
import { SandboxUnderTest } from '../../support/sandbox.ts';

interface Contact {
  readonly identifier: string;
  readonly name?: string;
  readonly platform?: string;
  readonly platform_resource_identifier?: string;
  readonly email: readonly string[];
  readonly telephone: readonly string[];
}

interface Failure {
  readonly detail: unknown;
  readonly reference?: string;
}

const CONTACT = {
  name: 'Ora Lab',
  email: ['ora@lab.example'],
  platform: 'openml',
  platform_resource_identifier: 'u-9',
};

let under: SandboxUnderTest;

beforeEach(async () => {
  under = new SandboxUnderTest();
  await under.start({});
  return () => under.sandbox.close();
});

const list = async (query = '?limit=100', key: string | null = null) =>
  (await under.aiod<Contact[]>(`GET /v2/contacts${query}`, { key })).body;

/** A call with the sandbox's token. */
const write = <T = Failure>(request: string, body?: unknown) =>
  under.aiod<T>(request, { key: under.sandbox.aiodToken, ...(body === undefined ? {} : { body }) });

describe('reading', () => {
  test('counts agree with the list, in all and by platform', async () => {
    const contacts = await list();
    expect((await under.aiod('GET /v2/counts/contacts')).body).toBe(contacts.length);
    const { body } = await under.aiod<Record<string, number>>('GET /v2/counts/contacts?detailed=true');
    const counted: Record<string, number> = {};
    for (const { platform = 'aiod' } of contacts) counted[platform] = (counted[platform] ?? 0) + 1;
    expect(body).toEqual(counted);
    expect(Object.keys(body).length).toBeGreaterThan(3);
    expect(body['aiod']).toBe(2);
  });

  test('offset and limit cut the list, whose limit is 10 when nothing is said', async () => {
    const all = await list();
    expect(await list('?offset=2&limit=3')).toEqual(all.slice(2, 5));
    expect(await list('?offset=100')).toEqual([]);
    for (const name of ['one', 'two', 'three']) await write('POST /v2/contacts', { name });
    expect(await list('')).toHaveLength(10);
  });

  test.each(['limit=0', 'limit=1001', 'offset=-1', 'limit=ten'])('%s is refused', async (query) => {
    const reply = await under.aiod<{ detail: { loc: string[] }[] }>(`GET /v2/contacts?${query}`);
    expect(reply.status).toBe(422);
    expect(reply.body.detail[0]?.loc).toEqual(['query', query.split('=')[0]]);
  });

  test('a platform lists its own, and one of them is read by the identifier that it has there', async () => {
    const { body } = await under.aiod<Contact[]>('GET /v2/platforms/openml/contacts');
    expect(body.map(({ platform }) => platform)).toEqual(['openml', 'openml']);
    const [contact] = body;
    const path = `/v2/platforms/openml/contacts/${contact?.platform_resource_identifier}`;
    expect((await under.aiod(`GET ${path}`)).body).toEqual(contact);
    expect((await under.aiod('GET /v2/platforms/zenodo/contacts/u-3381')).status).toBe(404);
    expect((await under.aiod('GET /v2/platforms/nowhere/contacts')).status).toBe(400);
  });

  test('e-mails are masked without a token; with one, only those of the guarded platform are', async () => {
    const masked = await list();
    expect(new Set(masked.flatMap(({ email }) => email))).toEqual(new Set(['******']));
    const seen = await list(undefined, under.sandbox.aiodToken);
    const hidden = seen.filter(({ email }) => email.includes('******'));
    expect(hidden.map(({ platform }) => platform)).toEqual(['ai4europe_cms', 'ai4europe_cms']);
  });

  test('a wrong token is refused', async () => {
    const reply = await under.aiod<Failure>('GET /v2/contacts', { key: 'wrong' });
    expect(reply.status).toBe(401);
  });

  test('null fields are left out at every depth', async () => {
    expect(JSON.stringify(await list())).not.toContain('null');
  });

  test.each(['/v1', '/v2', ''])('is the same under %j', async (version) => {
    const all = await list();
    expect((await under.aiod(`GET ${version}/contacts?limit=100`)).body).toEqual(all);
    expect((await under.aiod(`GET ${version}/contacts/${all[0]?.identifier}`)).body).toEqual(all[0]);
  });

  test.each(['GET /v9/contacts', 'GET /v2/nothing', 'PATCH /v2/contacts/x', 'GET /v2'])(
    '%s is no route',
    async (request) => {
      const reply = await under.aiod(request);
      expect(reply.status).toBe(404);
      expect(reply.body).toEqual({ detail: 'Not Found' });
    },
  );

  test('a contact that does not exist is not found, and the failure can be referred to', async () => {
    const reply = await under.aiod<Failure>('GET /v2/contacts/con_nothing');
    expect(reply.status).toBe(404);
    expect(reply.body).toEqual({
      detail: expect.stringContaining('not found'),
      reference: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  test('content is text first and binary second, and is not there for all', async () => {
    const [one, other] = await list();
    const base = `${under.sandbox.aiodServer}v2/contacts/${one?.identifier}/content`;
    const [first, same, second] = await Promise.all([fetch(base), fetch(`${base}/0`), fetch(`${base}/1`)]);
    const text = await first.text();
    expect(text).toContain('BEGIN:VCARD');
    expect(await same.text()).toBe(text);
    expect(second.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await second.arrayBuffer())
        .subarray(0, 4)
        .toString('latin1'),
    ).toBe('\x89PNG');
    expect((await fetch(`${base}/2`)).status).toBe(404);
    expect((await under.aiod(`GET /v2/contacts/${other?.identifier}/content`)).status).toBe(404);
  });
});

describe('writing', () => {
  const register = async (body: unknown = CONTACT) => {
    const reply = await write<{ identifier: string }>('POST /v2/contacts', body);
    expect(reply.status).toBe(200);
    expect(Object.keys(reply.body)).toEqual(['identifier']);
    return reply.body.identifier;
  };

  test.each(['POST /v2/contacts', 'PUT /v2/contacts/x', 'DELETE /v2/contacts/x'])(
    '%s needs a token',
    async (request) => {
      const body = request.startsWith('DELETE') ? undefined : CONTACT;
      const reply = await under.aiod<Failure>(request, body === undefined ? {} : { body });
      expect(reply.status).toBe(401);
      expect(reply.body.detail).toEqual(expect.any(String));
      expect(await list()).toHaveLength(9);
    },
  );

  test('a contact is registered and read', async () => {
    const identifier = await register();
    expect(identifier).toMatch(/^con_[0-9A-Za-z]{24}$/);
    expect((await write<Contact>(`GET /v2/contacts/${identifier}`)).body).toMatchObject({
      identifier,
      ...CONTACT,
    });
    expect(await list()).toHaveLength(10);
  });

  test('replacing resets what is left out', async () => {
    const identifier = await register({ ...CONTACT, telephone: ['+1 555 0100'] });
    const reply = await write(`PUT /v2/contacts/${identifier}`, { name: 'Ora Laboratory' });
    expect(reply).toMatchObject({ status: 200, body: null });
    const { body } = await write<Contact>(`GET /v2/contacts/${identifier}`);
    expect(body).toMatchObject({ name: 'Ora Laboratory', email: [], telephone: [] });
    expect(body.platform).toBeUndefined();
  });

  test('what was read may be written back', async () => {
    const identifier = await register();
    const { body } = await write<Contact>(`GET /v2/contacts/${identifier}`);
    expect((await write(`PUT /v2/contacts/${identifier}`, { ...body, name: 'New' })).status).toBe(200);
    expect((await write(`GET /v2/contacts/${identifier}`)).body).toMatchObject({ ...CONTACT, name: 'New' });
  });

  test('what is deleted is not found any more, and its place is free', async () => {
    const identifier = await register();
    expect((await write(`DELETE /v2/contacts/${identifier}`)).status).toBe(200);
    for (const verb of ['GET', 'DELETE', 'PUT']) {
      const reply = await write(`${verb} /v2/contacts/${identifier}`, verb === 'PUT' ? CONTACT : undefined);
      expect(reply).toMatchObject({ status: 404, body: { detail: expect.stringContaining('not found') } });
    }
    expect(await list()).toHaveLength(9);
    expect((await under.aiod('GET /v2/counts/contacts')).body).toBe(9);
    expect(await register()).not.toBe(identifier);
  });

  test.each([
    ['a platform alone', { platform: 'openml' }, 400],
    ['an identifier alone', { platform_resource_identifier: 'u-1' }, 400],
    ['a person and an organisation', { person: 1, organisation: 2 }, 400],
    ['the pair of another contact', { platform: 'openml', platform_resource_identifier: 'u-3381' }, 409],
    ['a platform that does not exist', { platform: 'nowhere', platform_resource_identifier: 'x' }, 412],
    ['an e-mail that is no list', { email: 'ora@lab.example' }, 422],
    ['a name that is too long', { name: 'x'.repeat(257) }, 422],
    ['no object', [], 422],
  ])('%s is refused', async (_, body, status) => {
    const reply = await write('POST /v2/contacts', body);
    expect(reply.status).toBe(status);
    expect(reply.body.detail).toEqual(status === 422 ? expect.any(Array) : expect.any(String));
    expect(await list()).toHaveLength(9);
  });

  test('replacing may not take the pair of another contact, and may keep its own', async () => {
    const identifier = await register();
    const taken = { ...CONTACT, platform_resource_identifier: 'u-3381' };
    expect((await write(`PUT /v2/contacts/${identifier}`, taken)).status).toBe(409);
    expect((await write(`PUT /v2/contacts/${identifier}`, CONTACT)).status).toBe(200);
  });
});
