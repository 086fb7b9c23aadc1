import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { clock } from '../../src/clock.ts';
import { type Caller, ConsentNeeded, createConsent } from '../../src/tools/consent.ts';
import { innerCatalogue, type Tool, toolCatalogue } from '../../src/tools/index.ts';
import { createInvoke } from '../../src/tools/invoke.ts';
import { int, text } from '../../src/tools/params.ts';
import { createSeal } from '../../src/tools/seal.ts';
import { EVERYTHING } from '../../src/tools/select.ts';
import { defineWorkflow } from '../../src/tools/workflows/workflow.ts';
import { openTransfers } from '../support/invoke.ts';
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
    const catalogue = new Map<string, Tool>([...toolCatalogue, [REVOKE_ALL.name, REVOKE_ALL]]);
    const consent = createConsent('auto', createSeal(clock.now));
    const invoke = createInvoke({
      catalogue,
      inner: innerCatalogue,
      selection: EVERYTHING,
      clients,
      clock,
      consent,
      files: null,
      aliases: new Map(),
      transfers: openTransfers(),
    });
    const call = (level: string, caller: Partial<Caller> = {}) =>
      invoke({
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
    if (!(asked instanceof ConsentNeeded)) throw new Error('no question');
    expect(asked.question).toBe(
      'Take all permissions away: "Nightly" (id=5), level="none". Go ahead with civis_revoke_all?',
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
