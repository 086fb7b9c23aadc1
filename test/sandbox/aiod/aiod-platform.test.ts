import { describe, expect, test } from 'vitest';
import { KIND_FACTS, KIND_NAMES } from '../../../src/tools/aiod/attributes/kind-facts.ts';
import { ENUMERATIONS, TAXONOMIES } from '../../../src/tools/aiod/attributes/vocabularies.ts';
import { compileDescription } from '../../../src/tools/openapi/compile-description.ts';
import { useSandbox } from '../../support/sandbox.ts';

interface Asset {
  readonly identifier: string;
  readonly name?: string;
  readonly platform?: string;
  readonly email?: readonly string[];
  readonly keyword?: readonly string[];
  readonly aiod_entry: { readonly status: string; readonly editor: readonly string[] };
  readonly distribution: readonly { readonly content_url: string; readonly name: string }[];
}

type User = 'alice' | 'bob' | 'reviewer' | 'admin' | 'connector' | 'operator';

const ASSETS = KIND_NAMES.filter((kind) => kind !== 'platforms');
const under = useSandbox();

/** A request of a user; of nobody, if none is named. */
async function ask<T = { detail: unknown; reference?: string }>(
  request: string,
  user?: User,
  body?: unknown,
) {
  const { aiodToken } = under.sandbox;
  const key = user === undefined ? null : user === 'alice' ? aiodToken : `${aiodToken}-${user}`;
  return under.aiod<T>(request, { key, ...(body === undefined ? {} : { body }) });
}

async function register(kind: string, metadata: Record<string, unknown>, user: User = 'alice') {
  const { status, body } = await ask<{ identifier: string }>(`POST /v2/${kind}`, user, metadata);
  expect(status).toBe(200);
  return body.identifier;
}

async function publish(identifier: string): Promise<void> {
  const { body } = await ask('POST /v2/submissions', 'alice', { asset_identifiers: [identifier] });
  const decision = { ...body, decision: 'accepted' };
  expect((await ask('POST /v2/reviews', 'reviewer', decision)).status).toBe(200);
}

const datasets = async () => (await ask<Asset[]>('GET /v2/datasets?sort=date_created&direction=asc')).body;

describe('the sample data', () => {
  test.each(ASSETS)('%s: some are published, and counts agree with the list', async (kind) => {
    const { body } = await ask<Asset[]>(`GET /v2/${kind}?limit=100`);
    expect(body.map(({ aiod_entry }) => aiod_entry.status)).toEqual(body.map(() => 'published'));
    expect(body.length).toBeGreaterThan(0);
    expect((await ask(`GET /v2/counts/${kind}`)).body).toBe(body.length);
    const [first] = body;
    expect((await ask(`GET /v2/${kind}/${first?.identifier}`)).body).toEqual(first);
  });

  test('the user has drafts of its own, which are in no list', async () => {
    const { body } = await ask<Record<string, Asset[]>>('GET /v2/user/resources', 'alice');
    const drafts = Object.values(body)
      .flat()
      .filter(({ aiod_entry }) => aiod_entry.status === 'draft');
    expect(drafts.map(({ name }) => name)).toEqual(['Data stewards (draft)', 'Store visits (draft)']);
    for (const { identifier } of drafts) {
      expect((await ask(`GET /v2/assets/${identifier}`)).status).toBe(401);
      expect((await ask(`GET /v2/assets/${identifier}`, 'bob')).status).toBe(403);
    }
  });

  test.each(Object.values(TAXONOMIES))('the vocabulary $path has terms', async ({ path, ...older }) => {
    const { body } = await ask<unknown[]>(`GET /v3/${path}`);
    expect(body.length).toBeGreaterThan(0);
    if (!('pathInV2' in older)) return;
    expect((await ask(`GET /v2/${older.pathInV2}`)).body).toEqual(body);
    expect((await ask(`GET /v3/${older.pathInV2}`)).status).toBe(404);
  });

  test.each(Object.values(ENUMERATIONS))('the words of $path are in use', async ({ path }) => {
    const { body } = await ask<string[]>(`GET /v2/${path}`);
    expect(body).toEqual([...new Set(body)]);
    expect(body.length).toBeGreaterThan(0);
  });
});

describe('content', () => {
  const download = async (path: string) => {
    const answer = await fetch(`${under.sandbox.aiodServer}v2/${path}`, { redirect: 'manual' });
    return { status: answer.status, location: answer.headers.get('location') ?? '' };
  };

  test('of one distribution, of one among several, and none', async () => {
    const [several, one, none] = await datasets();
    const single = await download(`datasets/${one?.identifier}/content`);
    expect(single).toEqual({ status: 303, location: one?.distribution[0]?.content_url });
    expect(await (await fetch(single.location)).text()).toMatch(/^corner,hour,decibels\n/);
    expect(await download(`datasets/${several?.identifier}/content`)).toMatchObject({ status: 409 });
    const second = await download(`datasets/${several?.identifier}/content/1`);
    expect(await (await fetch(second.location)).text()).toMatch(/^region,country,hectares\n/);
    expect(await download(`datasets/${none?.identifier}/content`)).toMatchObject({ status: 404 });
  });

  test('a link as it was read stays one after it was written back', async () => {
    const [, one] = await datasets();
    const distribution = one?.distribution;
    const identifier = await register('datasets', { name: 'Copy', distribution });
    const { body } = await ask<Asset>(`GET /v2/datasets/${identifier}`, 'alice');
    expect(body.distribution).toEqual(distribution);
  });
});

describe.each(ASSETS)('%s', (kind) => {
  test('from a draft to a published record and back to nothing', async () => {
    const identifier = await register(kind, { name: 'Of the test' });
    expect(identifier).toMatch(new RegExp(`^${KIND_FACTS[kind].prefix}_[0-9A-Za-z]{24}$`));
    const path = `/v2/${kind}/${identifier}`;
    expect((await ask<Asset>(`GET ${path}`, 'alice')).body).toMatchObject({
      identifier,
      platform: 'aiod',
      platform_resource_identifier: identifier,
      aiod_entry: { status: 'draft', editor: [] },
    });
    const { body } = await ask('POST /v2/submissions', 'alice', { asset_identifiers: [identifier] });
    expect((await ask(`PUT ${path}`, 'alice', { name: 'New' })).status).toBe(403);
    const { submission_identifier: number } = body as unknown as { submission_identifier: number };
    expect((await ask(`POST /v2/submissions/retract/${number}`, 'alice')).status).toBe(200);
    expect((await ask(`PUT ${path}`, 'alice', { name: 'New' })).body).toBeNull();
    await publish(identifier);
    const { body: published } = await ask<Asset>(`GET ${path}`);
    expect(published).toMatchObject({ name: 'New', aiod_entry: { status: 'published' } });
    expect(published.platform).toBeUndefined();
    expect((await ask(`DELETE ${path}`, 'bob')).status).toBe(403);
    expect((await ask(`DELETE ${path}`, 'alice')).body).toBeNull();
    expect((await ask(`GET ${path}`)).body.detail).toMatch(
      /not found in the database, because it was deleted\.$/,
    );
  });

  test('an unknown path of it', async () => {
    expect((await ask(`PATCH /v2/${kind}/x`, 'alice', {})).status).toBe(405);
    expect((await ask(`GET /v2/${kind}/x/y`)).body).toEqual({ detail: 'Not Found' });
    expect((await ask(`GET /v1/${kind}`)).status).toBe(404);
  });
});

describe('a record as it was read', () => {
  test('can be sent back without what is read-only, and is the same afterwards', async () => {
    const editor = await register('persons', { name: 'Editor' });
    const contact = await register('contacts', { name: 'Desk', email: ['desk@lab.example'] });
    const part = await register('datasets', { name: 'Part' });
    const identifier = await register('datasets', {
      name: 'Whole',
      contact: [contact],
      has_part: [part],
      license: 'mit',
      media: [{ name: 'cover', content_url: 'https://lab.example/cover.png' }],
      size: { unit: 'Rows', value: 3 },
      aiod_entry: { editor: [editor] },
    });
    const path = `/v2/datasets/${identifier}`;
    const { body: read } = await ask<Asset & Record<string, unknown>>(`GET ${path}`, 'alice');
    const {
      identifier: _,
      ai_asset_identifier,
      ai_resource_identifier,
      contacts,
      aiod_entry,
      ...kept
    } = read;
    const sent = { ...kept, aiod_entry: { editor: aiod_entry.editor } };
    expect((await ask(`PUT ${path}`, 'alice', sent)).body).toBeNull();
    const modified = { ...aiod_entry, date_modified: expect.any(String) };
    expect((await ask(`GET ${path}`, 'alice')).body).toEqual({ ...read, aiod_entry: modified });
    expect((await ask(`PUT ${path}`, 'alice', read)).status).toBe(422);
    // Both ends of a link are one.
    expect((await ask(`GET /v2/datasets/${part}`, 'alice')).body).toMatchObject({ is_part_of: [identifier] });
    await ask(`DELETE /v2/datasets/${part}`, 'alice');
    expect((await ask(`GET ${path}`, 'alice')).body).toMatchObject({ has_part: [] });
  });

  test('loses what is not sent', async () => {
    const identifier = await register('datasets', { name: 'Whole', keyword: ['a'], size: { value: 3 } });
    const path = `/v2/datasets/${identifier}`;
    await ask(`PUT ${path}`, 'alice', { name: 'Rest' });
    const { body } = await ask<Asset>(`GET ${path}`, 'alice');
    expect(body).toMatchObject({ name: 'Rest', keyword: [], size: { value: 3 } });
    expect(body.platform).toBeUndefined();
  });
});

describe('permissions', () => {
  test('let others see, change and delete a draft, step by step', async () => {
    const asset_identifier = await register('contacts', { name: 'Shared' });
    const path = `/v2/contacts/${asset_identifier}`;
    const grant = (permission_type: string | null, user: User = 'alice') =>
      ask('POST /v2/assets/permissions', user, { asset_identifier, user: 'bob', permission_type });
    const may = async () => [
      (await ask(`GET ${path}`, 'bob')).status,
      (await ask(`PUT ${path}`, 'bob', { name: 'Changed' })).status,
    ];
    expect(await may()).toEqual([403, 403]);
    expect((await grant('read', 'bob')).status).toBe(403);
    expect((await grant('read')).body).toBeNull();
    expect(await may()).toEqual([200, 403]);
    await grant('write');
    expect(await may()).toEqual([200, 200]);
    expect((await ask(`GET /v2/assets/permissions/${asset_identifier}`, 'alice')).body).toEqual([
      { name: 'alice', permission: 'admin' },
      { name: 'bob', permission: 'write' },
    ]);
    await grant(null);
    expect(await may()).toEqual([403, 403]);
    await grant('admin');
    expect((await ask(`DELETE ${path}`, 'bob')).status).toBe(200);
  });

  test.each([
    ['oneself', { user: 'alice', permission_type: 'read' }, 422],
    ['nobody', { user: 'nobody', permission_type: 'read' }, 404],
    ['a subject', { user: '0b6f2c1e-5a0d-4c53-9a8e-1d2f3a4b5c6d', permission_type: 'read' }, 200],
    ['a word that is no permission', { user: 'bob', permission_type: 'own' }, 422],
  ])('%s', async (_, given, status) => {
    const asset_identifier = await register('contacts', { name: 'Not shared' });
    const reply = await ask('POST /v2/assets/permissions', 'alice', { asset_identifier, ...given });
    expect(reply.status).toBe(status);
  });

  test('of an asset that does not exist crash the platform', async () => {
    const address = `${under.sandbox.aiodServer}v2/assets/permissions/con_aaaaaaaaaaaaaaaaaaaaaaaa`;
    const authorization = `Bearer ${under.sandbox.aiodToken}`;
    const answer = await fetch(address, { headers: { authorization } });
    expect([answer.status, await answer.text()]).toEqual([500, 'Internal Server Error']);
    expect((await ask('GET /v2/assets/permissions/zzz_1', 'alice')).status).toBe(404);
  });
});

test('a bookmark is set once, and outlives its asset', async () => {
  const resource_identifier = await register('news', { name: 'To be remembered' });
  const path = `/v2/bookmarks?resource_identifier=${resource_identifier}`;
  const { body: bookmark } = await ask(`POST ${path}`, 'bob');
  expect((await ask(`POST ${path}`, 'bob')).body).toEqual(bookmark);
  await ask(`DELETE /v2/news/${resource_identifier}`, 'alice');
  expect((await ask('GET /v2/bookmarks', 'bob')).body).toEqual([bookmark]);
  expect((await ask('GET /v2/bookmarks', 'alice')).body).toEqual([]);
  expect((await ask(`DELETE ${path}`, 'bob')).status).toBe(200);
  expect((await ask(`DELETE ${path}`, 'bob')).status).toBe(200);
  expect((await ask('GET /v2/bookmarks', 'bob')).body).toEqual([]);
  expect((await ask('POST /v2/bookmarks?resource_identifier=news_x', 'bob')).status).toBe(404);
});

test('platforms are for operators, and have numbers', async () => {
  const body = { name: 'of_the_test' };
  expect((await ask('POST /v2/platforms', 'admin', body)).status).toBe(403);
  const { body: created } = await ask<{ identifier: number }>('POST /v2/platforms', 'operator', body);
  expect(created.identifier).toBeTypeOf('number');
  const path = `/v2/platforms/${created.identifier}`;
  expect((await ask(`GET ${path}`)).body).toEqual({ ...body, identifier: String(created.identifier) });
  expect((await ask('POST /v2/platforms', 'operator', body)).status).toBe(409);
  expect((await ask(`GET /v2/platforms/of_the_test/contacts/x`)).status).toBe(400);
  expect((await ask(`DELETE ${path}`, 'operator')).status).toBe(200);
  expect((await ask(`GET ${path}`)).status).toBe(404);
});

test('what is read often is at the top', async () => {
  const [first] = await datasets();
  for (let read = 0; read < 5; read += 1) await ask(`GET /v2/datasets/${first?.identifier}`);
  const { body } = await ask<{ asset_id: string; hits: number }[]>('GET /v2/stats/top/datasets?limit=1');
  expect(body).toEqual([{ asset_id: first?.identifier, hits: expect.any(Number) }]);
  expect((await ask('GET /v2/stats/top/all')).body).toEqual([]);
});

test('contacts of the guarded platform are masked for users, too', async () => {
  const { body } = await ask<Asset[]>('GET /v2/contacts?limit=100', 'alice');
  const masked = body.filter(({ email = [] }) => email.includes('******'));
  expect(masked.map(({ platform }) => platform)).toEqual(['ai4europe_cms', 'ai4europe_cms']);
});

test('search finds words, in the fields and platforms that are named', async () => {
  const search = async (query: string) => {
    const { body } = await ask<{ resources: Asset[] }>(`GET /v2/search/datasets?${query}`);
    return body.resources.map(({ name }) => name);
  };
  expect(await search('search_query=CROP%20yields')).toEqual(['European crop yields']);
  expect(await search('search_query=corners')).toEqual(['City noise levels']);
  expect(await search('search_query=corners&search_fields=name')).toEqual([]);
  expect(await search('search_query=yields%20crop&exact_match=true')).toEqual([]);
  expect(await search('search_query=grid&platforms=openml')).toEqual([]);
  expect((await ask('GET /v2/search/datasets?search_query=a&platforms=nowhere')).status).toBe(400);
});

describe('versions', () => {
  test('only v2 has the path that submits one asset, and the older name of the budget', async () => {
    const contact = await register('contacts', { name: 'Versions' });
    expect((await ask(`POST /v3/contacts/submit/${contact}`, 'alice')).status).toBe(404);
    expect((await ask(`POST /v2/contacts/submit/${contact}`, 'alice')).status).toBe(200);
    const project = await register('projects', { name: 'Budget', total_cost_euro: 5 });
    const { body: older } = await ask(`GET /v2/projects/${project}`, 'alice');
    expect(older).toMatchObject({ total_cost_euro: 5, total_cost_euros: 5 });
    const { body: newer } = await ask(`GET /v3/projects/${project}`, 'alice');
    expect(newer).not.toHaveProperty('total_cost_euro');
    expect((await ask(`GET /projects/${project}`, 'alice')).body).toEqual(newer);
  });

  test.each(['v2', 'v3'])('%s describes itself', async (version) => {
    const { body } = await ask(`GET /${version}/openapi.json`);
    const { operations } = compileDescription(JSON.stringify(body), { platform: 'aiod', version });
    const requests = operations.map(({ verb, path }) => `${verb} ${path}`);
    expect(requests).toEqual(
      expect.arrayContaining(['GET /contacts', 'PUT /datasets/{identifier}', 'POST /submissions']),
    );
    expect(requests).not.toContain('GET /contacts/{identifier}/content');
  });
});
