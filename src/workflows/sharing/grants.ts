import { isObject, toText } from '../../json.ts';
import { permissionLevels } from '../../tools/parameters.ts';
import { listSome } from '../../wording.ts';
import { quoteFirstLine } from '../quote-text.ts';
import { type Principal, parsePrincipals } from './resolve-principals.ts';

export type Level = (typeof permissionLevels)[number];
export type PrincipalType = 'users' | 'groups';

/** A user or a group with its permission on an object. */
export interface Grant extends Principal {
  readonly level: Level;
}

export type Grants = Readonly<Record<PrincipalType, readonly Grant[]>>;

const ROLE_FIELDS: Readonly<Record<Level, string>> = { manage: 'owners', write: 'writers', read: 'readers' };
/** Characters of a name in a question or an error. */
const MAX_NAME_CHARS = 80;
/** The parameters of the operations that grant a permission. */
export const ID_PARAMETERS: Readonly<Record<PrincipalType, string>> = {
  users: 'user_ids',
  groups: 'group_ids',
};

/** Who has which permission, in a list of an object's shares, the highest level first. */
export function parseGrants(value: unknown): Grants {
  const roles: unknown = Array.isArray(value) ? value[0] : value;
  const grantsOf = (principalType: PrincipalType) =>
    (['manage', 'write', 'read'] as const).flatMap((level) => {
      const role = isObject(roles) ? roles[ROLE_FIELDS[level]] : undefined;
      return parsePrincipals(isObject(role) ? role[principalType] : []).map((each) => ({ ...each, level }));
    });
  return { users: grantsOf('users'), groups: grantsOf('groups') };
}

/** Those of these ids who have more than this level now. A level that is not known is lower than any. */
export function higherGrants(grants: readonly Grant[], ids: readonly unknown[], level: unknown): Grant[] {
  const wanted = new Set(ids.map(toText));
  const rank = (each: unknown) => (permissionLevels as readonly unknown[]).indexOf(each);
  return grants.filter((grant) => wanted.has(toText(grant.id)) && rank(grant.level) > rank(level));
}

/** `"Ada" (id 7) from manage, "Data" (id 30) from write` */
export function formatGrants(grants: readonly Grant[], verb: 'has' | 'from'): string {
  return listSome(
    grants.map(
      ({ id, name, level }) => `${quoteFirstLine(name, MAX_NAME_CHARS)} (id ${id}) ${verb} ${level}`,
    ),
  );
}
