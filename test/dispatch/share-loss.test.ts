import { describe, expect, it } from 'vitest';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import type { Arguments } from '../../src/tools/operation.ts';
import { confirmed, useConfirmingSandbox } from '../support/confirming-sandbox.ts';
import { operationOf } from '../support/refusals.ts';
import { argumentsFor } from '../support/world.ts';

const sandbox = useConfirmingSandbox();
const GRANTS = operations.filter(({ effect, path }) => effect === 'share' && /\/shares\/\w+$/.test(path));

it('a grant exists for each mount, to users and to groups', () => {
  expect(GRANTS).toHaveLength(20);
});

describe.each(GRANTS.map(({ name }) => name))('%s', (name) => {
  const isToUsers = name.endsWith('_users');
  const ids = isToUsers ? { user_ids: [2104, 2105] } : { group_ids: [302, 303] };
  const argumentsOf = async (permission_level: string): Promise<Arguments> => {
    const inPath = await argumentsFor(operationOf(name), sandbox.value);
    return { ...inPath, ...ids, permission_level };
  };

  it('is asked about where it lowers a permission, and nowhere else', async () => {
    await sandbox.call('auto', name, await argumentsOf('write'));
    await sandbox.call('auto', name, await argumentsOf('manage'));
    const args = await argumentsOf('read');
    const refused = await sandbox.refusal('auto', name, args);
    const [one] = Object.values(ids)[0] ?? [];
    expect(refused.message).toContain('Its effect: This lowers the permission of "');
    expect(refused.message).toContain(` (id ${one}) from manage, "`);
    expect(refused.message).toContain(' from manage to read');
    const bound = await sandbox.refusal('no-destructive', name, args);
    expect([bound.kind, bound.details.hint]).toEqual([
      'not_allowed',
      expect.stringContaining('--no-destructive'),
    ]);
    const changes = await sandbox.changes(() => sandbox.call('auto', name, confirmed(args, refused)));
    expect(changes).toEqual([expect.stringMatching(/ grants$/)]);
    expect(await sandbox.changes(() => sandbox.call('auto', name, args))).toEqual([]);
  });
});
