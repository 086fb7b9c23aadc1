import { describe, expect, it } from 'vitest';
import { CallError } from '../../src/errors.ts';
import { type Caller, ConsentNeeded, createConsent, NOBODY } from '../../src/tools/consent.ts';
import { operations, tools } from '../../src/tools/index.ts';
import { irreversible } from '../../src/tools/irreversible.ts';
import { createSeal, SEAL_LIFETIME_MS } from '../../src/tools/seal.ts';
import { operationOf } from '../support/refusals.ts';
import { Clock } from '../support/sandbox.ts';

const TOOL = operationOf('civis_files_delete_projects');
const ARGS = { id: 5, project_id: 6 };
const PERSON: Caller = { id: 'one', canBeAsked: true };

function standing(mode: 'auto' | 'always' | 'never' = 'always') {
  const clock = new Clock('2026-05-31T17:00:00Z');
  const consent = createConsent(mode, createSeal(clock.now));
  const obtain = (caller: Caller, token?: string, args: Record<string, unknown> = ARGS) =>
    consent.obtain({ tool: TOOL, args, token, caller, subject: async () => 'id=5' });
  const failure = (caller: Caller, token?: string) =>
    obtain(caller, token).then(
      () => expect.fail('it went ahead'),
      (cause: unknown) => cause,
    );
  return { clock, obtain, failure };
}

async function questionIn(failing: Promise<unknown>): Promise<ConsentNeeded> {
  const cause = await failing;
  return cause instanceof ConsentNeeded ? cause : expect.fail('no question');
}

async function refusalIn(failing: Promise<unknown>): Promise<CallError> {
  const cause = await failing;
  return cause instanceof CallError ? cause : expect.fail('no refusal');
}

describe('consent', () => {
  it('runs out: an answer and a token ten minutes later count for nothing', async () => {
    const { clock, failure } = standing();
    const { state } = await questionIn(failure(PERSON));
    const { details } = await refusalIn(failure(NOBODY));
    clock.forward(SEAL_LIFETIME_MS);
    const late = await refusalIn(failure({ ...PERSON, answer: { word: 'yes', state } }));
    expect([late.kind, late.details.confirmToken]).toEqual(['confirmation_required', undefined]);
    const again = await refusalIn(failure(NOBODY, details.confirmToken));
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
    expect((await refusalIn(failure(NOBODY, 'forged'))).kind).toBe('confirmation_required');
    await obtain(NOBODY);
  });

  it('is asked again where no name can be read in time, with what is known', async () => {
    const { question } = await questionIn(standing('auto').failure(PERSON));
    expect(question).toBe(
      'Take the file out of a project; it is not deleted: id=5. Go ahead with civis_files_delete_projects?',
    );
  });
});

describe('what cannot be undone', () => {
  const full = { status: true };

  it('is every delete, revocation, archive and cancelling, and the replace of a contact', () => {
    const asked = operations.filter((operation) => irreversible(operation, full) !== null);
    const due = operations.filter(
      ({ effect, platform }) =>
        ['delete', 'archive', 'cancel'].includes(effect) || (effect === 'replace' && platform === 'aiod'),
    );
    expect(asked.map(({ name }) => name)).toEqual(due.map(({ name }) => name));
    expect(asked.length).toBeGreaterThan(40);
  });

  it('is not the way back', () => {
    const archives = operations.filter(({ effect }) => effect === 'archive');
    expect(archives.map((operation) => irreversible(operation, { status: false }))).toEqual(
      archives.map(() => null),
    );
  });

  it('is no read, ever', () => {
    const reads = tools.filter(({ effect }) => effect === 'read');
    expect(reads.filter((tool) => irreversible(tool, full) !== null)).toEqual([]);
  });

  it.each([
    ['truncate', 'delete every row'],
    ['drop', 'drop the table'],
    [' TRUNCATE', 'delete every row'],
  ])('is an import that would %s, at whatever depth it says so', (existing_table_rows, says) => {
    const flat = irreversible(operationOf('civis_imports_post_files'), { existing_table_rows });
    const deep = { advanced_options: { existing_table_rows } };
    expect(flat).toContain(says);
    expect(irreversible(operationOf('civis_imports_post_syncs'), deep)).toBe(flat);
  });

  it.each(['fail', 'append', 'toString', undefined])('is no import that would %s', (existing_table_rows) => {
    expect(irreversible(operationOf('civis_imports_post_files'), { existing_table_rows })).toBeNull();
  });
});
