import { expect } from 'vitest';
import { type HostWithPlatform, startHostWithPlatform } from './host-with-platform.ts';
import type { Host } from './hosts.ts';
import { answer, type FakePlatform, type Respond } from './platform.ts';

/** A platform on which everything has a name. */
const NAMED: Readonly<Record<string, unknown>> = {
  '/jobs/5': { id: 5, name: 'Nightly orders' },
  '/imports/6': { id: 6, name: 'Import of\nleads', parentId: 5, syncs: [] },
  '/v2/contacts/con_1': { identifier: 'con_1', name: 'Ada Lovelace' },
  '/jobs/5/shares': [{ writers: { users: [{ id: 9, name: 'Grace Hopper' }], groups: [] } }],
};

export const respond: Respond = ({ verb, target }, response) => {
  if (verb !== 'GET') return answer(response, 200, { id: 6, name: 'Import of leads' });
  return NAMED[target] === undefined
    ? answer(response, 404, { errorDescription: 'gone' })
    : answer(response, 200, NAMED[target]);
};

export const changes = ({ received }: FakePlatform) =>
  received.filter(({ verb }) => verb !== 'GET').map(({ verb, target }) => `${verb} ${target}`);

export const REVOKE = { name: 'civis_jobs_delete_shares_users', args: { id: 5, user_id: 9 } } as const;
export const REVOKED = 'DELETE /jobs/5/shares/users/9';

export async function stageWith(
  options: Parameters<typeof startHostWithPlatform>[0],
): Promise<HostWithPlatform> {
  const stage = await startHostWithPlatform(options);
  stage.respondWith(respond);
  return stage;
}

export function tokenOf(result: Awaited<ReturnType<Host['call']>>): string {
  const { error } = result.structuredContent as { error: { confirm_token?: string } };
  return error.confirm_token ?? expect.fail('no confirm_token');
}

export function flipped(token: string): string {
  return `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`;
}
