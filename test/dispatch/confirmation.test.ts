import { describe, expect, it } from 'vitest';
import { ConfirmationNeeded, createConfirmation } from '../../src/dispatch/confirmation.ts';
import { createConfirmationTokens, TOKEN_LIFETIME_MS } from '../../src/dispatch/confirmation-token.ts';
import { type Loss, lossInArguments } from '../../src/dispatch/loss.ts';
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
  const obtain = (caller: Caller, token?: string, loss: Loss | null = lossInArguments(TOOL, ARGS)) =>
    consent.require({ tool: TOOL, args: ARGS, token, caller, loss, subject: async () => 'id=5' });
  const failure = (caller: Caller, token?: string, loss?: Loss) =>
    obtain(caller, token, loss).then(
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
    const undoable: Loss = { says: 'Archive it', grade: 'undoable' };
    expect((await refusalIn(failure(ANONYMOUS, 'forged', undoable))).kind).toBe('confirmation_required');
    await obtain(ANONYMOUS, undefined, undoable);
  });

  it('is of the loss that was shown: where more would be lost, the person is asked again', async () => {
    const { failure, obtain } = standing('auto');
    const loss = (says: string): Loss => ({ says, grade: 'irreversible', advice: 'Send it.' });
    const { details } = await refusalIn(failure(ANONYMOUS, undefined, loss('This clears source')));
    const more = loss('This clears source, destination');
    const again = await refusalIn(failure(ANONYMOUS, details.confirmToken, more));
    expect(again.message).toContain('Its effect: This clears source, destination: id=5. Send it.');
    await obtain(ANONYMOUS, again.details.confirmToken, more);
    const { state } = await questionIn(failure(PERSON, undefined, loss('This clears source')));
    const answered: Caller = { ...PERSON, answer: { word: 'yes', state } };
    expect((await refusalIn(failure(answered, undefined, more))).kind).toBe('confirmation_required');
    await obtain(answered, undefined, loss('This clears source'));
  });

  it.each(['no', 'dismissed'] as const)(
    'that says %s counts, though nothing would be lost any more',
    async (word) => {
      const { failure, obtain } = standing('auto');
      const { state } = await questionIn(failure(PERSON));
      const refused = await refusalIn(
        obtain({ ...PERSON, answer: { word, state } }, undefined, null).then(
          () => expect.fail('it went ahead'),
          (cause: unknown) => cause,
        ),
      );
      expect(refused.kind).toBe('cancelled');
      await obtain({ ...PERSON, answer: { word: 'yes', state } }, undefined, null);
    },
  );

  it.each([
    { mode: 'auto', grade: 'irreversible', asks: true },
    { mode: 'auto', grade: 'undoable', asks: false },
    { mode: 'always', grade: 'irreversible', asks: true },
    { mode: 'always', grade: 'undoable', asks: true },
    { mode: 'never', grade: 'irreversible', asks: false },
    { mode: 'never', grade: 'undoable', asks: false },
  ] as const)('$mode, $grade: asks $asks, whether or not the host can', async ({ mode, grade, asks }) => {
    const { failure, obtain } = standing(mode);
    const loss: Loss = { says: 'Lose it', grade };
    if (asks) {
      await questionIn(failure(PERSON, undefined, loss));
      await refusalIn(failure(ANONYMOUS, undefined, loss));
    } else {
      await obtain(PERSON, undefined, loss);
      await obtain(ANONYMOUS, undefined, loss);
    }
  });

  it('is asked again where no name can be read in time, with what is known', async () => {
    const { question } = await questionIn(standing('auto').failure(PERSON));
    expect(question).toBe('Remove the file from a project: id=5. Continue with civis_files_delete_projects?');
  });
});

describe('what cannot be undone', () => {
  const full = { status: true };

  it('is every delete, revocation, archive and cancelling; what a replace clears shows in the present state', () => {
    const asked = operations.filter((operation) => lossInArguments(operation, full) !== null);
    const due = operations.filter(({ effect }) => ['delete', 'archive', 'cancel'].includes(effect));
    expect(asked.map(({ name }) => name)).toEqual(due.map(({ name }) => name));
    expect(asked.length).toBeGreaterThan(40);
  });

  it('is not the way back', () => {
    const archives = operations.filter(({ effect }) => effect === 'archive');
    expect(archives.map((operation) => lossInArguments(operation, { status: false }))).toEqual(
      archives.map(() => null),
    );
  });

  it('is no read, ever', () => {
    const reads = tools.filter(({ effect }) => effect === 'read');
    expect(reads.filter((tool) => lossInArguments(tool, full) !== null)).toEqual([]);
  });

  it.each([
    ['truncate', 'delete all existing rows'],
    ['drop', 'drop the existing table'],
    [' TRUNCATE', 'delete all existing rows'],
  ])('is an import that would %s, at whatever depth it says so', (existing_table_rows, says) => {
    const flat = lossInArguments(operationOf('civis_imports_post_files'), { existing_table_rows });
    const deep = { advanced_options: { existing_table_rows } };
    expect(flat?.says).toContain(says);
    expect(lossInArguments(operationOf('civis_imports_post_syncs'), deep)).toEqual(flat);
  });

  it.each(['fail', 'append', 'toString', undefined])('is no import that would %s', (existing_table_rows) => {
    expect(lossInArguments(operationOf('civis_imports_post_files'), { existing_table_rows })).toBeNull();
  });
});
