import { expect, it } from 'vitest';
import { callCatalogue } from '../support/catalogue-calls.ts';
import { answer } from '../support/platform.ts';
import { HANDLED } from '../support/tool-caller.ts';

const refusing = (status: number, detail: string) => (_: unknown, response: Parameters<typeof answer>[0]) => {
  answer(response, status, { detail, reference: 'a'.repeat(32) });
  return HANDLED;
};

it('reports each item in its place, whatever the status, and sends the credential with each', async () => {
  const routes = {
    'GET /v2/contacts/con_1': { identifier: 'con_1' },
    'GET /v2/contacts/con_2': refusing(403, 'You are not allowed to view this resource.'),
    'GET /v2/contacts/con_3': refusing(404, 'Contact not found.'),
    'GET /v2/contacts/con_4': refusing(422, 'No identifier.'),
  };
  const identifiers = ['con_1', 'con_2', 'con_3', 'con_4'];
  const call = { name: 'aiod_contacts_get_assets_async', args: { identifiers } };
  const { outcome, tokens } = await callCatalogue(routes, call);
  expect(outcome.value).toEqual([
    { identifier: 'con_1' },
    {
      identifier: 'con_2',
      error: expect.stringMatching(/returned 403.*not allowed to view.*read permission/),
    },
    { identifier: 'con_3', error: expect.stringContaining('returned 404') },
    { identifier: 'con_4', error: expect.stringContaining('returned 422') },
  ]);
  expect(tokens).toEqual(identifiers.map(() => 'Bearer test-key'));
});

it('fails as a whole where the connection does', async () => {
  const routes = {
    'GET /v2/contacts/con_1': ({ headers }: { headers: object }, response: Parameters<typeof answer>[0]) => {
      expect(headers).toBeDefined();
      response.writeHead(200, { 'content-type': 'application/json' }).end('{');
      return HANDLED;
    },
  };
  const call = { name: 'aiod_contacts_get_assets_async', args: { identifiers: ['con_1'] } };
  await expect(callCatalogue(routes, call)).rejects.toMatchObject({ kind: 'platform_error' });
});
