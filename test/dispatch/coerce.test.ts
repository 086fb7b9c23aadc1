import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateArguments } from '../../src/dispatch/validate.ts';
import { anyArguments, misencoded } from '../support/arbitrary.ts';
import { facts, paramsToday } from '../support/facts.ts';
import { accepts, operationOf, refusal } from '../support/refusals.ts';

const choices = fc.infiniteStream(fc.nat(11));

describe.each(Object.entries(facts))('%s', (name, fact) => {
  const operation = operationOf(name);

  it('takes valid arguments as they are', () => {
    fc.assert(
      fc.property(anyArguments(fact), (args) => {
        accepts(name, args);
      }),
      { numRuns: 25 },
    );
  });

  it('brings misencoded arguments back to what was meant', () => {
    fc.assert(
      fc.property(anyArguments(fact), choices, (args, stream) => {
        const given = misencoded({ params: paramsToday(fact) }, args, stream);
        expect(validateArguments(operation, given)).toEqual(args);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what would lose something is refused, not repaired', () => {
  const refused: [string, Record<string, unknown>, string][] = [
    ['civis_jobs_get', { id: 3.7 }, 'must be an integer'],
    ['civis_jobs_get', { id: '3.7' }, 'must be an integer'],
    ['civis_jobs_get', { id: '7 or so' }, 'must be an integer'],
    ['civis_jobs_get', { id: [7] }, 'must be an integer'],
    ['civis_jobs_get', { id: true }, 'must be an integer'],
    ['civis_jobs_get', { id: '9007199254740993' }, 'must be an integer'],
    ['civis_jobs_get', { id: null }, 'id'],
    ['civis_jobs_get', { id: '' }, 'id'],
    ['civis_jobs_list', { hidden: 1 }, 'hidden'],
    ['civis_jobs_list', { state: ['queued', 'running,failed'] }, 'state'],
    ['civis_jobs_put_shares_users', { id: 7, user_ids: '[1, 2', permission_level: 'read' }, 'user_ids'],
    ['civis_files_post', { name: ['a', 'b'] }, 'name'],
    ['civis_models_patch', { id: 7, schedule: '{"scheduled": tru}' }, 'schedule'],
  ];

  it.each(refused)('%s %j', (name, args, says) => {
    expect(refusal(operationOf(name), args)).toContain(says);
  });

  it('names the near miss of an unknown key, at the top and below', () => {
    const top = refusal(operationOf('civis_jobs_get'), { idd: 7 });
    expect(top).toContain('did you mean id?');
    const below = refusal(operationOf('civis_models_patch'), { id: 7, schedule: { schedule_days: [1] } });
    expect(below).toContain('unknown parameter schedule.schedule_days; did you mean scheduled_days?');
  });
});
