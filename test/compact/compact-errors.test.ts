import { describe, expect, it } from 'vitest';
import { createPresenter } from '../../src/dispatch/present.ts';
import { createCredentialRegistry } from '../../src/dispatch/redact.ts';
import type { CallError } from '../../src/errors.ts';
import { renderError } from '../../src/mcp/results/error-result.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { compactOver } from '../support/compact.ts';
import { neverAborted } from '../support/connect.ts';
import { dispatchOver } from '../support/dispatch.ts';
import { requiredArguments } from '../support/expected.ts';
import { factOf } from '../support/facts.ts';
import { recorder } from '../support/recorder.ts';
import { asCallError } from '../support/refusals.ts';

const { clients, requests } = recorder({ id: 1 });
const surface = compactOver(dispatchOver(clients, undefined, { confirm: 'always' }));

async function errorOf(name: string, args: unknown): Promise<CallError> {
  const given = { name, args, signal: neverAborted, report: () => undefined };
  return surface.dispatch(given).then(() => expect.fail('no error'), asCallError);
}

const schemaOf = ({ details }: CallError) =>
  details.schema as { properties: Record<string, unknown>; required?: string[] };

describe('an error of a call through the compact surface', () => {
  it('carries the schemas of the parameters at fault, and no others', async () => {
    const args = { id: 'x', user_ids: [1], permission_level: 'own' };
    const error = await errorOf('operations_change', {
      name: 'civis_jobs_put_shares_users',
      arguments: args,
    });
    expect(Object.keys(schemaOf(error).properties)).toEqual(['id', 'permission_level']);
    expect(schemaOf(error).required).toEqual(['id', 'permission_level']);
  });

  it.each([
    ['a name nearly right', 'civis_jobs_list', { page_nun: 2 }, ['page_num']],
    ['a rule broken', 'civis_imports_post_files_runs', {}, ['id']],
    ['no object', 'civis_jobs_get', 'five', ['arguments']],
  ])('tells of %s', async (_, name, args, due) => {
    const error = await errorOf('operations_change', { name, arguments: args });
    expect(error.kind).toBe('invalid_input');
    if (typeof args === 'object') expect(Object.keys(schemaOf(error).properties)).toEqual(due);
    expect(Object.keys(schemaOf(error).properties).length).toBeGreaterThan(0);
  });

  it('carries none where no argument is at fault', async () => {
    const error = await errorOf('operations_change', {
      name: 'civis_jobs_delete_shares_users',
      arguments: { id: 1, user_id: 2 },
    });
    expect(error.kind).toBe('confirmation_required');
    expect(error.details.schema).toBeUndefined();
  });

  it.each(
    operations.filter(({ params }) => params.some(({ required }) => required)).map(({ name }) => [name]),
  )('%s called without arguments tells all that it needs', async (name) => {
    requests.length = 0;
    const error = await errorOf('operations_change', { name });
    expect(schemaOf(error).required?.sort()).toEqual(Object.keys(requiredArguments(factOf(name))).sort());
    expect(requests).toEqual([]);
  });

  it('offers names that are near to one that nobody has', async () => {
    const error = await errorOf('operations_read', { name: 'show_all_jobs' });
    expect(error.details.hint).toContain('civis_jobs_list');
    expect(error.details.hint).toContain('operations_search');
  });

  it('shows its schema in text and structure, with parameters that are named like secrets', async () => {
    const error = await errorOf('operations_change', { name: 'civis_credentials_post', arguments: {} });
    const rendered = renderError(
      error,
      createPresenter(createCredentialRegistry(['own-credential'])).protect,
    );
    expect(rendered.structuredContent).toMatchObject({
      error: { schema: { properties: { password: { type: 'string' } } } },
    });
    expect(rendered.content).toEqual([
      { type: 'text', text: expect.stringContaining('"password":{"type":"string"') },
    ]);
  });
});

it('takes arguments beside the name, and a confirmation beside the arguments', async () => {
  const args = { name: 'civis_jobs_delete_shares_users', id: 1, user_id: 2 };
  const error = await errorOf('operations_change', args);
  const { confirmToken } = error.details;
  requests.length = 0;
  const again = { name: 'operations_change', signal: neverAborted, report: () => undefined };
  await surface.dispatch({ ...again, args: { ...args, confirm_token: confirmToken } });
  expect(requests.map(({ verb }) => verb)).toContain('DELETE');
});
