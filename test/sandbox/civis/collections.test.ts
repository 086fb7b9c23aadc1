import { describe, expect, test } from 'vitest';
import { servedOperations } from '../../../src/sandbox/served-operations.ts';
import { useSandbox } from '../../support/sandbox.ts';

interface Code {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly body?: string;
  readonly score?: number | null;
}

interface Address {
  readonly id: number;
  readonly subnetMask: string;
  readonly isActive: boolean;
}

const under = useSandbox();
const SNIPPET = { name: 'Median', type: 'Code::R', body: 'median(x)', readme: '# Median', score: 7 };

describe('code snippets', () => {
  const list = async (query = '') => (await under.civis<Code[]>(`GET /codes${query}`)).body;
  const add = async (): Promise<number> => {
    const known = new Set((await list()).map(({ id }) => id));
    const reply = await under.civis('POST /codes', { body: SNIPPET });
    expect(reply.status).toBe(204);
    expect(reply.body).toBeUndefined();
    return (await list()).find(({ id }) => !known.has(id))?.id ?? 0;
  };

  test('are created, changed, replaced and deleted', async () => {
    const id = await add();
    expect((await under.civis<Code>(`GET /codes/${id}`)).body).toMatchObject({ id, ...SNIPPET });

    expect((await under.civis(`PATCH /codes/${id}`, { body: { name: 'Mode' } })).status).toBe(204);
    expect((await under.civis<Code>(`GET /codes/${id}`)).body).toMatchObject({ ...SNIPPET, name: 'Mode' });

    const { score: _, ...unscored } = SNIPPET;
    const replaced = await under.civis<Code>(`PUT /codes/${id}`, { body: unscored });
    expect(replaced.status).toBe(200);
    expect(replaced.body).toMatchObject({ ...unscored, score: null });

    expect((await under.civis(`DELETE /codes/${id}`)).status).toBe(204);
    expect((await under.civis(`GET /codes/${id}`)).status).toBe(404);
    expect((await list()).map((code) => code.id)).not.toContain(id);
  });

  test.each(['POST', 'PUT', 'PATCH'])('%s refuses a type that does not exist', async (verb) => {
    const id = await add();
    const path = verb === 'POST' ? '/codes' : `/codes/${id}`;
    const before = await list();
    const reply = await under.civis(`${verb} ${path}`, { body: { ...SNIPPET, type: 'Code::Cobol' } });
    expect(reply).toMatchObject({ status: 422, body: { error: 'invalid_resource', code: 422 } });
    expect(await list()).toEqual(before);
  });

  test('POST names everything that is missing', async () => {
    const reply = await under.civis<{ errorDescription: string }>('POST /codes', { body: { name: 'x' } });
    expect(reply.status).toBe(422);
    for (const name of ['type', 'body', 'readme']) {
      expect(reply.body.errorDescription).toContain(`${name} is missing`);
    }
  });

  test('are listed by type, by whether they are featured, and as many as asked for', async () => {
    const types = new Set((await list('?type=Code::Sql')).map(({ type }) => type));
    expect([...types]).toEqual(['Code::Sql']);
    expect((await list('?featured=true')).length).toBe(2);
    expect((await list('?limit=3')).length).toBe(3);
  });
});

describe('databases', () => {
  const first = async () => (await under.civis<{ id: number }[]>('GET /databases')).body[0]?.id;

  test('have schemas of their own', async () => {
    const [one, other] = (await under.civis<{ id: number }[]>('GET /databases')).body;
    const schemas = async (id?: number) =>
      (await under.civis<{ schema: string }[]>(`GET /databases/${id}/schemas`)).body.map(
        ({ schema }) => schema,
      );
    expect(await schemas(one?.id)).toContain('marketing');
    expect(await schemas(other?.id)).not.toContain('marketing');
  });

  test('addresses are allowed, read and taken back', async () => {
    const path = `/databases/${await first()}/whitelist-ips`;
    const added = await under.civis<Address>(`POST ${path}`, { body: { subnetMask: '198.51.100.99' } });
    expect(added).toMatchObject({ status: 201, body: { subnetMask: '198.51.100.99/32', isActive: true } });
    const own = `${path}/${added.body.id}`;
    expect((await under.civis(`GET ${own}`)).body).toEqual(added.body);
    expect((await under.civis<Address[]>(`GET ${path}`)).body.map(({ id }) => id)).toContain(added.body.id);
    expect((await under.civis(`DELETE ${own}`)).status).toBe(204);
    expect((await under.civis(`GET ${own}`)).status).toBe(404);
  });

  test('an address of one database is none of another', async () => {
    const [one, other] = (await under.civis<{ id: number }[]>('GET /databases')).body;
    const [address] = (await under.civis<Address[]>(`GET /databases/${one?.id}/whitelist-ips`)).body;
    expect((await under.civis(`GET /databases/${other?.id}/whitelist-ips/${address?.id}`)).status).toBe(404);
  });

  test.each(['everyone', '203.0.113.7/33', '203.0.113', '203.0.113.7/8/8', ''])(
    '%j is no address',
    async (mask) => {
      const reply = await under.civis(`POST /databases/${await first()}/whitelist-ips`, {
        body: { subnetMask: mask },
      });
      expect(reply.status).toBe(422);
    },
  );
});

test('the description tells of every operation and of nothing else', async () => {
  const { body } = await under.civis<{ swagger: string; paths: Record<string, Record<string, unknown>> }>(
    'GET /endpoints',
  );
  expect(body.swagger).toBe('2.0');
  const described = Object.entries(body.paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
  );
  const known = servedOperations('civis').map(({ verb, path }) => `${verb} ${path}`);
  expect(described.sort()).toEqual([...new Set(known)].sort());
});

describe('what is created names what there is', () => {
  const hosts = async () => {
    const [database] = (await under.civis<{ id: number }[]>('GET /databases')).body;
    const [credential] = (await under.civis<{ id: number }[]>('GET /credentials')).body;
    return { remoteHostId: database?.id ?? 0, credentialId: credential?.id ?? 0 };
  };
  const table = { schema: 'customers', table: 'addresses' };

  test.each([
    ['a database that is none', { remoteHostId: 1 }, {}],
    ['a credential that is none', { credentialId: 1 }, {}],
    ['NCOA without its credential', {}, { performNcoa: true }],
    ['no default columns and none of its own', {}, { useDefaultColumnMapping: false }],
    ['an output that needs NCOA', {}, { outputLevel: 'ncoa' }],
  ])('an enhancement of %s is refused', async (_, change, more) => {
    const source = { databaseTable: { ...table, ...(await hosts()), ...change } };
    const body = { name: 'x', source, ...more };
    expect((await under.civis('POST /enhancements/cass-ncoa', { body })).status).toBe(422);
  });

  test('an enhancement without a destination writes beside its source', async () => {
    const body = { name: 'x', source: { databaseTable: { ...table, ...(await hosts()) } } };
    const reply = await under.civis('POST /enhancements/cass-ncoa', { body });
    expect(reply).toMatchObject({
      status: 201,
      body: {
        type: 'CASS-NCOA',
        state: 'idle',
        destination: { databaseTable: { schema: 'customers', table: 'addresses_cass' } },
        columnMapping: { address1: 'address1', zip: 'zip' },
      },
    });
  });

  test('a credential keeps its secret, is named after its user, and knows its host', async () => {
    const { remoteHostId } = await hosts();
    const body = { type: 'Database', username: 'reader', password: 'hidden-word', remoteHostId };
    const reply = await under.civis<{ id: number }>('POST /credentials', { body });
    expect(reply).toMatchObject({
      status: 201,
      body: { name: 'reader', owner: 'alindqvist', remoteHostName: 'Harbor Redshift' },
    });
    expect(JSON.stringify((await under.civis(`GET /credentials/${reply.body.id}`)).body)).not.toContain(
      'hidden',
    );
    const wrong = { ...body, type: 'Sesame' };
    expect((await under.civis('POST /credentials', { body: wrong })).status).toBe(422);
    expect((await under.civis(`POST /credentials/${reply.body.id}/temporary`)).status).toBe(422);
  });

  test('imports show the names of their hosts, and are listed by them and by their type', async () => {
    const side = await hosts();
    const body = {
      name: 'Named',
      syncType: 'Salesforce',
      isOutbound: false,
      source: side,
      destination: side,
    };
    const made = await under.civis<{ id: number }>('POST /imports', { body });
    expect(made.body).toMatchObject({
      source: { ...side, name: 'Harbor Redshift' },
      jobType: 'JobTypes::Import',
    });
    const ids = async (query: string) =>
      (await under.civis<{ id: number }[]>(`GET /imports?${query}`)).body.map(({ id }) => id);
    expect(await ids('type=Salesforce')).toEqual([made.body.id]);
    expect(await ids(`destination=${side.remoteHostId}`)).toContain(made.body.id);
    expect(await ids('destination=1')).toEqual([]);
    const source = { ...side, remoteHostId: 1 };
    expect((await under.civis('POST /imports', { body: { ...body, source } })).status).toBe(422);
  });

  test('a sync belongs to its import and gets a path', async () => {
    const [imported] = (await under.civis<{ id: number }[]>('GET /imports')).body;
    const body = {
      source: { databaseTable: { schema: 'public', table: 'leads' } },
      destination: { databaseTable: { schema: 'landing', table: 'leads' } },
    };
    const reply = await under.civis<{ id: number }>(`POST /imports/${imported?.id}/syncs`, { body });
    expect(reply).toMatchObject({ status: 201, body: { destination: { path: 'landing.leads' } } });
    const { syncs } = (await under.civis<{ syncs: { id: number }[] }>(`GET /imports/${imported?.id}`)).body;
    expect(syncs.at(-1)).toEqual(reply.body);
  });
});
