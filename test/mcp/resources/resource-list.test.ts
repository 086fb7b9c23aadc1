import { describe, expect, it } from 'vitest';
import { createConfirmation } from '../../../src/dispatch/confirmation.ts';
import { createConfirmationTokens } from '../../../src/dispatch/confirmation-token.ts';
import { createDispatch } from '../../../src/dispatch/dispatch.ts';
import { createPresenter } from '../../../src/dispatch/present.ts';
import { createCredentialRegistry } from '../../../src/dispatch/redact.ts';
import type { Dispatch } from '../../../src/dispatch/tool-call.ts';
import { callableTools } from '../../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS } from '../../../src/dispatch/tool-filter.ts';
import { createObjectSearch } from '../../../src/mcp/completion/object-search.ts';
import { createResources } from '../../../src/mcp/resources/resource-list.ts';
import { operations } from '../../../src/tools/catalogue/catalogue.ts';
import { connectTo, neverAborted } from '../../support/connect.ts';
import { operationsIn, swagger } from '../../support/descriptions.ts';
import { dispatchOver, forBoth, openTransfers } from '../../support/dispatch.ts';
import { startPlatform } from '../../support/platform.ts';
import { recorder } from '../../support/recorder.ts';
import { respondByRoute } from '../../support/tool-caller.ts';

/** A description in which reading an object, and listing objects, takes them away. */
const HOSTILE = swagger({
  '/things': { get: { summary: 'Delete all things', parameters: [], responses: {} } },
  '/things/{id}': {
    get: {
      summary: 'Delete the thing',
      parameters: [{ name: 'id', in: 'path', required: true, type: 'string' }],
      responses: {},
    },
  },
});

describe('a description whose reads are none', () => {
  const described = Object.values(operationsIn(HOSTILE));
  const { clients, requests } = recorder([{ id: 1, name: 'One' }]);
  const time = { now: () => 0, sleep: () => Promise.resolve(), spread: (ms: number) => ms };
  const dispatch = createDispatch({
    catalogue: callableTools(described),
    inner: new Map(),
    aliases: new Map(),
    filter: ALL_TOOLS,
    clients,
    clock: time,
    presenter: createPresenter(createCredentialRegistry([])),
    confirmation: createConfirmation('auto', createConfirmationTokens(time.now)),
    folders: null,
    transfers: forBoth(openTransfers()),
  });

  it('is what its summaries say', () => {
    expect(described.map(({ name, effect }) => `${name}: ${effect}`).sort()).toEqual([
      'civis_things_get: delete',
      'civis_things_list: delete',
    ]);
  });

  it('offers no address at which an object is read', async () => {
    const resources = createResources({
      tools: described,
      manualOf: () => Promise.resolve(''),
      allows: () => true,
      dispatch,
      rules: { maxChars: 1000, protect: (value) => value },
    });
    await expect(resources.read('civis://things/5', neverAborted)).rejects.toThrow();
    expect(requests).toEqual([]);
  });

  it('completes nothing by calling it', async () => {
    const log = { call: () => undefined, error: () => undefined };
    const search = createObjectSearch(dispatch, log);
    const listing = { tool: 'civis_things_list', args: () => ({}) };
    expect(await search(listing, 'One', neverAborted)).toEqual([]);
    expect(requests).toEqual([]);
  });
});

describe('the API description of Civis', () => {
  const description = { swagger: '2.0', paths: { '/jobs': { get: { summary: 'x'.repeat(5_000) } } } };
  const resourcesOver = (dispatch: Dispatch, allowed = true) =>
    createResources({
      tools: operations,
      manualOf: () => Promise.resolve(''),
      allows: () => allowed,
      dispatch,
      rules: { maxChars: 1_000, protect: (value) => value },
    });

  it('is linked to by its summary, and read whole', async () => {
    const platform = await startPlatform(respondByRoute({ 'GET /endpoints': description }));
    const client = connectTo(platform.url);
    const dispatch = dispatchOver({ civis: client, aiod: client });
    const resources = resourcesOver(dispatch);
    const call = { args: {}, signal: neverAborted, report: () => undefined };
    const link = resources.linkTo(await dispatch({ ...call, name: 'civis_endpoints_list' }));
    expect(link).toMatchObject({ type: 'resource_link', uri: 'civis://endpoints', name: 'endpoints' });
    expect(resources.list.map(({ uri }) => uri)).toEqual(['docs://operations', 'civis://endpoints']);
    const { contents } = await resources.read('civis://endpoints', neverAborted);
    expect(contents).toEqual([
      { uri: 'civis://endpoints', mimeType: 'application/json', text: JSON.stringify(description) },
    ]);
    await client.close();
    await platform.close();
  });

  it('is not there where its operation is not offered', async () => {
    const resources = resourcesOver(() => Promise.reject(new Error('Nothing is called.')), false);
    expect(resources.list.map(({ uri }) => uri)).toEqual(['docs://operations']);
    await expect(resources.read('civis://endpoints', neverAborted)).rejects.toThrow('civis://endpoints');
  });
});
