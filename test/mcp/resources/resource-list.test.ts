import { describe, expect, it } from 'vitest';
import { createConfirmation } from '../../../src/dispatch/confirmation.ts';
import { createConfirmationTokens } from '../../../src/dispatch/confirmation-token.ts';
import { createDispatch } from '../../../src/dispatch/dispatch.ts';
import { createPresenter } from '../../../src/dispatch/present.ts';
import { createCredentialRegistry } from '../../../src/dispatch/redact.ts';
import { callableTools } from '../../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS } from '../../../src/dispatch/tool-filter.ts';
import { createObjectSearch } from '../../../src/mcp/completion/object-search.ts';
import { createResources } from '../../../src/mcp/resources/resource-list.ts';
import { neverAborted } from '../../support/connect.ts';
import { operationsIn, swagger } from '../../support/descriptions.ts';
import { openTransfers } from '../../support/dispatch.ts';
import { recorder } from '../../support/recorder.ts';

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
    transfers: openTransfers(),
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
