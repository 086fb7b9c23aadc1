import type { Grants, Group, User } from '../records.ts';
import type { Store } from '../store.ts';

/** The analytics team of a retailer. The first one is the sandbox's user. */
const PEOPLE = [
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

const TEAMS = ['Analytics', 'Data Engineering', 'Marketing Science'] as const;

export type TeamName = (typeof TEAMS)[number];
export type Username = (typeof PEOPLE)[number][1];

export interface People {
  readonly person: (username: Username) => User;
  /** The first of a person's teams: the one that owns what they make. */
  readonly teamOf: (username: Username) => Group;
  readonly team: (name: TeamName) => Group;
}

export const SAMPLE_USER: Username = 'alindqvist';

export function addPeople(store: Store, since: string): People {
  const teams = new Map(
    TEAMS.map((name) => [
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
  const people = new Map(
    PEOPLE.map(([name, username, memberOf]) => [
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
        teams: memberOf.map((team) => find(teams, team).id),
      }),
    ]),
  );
  for (const team of teams.values()) {
    const members = [...people.values()].filter((person) => person.teams.includes(team.id));
    team['members'] = members.map(({ id }) => id);
    team['grants'] = { users: new Map(), groups: new Map([[team.id, 'read']]) } satisfies Grants;
  }
  const homes = new Map(PEOPLE.map(([, username, [home]]) => [username, home]));
  return {
    person: (username) => find(people, username),
    teamOf: (username) => find(teams, find(homes, username)),
    team: (name) => find(teams, name),
  };
}

function initialsOf(name: string): string {
  return name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('');
}

function find<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`The world has no ${String(key)}.`);
  return value;
}
