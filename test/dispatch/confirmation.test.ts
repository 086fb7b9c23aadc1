import { describe, expect, it } from 'vitest';
import { ConfirmationNeeded, createConfirmation } from '../../src/dispatch/confirmation.ts';
import { createConfirmationTokens, TOKEN_LIFETIME_MS } from '../../src/dispatch/confirmation-token.ts';
import { irreversibleEffect } from '../../src/dispatch/irreversible.ts';
import { ANONYMOUS, type Caller } from '../../src/dispatch/tool-call.ts';
import { tools } from '../../src/dispatch/tool-catalogue.ts';
import { CallError } from '../../src/errors.ts';
import { operations } from '../../src/tools/catalogue/catalogue.ts';
import { operationOf } from '../support/refusals.ts';
import { Clock } from '../support/sandbox.ts';

const TOOL = operationOf('civis_files_delete_projects');
const ARGS = { id: 5, project_id: 6 };
const PERSON: Caller = { id: 'one', canBeAsked: true };

function standing(mode: 'auto' | 'always' | 'never' = 'always') {
  const clock = new Clock('2026-05-31T17:00:00Z');
  const consent = createConfirmation(mode, createConfirmationTokens(clock.now));
  const obtain = (caller: Caller, token?: string, args: Record<string, unknown> = ARGS) =>
    consent.require({ tool: TOOL, args, token, caller, subject: async () => 'id=5' });
  const failure = (caller: Caller, token?: string) =>
    obtain(caller, token).then(
      () => expect.fail('it went ahead'),
      (cause: unknown) => cause,
    );
  return { clock, obtain, failure };
}

async function questionIn(failing: Promise<unknown>): Promise<ConfirmationNeeded> {
  const cause = await failing;
  return cause instanceof ConfirmationNeeded ? cause : expect.fail('no question');
}

async function refusalIn(failing: Promise<unknown>): Promise<CallError> {
  const cause = await failing;
  return cause instanceof CallError ? cause : expect.fail('no refusal');
}

describe('consent', () => {
  it('runs out: an answer and a token ten minutes later count for nothing', async () => {
    const { clock, failure } = standing();
    const { state } = await questionIn(failure(PERSON));
    const { details } = await refusalIn(failure(ANONYMOUS));
    clock.forward(TOKEN_LIFETIME_MS);
    const late = await refusalIn(failure({ ...PERSON, answer: { word: 'yes', state } }));
    expect([late.kind, late.details.confirmToken]).toEqual(['confirmation_required', undefined]);
    const again = await refusalIn(failure(ANONYMOUS, details.confirmToken));
    expect(again.kind).toBe('confirmation_required');
    expect(again.details.confirmToken).not.toBe(details.confirmToken);
  });

  it('is of the caller who gave it', async () => {
    const { failure, obtain } = standing();
    const { state } = await questionIn(failure(PERSON));
    const answer = { word: 'yes', state } as const;
    expect((await refusalIn(failure({ id: 'other', canBeAsked: true, answer }))).kind).toBe(
      'confirmation_required',
    );
    await obtain({ ...PERSON, answer });
  });

  it('is refused with a bad token even where nobody would have been asked', async () => {
    const { failure, obtain } = standing('auto');
    expect((await refusalIn(failure(ANONYMOUS, 'forged'))).kind).toBe('confirmation_required');
    await obtain(ANONYMOUS);
  });

  it('is asked again where no name can be read in time, with what is known', async () => {
    const { question } = await questionIn(standing('auto').failure(PERSON));
    expect(question).toBe('Remove the file from a project: id=5. Continue with civis_files_delete_projects?');
  });
});

describe('what cannot be undone', () => {
  const full = { status: true };

  it('is every delete, revocation, archive and cancelling, and the replace of a contact', () => {
    const asked = operations.filter((operation) => irreversibleEffect(operation, full) !== null);
    const due = operations.filter(
      ({ effect, platform }) =>
        ['delete', 'archive', 'cancel'].includes(effect) || (effect === 'replace' && platform === 'aiod'),
    );
    expect(asked.map(({ name }) => name)).toEqual(due.map(({ name }) => name));
    expect(asked.length).toBeGreaterThan(40);
  });

  it('is not the way back', () => {
    const archives = operations.filter(({ effect }) => effect === 'archive');
    expect(archives.map((operation) => irreversibleEffect(operation, { status: false }))).toEqual(
      archives.map(() => null),
    );
  });

  it('is no read, ever', () => {
    const reads = tools.filter(({ effect }) => effect === 'read');
    expect(reads.filter((tool) => irreversibleEffect(tool, full) !== null)).toEqual([]);
  });

  it.each([
    ['truncate', 'delete all existing rows'],
    ['drop', 'drop the existing table'],
    [' TRUNCATE', 'delete all existing rows'],
  ])('is an import that would %s, at whatever depth it says so', (existing_table_rows, says) => {
    const flat = irreversibleEffect(operationOf('civis_imports_post_files'), { existing_table_rows });
    const deep = { advanced_options: { existing_table_rows } };
    expect(flat).toContain(says);
    expect(irreversibleEffect(operationOf('civis_imports_post_syncs'), deep)).toBe(flat);
  });

  it.each(['fail', 'append', 'toString', undefined])('is no import that would %s', (existing_table_rows) => {
    expect(irreversibleEffect(operationOf('civis_imports_post_files'), { existing_table_rows })).toBeNull();
  });
});
