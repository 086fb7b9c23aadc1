import { describe, expect, it } from 'vitest';
import { callErrorOf, type ToolResult, useSandboxTools } from '../../support/tool-caller.ts';

const tools = useSandboxTools();
const call = (name: string, args: ToolResult = {}) => tools.call(name, args);
const rows = async (name: string, args: ToolResult = {}) =>
  (await call(name, args)) as unknown as ToolResult[];
const names = (values: unknown) => (values as ToolResult[]).map(({ name }) => name);

describe('people', () => {
  it('who you are, and who is in a group, is one call', async () => {
    const me = await call('civis_users_list_me');
    expect(me).toMatchObject({ name: 'Ada Lindqvist', organization_name: 'Harbor & Pine' });
    expect(names(me['groups'])).toEqual(['Analytics', 'Marketing Science']);
    const [group] = await rows('civis_groups_list', { query: 'Data', include_members: true });
    expect(names(group?.['members'])).toEqual(['Ben Okafor', 'Daniel Weiss', 'Farid Haddad', 'Jonas Brandt']);
  });

  it.each([
    [{ query: 'liam' }, ['Liam Doyle']],
    [{ group_id: 302 }, ['Ben Okafor', 'Daniel Weiss', 'Farid Haddad', 'Jonas Brandt']],
    [{ account_status: 'inactive' }, []],
  ])('users by %j', async (args, expected) => {
    expect(names(await rows('civis_users_list', args))).toEqual(expected);
  });

  it('a member joins and leaves a group, which shows at the user too', async () => {
    const groupsOf = async () => names((await call('civis_users_get', { id: 2102 }))['groups']);
    const joined = await call('civis_groups_put_members', { id: 301, user_id: 2102 });
    expect(names(joined['members'])).toContain('Ben Okafor');
    expect(await groupsOf()).toEqual(['Data Engineering', 'Analytics']);
    await call('civis_groups_delete_members', { id: 301, user_id: 2102 });
    expect(await groupsOf()).toEqual(['Data Engineering']);
    const foreign = callErrorOf(call('civis_groups_put_members', { id: 302, user_id: 2101 }));
    expect((await foreign).kind).toBe('forbidden');
  });

  it('a group that is created can be changed and replaced', async () => {
    const { id } = await call('civis_groups_post', { name: 'Pricing Team' });
    await call('civis_groups_patch', { id, description: 'Prices' });
    expect(await call('civis_groups_get', { id })).toMatchObject({
      slug: 'pricing-team',
      description: 'Prices',
    });
    await call('civis_groups_put', { id, name: 'Pricing' });
    const replaced = await call('civis_groups_get', { id });
    expect(replaced).toMatchObject({ name: 'Pricing', slug: 'pricing-team', description: null, members: [] });
  });

  it('an API key of one’s own is listed without the key, and revoked', async () => {
    const { id, token } = await call('civis_users_post_api_keys', { id: 'me', name: 'CI', expires_in: 60 });
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const [listed] = await rows('civis_users_list_api_keys', { id: 'me' });
    expect(listed).toMatchObject({ id, name: 'CI', active: true });
    expect(listed).not.toHaveProperty('token');
    await call('civis_users_delete_api_keys', { id: '2101', key_id: id });
    expect(await call('civis_users_get_api_keys', { id: 'me', key_id: id })).toMatchObject({ active: false });
    const foreign = callErrorOf(call('civis_users_list_api_keys', { id: '2102' }));
    expect((await foreign).kind).toBe('forbidden');
  });

  it('what administrators do is refused', async () => {
    const refused = callErrorOf(call('civis_users_patch', { id: 2102, city: 'Oslo' }));
    expect((await refused).kind).toBe('forbidden');
  });
});

it('remote hosts and git repositories are kept like other objects', async () => {
  const host = { name: 'Lake', type: 'RemoteHostTypes::S3Storage', url: 's3://lake' };
  const { id } = await call('civis_remote_hosts_post', host);
  await call('civis_remote_hosts_patch', { id, url: 's3://lake-2' });
  expect(await call('civis_remote_hosts_get', { id })).toMatchObject({ name: 'Lake', url: 's3://lake-2' });
  const login = callErrorOf(call('civis_remote_hosts_post_authenticate', { id, credential_id: 1 }));
  expect((await login).details.status).toBe(422);
  const [database] = await rows('civis_databases_list');
  const sets = await rows('civis_remote_hosts_list_data_sets', { id: database?.['id'], q: 'donors' });
  expect(names(sets)).toEqual(['public.donors']);

  const repository = await call('civis_git_repos_post', { repo_url: 'https://github.com/o/r.git' });
  const refs = await call('civis_git_repos_list_refs', { id: repository['id'] });
  expect(refs['branches']).toContain('main');
  await call('civis_git_repos_delete', { id: repository['id'] });
  expect(await rows('civis_git_repos_list')).toHaveLength(2);
});

it('a transfer changes the owner', async () => {
  const credential = (await rows('civis_credentials_list', { name: 'model-artifacts' }))[0]?.['id'];
  await call('civis_credentials_put_transfer', {
    id: credential,
    user_id: 2103,
    include_dependencies: false,
  });
  expect(await call('civis_credentials_get', { id: credential })).toMatchObject({ owner: 'cmoreno' });
  expect(await rows('civis_credentials_list_dependencies', { id: credential })).toEqual([]);
});
