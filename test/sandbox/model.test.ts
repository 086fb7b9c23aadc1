import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SandboxUnderTest } from '../support/sandbox.ts';

/** A collection under test: where it is, what makes an object, and what may be done with it. */
interface Collection {
  readonly path: string;
  /** The body that creates an object of that name. */
  readonly body: (name: string) => Record<string, unknown>;
  /** The body that renames one; left out where the collection cannot. */
  readonly renamed?: (name: string) => Record<string, unknown>;
  readonly verb?: 'PATCH' | 'PUT';
  readonly name: string;
  readonly shares: boolean;
  readonly archives: boolean;
  readonly deletes: boolean;
}

const importOf = (name: string) => ({ name, syncType: 'Dbsync', isOutbound: false });
const snippetOf = (name: string) => ({ name, type: 'Code::R', body: 'x', readme: 'x' });

const COLLECTIONS: readonly Collection[] = [
  {
    path: '/codes',
    body: snippetOf,
    renamed: (name) => ({ name }),
    verb: 'PATCH',
    name: 'name',
    shares: false,
    archives: false,
    deletes: true,
  },
  {
    path: '/imports',
    body: importOf,
    renamed: importOf,
    verb: 'PUT',
    name: 'name',
    shares: true,
    archives: true,
    deletes: false,
  },
  {
    path: '/notebooks',
    body: (name) => ({ name }),
    renamed: (name) => ({ name }),
    verb: 'PATCH',
    name: 'name',
    shares: true,
    archives: true,
    deletes: false,
  },
  {
    path: '/models',
    body: (name) => ({ modelName: name }),
    renamed: (name) => ({ modelName: name }),
    verb: 'PATCH',
    name: 'modelName',
    shares: true,
    archives: true,
    deletes: false,
  },
  {
    path: '/media/spot_orders',
    body: (name) => ({ body: name }),
    name: '',
    shares: true,
    archives: true,
    deletes: false,
  },
];

const LEVELS = ['read', 'write', 'manage'] as const;
const ROLES = { read: 'readers', write: 'writers', manage: 'owners' } as const;
const USERS = [2103, 2104, 2105];

const byNumber = (one: number, other: number) => one - other;

interface Thing {
  readonly id: number;
  name: string;
  archived: boolean;
  readonly levels: Map<number, (typeof LEVELS)[number]>;
}

/** What the model knows: the things that it made, by their place in it. */
interface Model {
  readonly things: Thing[];
}

interface Real {
  readonly under: SandboxUnderTest;
  readonly collection: Collection;
  /** Objects that were there before. */
  readonly others: Set<number>;
}

type Step = fc.AsyncCommand<Model, Real>;

const under = new SandboxUnderTest();
beforeAll(() => under.start({}));
afterAll(() => under.sandbox.close());

async function idsListed({ collection, others }: Real, archived: boolean): Promise<number[]> {
  const paged = collection.path === '/codes' || collection.path === '/media/spot_orders' ? '' : '&limit=50';
  const reply = await under.civis<{ id: number }[]>(`GET ${collection.path}?archived=${archived}${paged}`);
  return reply.body.map(({ id }) => id).filter((id) => !others.has(id));
}

async function read({ collection }: Real, { id }: Thing) {
  return under.civis<Record<string, unknown>>(`GET ${collection.path}/${id}`);
}

/** A step on one of the things that there are. */
function onThing(
  name: string,
  pick: number,
  allowed: (collection: Collection) => boolean,
  act: (real: Real, thing: Thing, model: Model) => Promise<void>,
): Step {
  return {
    check: ({ things }) => things.length > 0,
    run: async (model, real) => {
      const thing = model.things[pick % model.things.length];
      if (thing !== undefined && allowed(real.collection)) await act(real, thing, model);
    },
    toString: () => `${name}(${pick})`,
  };
}

const create = (name: string): Step => ({
  check: ({ things }) => things.length < 20,
  run: async ({ things }, real) => {
    const known = new Set((await idsListed(real, false)).concat(await idsListed(real, true)));
    const reply = await under.civis(`POST ${real.collection.path}`, { body: real.collection.body(name) });
    expect(reply.status).toBeLessThan(300);
    const [id, ...more] = (await idsListed(real, false)).filter((each) => !known.has(each));
    expect(more).toEqual([]);
    things.push({ id: id ?? 0, name, archived: false, levels: new Map() });
  },
  toString: () => `create(${name})`,
});

const list: Step = {
  check: () => true,
  run: async ({ things }, real) => {
    for (const archived of real.collection.archives ? [false, true] : [false]) {
      const expected = things.filter((thing) => thing.archived === archived).map(({ id }) => id);
      expect((await idsListed(real, archived)).sort(byNumber)).toEqual(expected.sort(byNumber));
    }
  },
  toString: () => 'list',
};

const rename = (pick: number, name: string) =>
  onThing(
    'rename',
    pick,
    ({ renamed }) => renamed !== undefined,
    async (real, thing) => {
      const { path, verb, renamed } = real.collection;
      const reply = await under.civis(`${verb} ${path}/${thing.id}`, { body: renamed?.(name) });
      expect(reply.status).toBeLessThan(300);
      thing.name = name;
      expect((await read(real, thing)).body[real.collection.name]).toBe(name);
    },
  );

const archive = (pick: number, status: boolean) =>
  onThing(
    'archive',
    pick,
    ({ archives }) => archives,
    async (real, thing) => {
      const reply = await under.civis<{ archived: boolean }>(
        `PUT ${real.collection.path}/${thing.id}/archive`,
        { body: { status } },
      );
      expect(reply.body.archived).toBe(status);
      thing.archived = status;
    },
  );

const share = (pick: number, user: number, level: (typeof LEVELS)[number]) =>
  onThing(
    'share',
    pick,
    ({ shares }) => shares,
    async (real, thing) => {
      const body = { userIds: [user], permissionLevel: level };
      await under.civis(`PUT ${real.collection.path}/${thing.id}/shares/users`, { body });
      thing.levels.set(user, level);
      await expectLevels(real, thing);
    },
  );

const unshare = (pick: number, user: number) =>
  onThing(
    'unshare',
    pick,
    ({ shares }) => shares,
    async (real, thing) => {
      const reply = await under.civis(`DELETE ${real.collection.path}/${thing.id}/shares/users/${user}`);
      expect(reply.status).toBe(thing.levels.delete(user) ? 204 : 404);
      await expectLevels(real, thing);
    },
  );

async function expectLevels({ collection }: Real, { id, levels }: Thing): Promise<void> {
  type Holders = Record<(typeof ROLES)[keyof typeof ROLES], { users: { id: number }[] }>;
  const [held] = (await under.civis<[Holders]>(`GET ${collection.path}/${id}/shares`)).body;
  for (const level of LEVELS) {
    const expected = USERS.filter((user) => levels.get(user) === level);
    const users = held[ROLES[level]].users.map((user) => user.id).filter((user) => USERS.includes(user));
    expect(users.sort(byNumber)).toEqual(expected);
  }
}

const remove = (pick: number) =>
  onThing(
    'remove',
    pick,
    ({ deletes }) => deletes,
    async (real, thing, { things }) => {
      expect((await under.civis(`DELETE ${real.collection.path}/${thing.id}`)).status).toBe(204);
      things.splice(things.indexOf(thing), 1);
      expect((await read(real, thing)).status).toBe(404);
    },
  );

const pick = fc.nat({ max: 30 });
const name = fc.stringMatching(/^[A-Za-z][a-z0-9 ]{0,11}$/);
const user = fc.constantFrom(...USERS);
const steps = fc.commands(
  [
    name.map(create),
    fc.constant(list),
    fc.tuple(pick, name).map((given) => rename(...given)),
    fc.tuple(pick, fc.boolean()).map((given) => archive(...given)),
    fc.tuple(pick, user, fc.constantFrom(...LEVELS)).map((given) => share(...given)),
    fc.tuple(pick, user).map((given) => unshare(...given)),
    pick.map(remove),
  ],
  { maxCommands: 25 },
);

test.each(COLLECTIONS.map((collection) => [collection.path, collection] as const))(
  '%s agrees with a simple model, whatever is done in whichever order',
  async (_, collection) => {
    await fc.assert(
      fc.asyncProperty(steps, async (given) => {
        const real: Real = { under, collection, others: new Set() };
        for (const archived of [false, true]) {
          for (const id of await idsListed(real, archived)) real.others.add(id);
        }
        await fc.asyncModelRun(() => ({ model: { things: [] }, real }), given);
      }),
      { numRuns: 12 },
    );
  },
);
