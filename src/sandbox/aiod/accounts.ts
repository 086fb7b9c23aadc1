import { AiodError } from './aiod-error.ts';

/** A user of the catalogue, as the login service knows it. */
export interface Account {
  readonly name: string;
  readonly roles: readonly string[];
}

const DEFAULT_ROLE = 'default-roles-aiod';
const REVIEWER_ROLE = 'review_aiod_resources';
const ADMIN_ROLE = 'full_admin';
const CONNECTOR_ROLE = 'platform_';

/** The token of an ordinary user, which the sandbox gives out. */
export const AIOD_TOKEN = 'sandbox-aiod-token';

/** Users by their tokens, so that both sides of a review can be tried. */
const ACCOUNTS: ReadonlyMap<string, Account> = new Map([
  [AIOD_TOKEN, account('alice')],
  [`${AIOD_TOKEN}-bob`, account('bob')],
  [`${AIOD_TOKEN}-reviewer`, account('reviewer', REVIEWER_ROLE)],
  [`${AIOD_TOKEN}-admin`, account('admin', ADMIN_ROLE)],
  [
    `${AIOD_TOKEN}-connector`,
    account('connector', `${CONNECTOR_ROLE}example`, `${CONNECTOR_ROLE}huggingface`),
  ],
  [`${AIOD_TOKEN}-operator`, account('operator', 'create_platforms', 'update_platforms', 'delete_platforms')],
]);

function account(name: string, ...roles: readonly string[]): Account {
  return { name, roles: [...roles, DEFAULT_ROLE] };
}

/** The user whom a header names; the platform's word for what is wrong with it otherwise. */
export function authenticate(authorization: string | undefined): Account | string {
  const token = /^Bearer (.*)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return 'No token found';
  return ACCOUNTS.get(token) ?? 'Invalid userinfo or inactive user';
}

/** @throws AiodError 401 where the request is of nobody. */
export function requireAccount(user: Account | string): Account {
  if (typeof user !== 'string') return user;
  throw new AiodError(401, `${user} - This endpoint requires authorization. You need to be logged in.`);
}

/** Where login is optional, an invalid token counts as none. */
export function accountOrNull(user: Account | string): Account | null {
  return typeof user === 'string' ? null : user;
}

export function isAccountName(name: string): boolean {
  return [...ACCOUNTS.values()].some((each) => each.name === name);
}

export function isAdmin({ roles }: Account): boolean {
  return roles.includes(ADMIN_ROLE);
}

export function isReviewer({ roles }: Account): boolean {
  return roles.includes(REVIEWER_ROLE) || roles.includes(ADMIN_ROLE);
}

/** Whether the user registers what comes from other platforms. */
export function isConnector({ roles }: Account): boolean {
  return roles.some((role) => role.startsWith(CONNECTOR_ROLE));
}

export function connects({ roles }: Account, platform: unknown): boolean {
  return typeof platform === 'string' && roles.includes(`${CONNECTOR_ROLE}${platform}`);
}
