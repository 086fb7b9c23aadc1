import type { Grants, Group, User } from '../state/entities.ts';
import type { Store } from '../state/store.ts';

/** The analytics team of a retailer. The first one is the sandbox's user. */
const USERS = [
  ['Ada Lindqvist', 'alindqvist', ['Analytics', 'Marketing Science']],
  ['Ben Okafor', 'bokafor', ['Data Engineering']],
  ['Carla Moreno', 'cmoreno', ['Analytics']],
  ['Daniel Weiss', 'dweiss', ['Data Engineering']],
  ['Elena Petrova', 'epetrova', ['Marketing Science']],
  ['Farid Haddad', 'fhaddad', ['Data Engineering', 'Analytics']],
  ['Grace Nakamura', 'gnakamura', ['Analytics']],
  ['Henrik Dahl', 'hdahl', ['Marketing Science']],
  ['Ines Carvalho', 'icarvalho', ['Analytics']],
  ['Jonas Brandt', 'jbrandt', ['Data Engineering']],
  ['Kavita Rao', 'krao', ['Marketing Science', 'Analytics']],
  ['Liam Doyle', 'ldoyle', ['Analytics']],
] as const;

const GROUPS = ['Analytics', 'Data Engineering', 'Marketing Science'] as const;

export type GroupName = (typeof GROUPS)[number];
export type Username = (typeof USERS)[number][1];

export interface SeedUsers {
  readonly user: (username: Username) => User;
  /** The first of a user's groups, which manages the user's jobs. */
  readonly mainGroupOf: (username: Username) => Group;
  readonly group: (name: GroupName) => Group;
}

export const SAMPLE_USER: Username = 'alindqvist';

export function seedUsers(store: Store, since: string): SeedUsers {
  const groups = new Map(
    GROUPS.map((name) => [
      name,
      store.groups.insert({
        id: store.groups.nextId(),
        scope: '',
        name,
        slug: name.toLowerCase().replaceAll(' ', '-'),
        description: null,
        organization_id: 41,
        organization_name: 'Harbor & Pine',
        created_at: since,
        updated_at: since,
      }),
    ]),
  );
  const users = new Map(
    USERS.map(([name, username, memberOf]) => [
      username,
      store.users.insert({
        id: store.users.nextId(),
        scope: '',
        name,
        username,
        user: username,
        email: `${username}@harborpine.example`,
        active: true,
        initials: initialsOf(name),
        online: null,
        created_at: since,
        updated_at: since,
        last_seen_at: null,
        teams: memberOf.map((name) => getOrThrow(groups, name).id),
      }),
    ]),
  );
  for (const group of groups.values()) {
    const members = [...users.values()].filter((user) => user.teams.includes(group.id));
    group['members'] = members.map(({ id }) => id);
    const managers = members.filter(({ username }) => username === SAMPLE_USER);
    group['grants'] = {
      users: new Map(managers.map(({ id }) => [id, 'manage'])),
      groups: new Map([...groups.values()].map(({ id }) => [id, 'read'])),
    } satisfies Grants;
  }
  const mainGroups = new Map(USERS.map(([, username, [mainGroup]]) => [username, mainGroup]));
  return {
    user: (username) => getOrThrow(users, username),
    mainGroupOf: (username) => getOrThrow(groups, getOrThrow(mainGroups, username)),
    group: (name) => getOrThrow(groups, name),
  };
}

function initialsOf(name: string): string {
  return name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('');
}

function getOrThrow<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The seed data has no ${String(key)}.`);
  return value;
}
