import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { clock } from '../../src/clock.ts';
import { ConfirmationNeeded, createConfirmation } from '../../src/dispatch/confirmation.ts';
import { createConfirmationTokens } from '../../src/dispatch/confirmation-token.ts';
import { createDispatch } from '../../src/dispatch/dispatch.ts';
import { createPresenter } from '../../src/dispatch/present.ts';
import { createCredentialRegistry } from '../../src/dispatch/redact.ts';
import type { Caller } from '../../src/dispatch/tool-call.ts';
import { type Tool, toolsByName } from '../../src/dispatch/tool-catalogue.ts';
import { ALL_TOOLS } from '../../src/dispatch/tool-filter.ts';
import { innerOperationsByName } from '../../src/tools/catalogue/catalogue.ts';
import { int, text } from '../../src/tools/parameters.ts';
import { defineWorkflow } from '../../src/workflows/workflow.ts';
import { forBoth, openTransfers } from '../support/dispatch.ts';
import { recorder } from '../support/recorder.ts';

const REVOKE_ALL = defineWorkflow('civis', {
  name: 'revoke_all',
  description: 'Share, or take all permissions away.',
  effect: 'share',
  input: z.strictObject({ id: int(), level: text() }),
  output: {},
  irreversibleEffect: ({ level }) => (level === 'none' ? 'Take all permissions away' : null),
  run: async (context, { id }) => {
    await context.callOperation('civis_jobs_delete_shares_users', { id, user_id: 1 });
    await context.callOperation('civis_jobs_delete_shares_users', { id, user_id: 2 });
    return {};
  },
});

describe('a workflow', () => {
  function stage() {
    const { clients, requests } = recorder({ id: 5, name: 'Nightly' });
    const catalogue = new Map<string, Tool>([...toolsByName, [REVOKE_ALL.name, REVOKE_ALL]]);
    const consent = createConfirmation('auto', createConfirmationTokens(clock.now));
    const dispatch = createDispatch({
      catalogue,
      inner: innerOperationsByName,
      filter: ALL_TOOLS,
      clients,
      clock,
      confirmation: consent,
      presenter: createPresenter(createCredentialRegistry([])),
      folders: null,
      aliases: new Map(),
      transfers: forBoth(openTransfers()),
    });
    const call = (level: string, caller: Partial<Caller> = {}) =>
      dispatch({
        name: REVOKE_ALL.name,
        args: { id: 5, level },
        signal: new AbortController().signal,
        report: () => undefined,
        caller: { id: 'one', canBeAsked: true, ...caller },
      });
    const verbs = () => requests.map(({ verb }) => verb);
    return { call, verbs };
  }

  it('is asked about once, before it does anything, and its inner calls are not', async () => {
    const { call, verbs } = stage();
    const asked: unknown = await call('none').catch((cause: unknown) => cause);
    if (!(asked instanceof ConfirmationNeeded)) throw new Error('no question');
    expect(asked.question).toBe(
      'Take all permissions away: "Nightly" (id=5), level="none". Continue with civis_revoke_all?',
    );
    expect(verbs()).toEqual(['GET']);
    await call('none', { answer: { word: 'yes', state: asked.state } });
    expect(verbs()).toEqual(['GET', 'DELETE', 'DELETE']);
  });

  it('is not asked about where it says that it takes nothing away', async () => {
    const { call, verbs } = stage();
    await call('read');
    expect(verbs()).toEqual(['DELETE', 'DELETE']);
  });
});
