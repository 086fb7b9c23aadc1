import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNameReader } from '../../src/dispatch/name-reading.ts';
import { callableTools } from '../../src/dispatch/tool-catalogue.ts';
import { withFakePlatform } from '../support/tool-caller.ts';

const tools = callableTools([]);
const readName = createNameReader(tools);

describe('a name in another spelling', () => {
  it.each([
    ['civisJobsList', 'civis_jobs_list'],
    ['GET /jobs', 'civis_jobs_list'],
    ['GET /jobs/', 'civis_jobs_list'],
    ['GET /jobs/{job_id}/runs/:run', 'civis_jobs_get_runs'],
    ['GET /v2/contacts', 'aiod_contacts_get_list'],
    ['jobs.list', 'civis_jobs_list'],
    ['list_jobs', 'civis_jobs_list'],
    ['civis.jobs.list', 'civis_jobs_list'],
    ['Civis Jobs List', 'civis_jobs_list'],
    ['civis-jobs-list', 'civis_jobs_list'],
    [' civis_jobs_list\n', 'civis_jobs_list'],
    ['findRuns', 'civis_find_runs'],
  ])('%j is %s', (name, due) => {
    expect(readName(name)?.name).toBe(due);
  });

  it.each([
    ['changes something', 'civisJobsPostRuns'],
    ['changes something', 'CIVIS_JOBS_POST_RUNS'],
    ['changes something', 'POST /jobs/{id}/runs'],
    ['is another word', 'civis_job_list'],
    ['is of a certain object', 'GET /jobs/5'],
    ['has other letters', 'сivis_jobs_list'],
    ['has invisible letters', 'civis_jobs\u200b_list'],
    ['is a path of files', './civis_jobs_list'],
    ['is longer than any name', `civis_jobs_list${' '.repeat(100)}`],
    ['is inherited', 'constructor'],
    ['is nothing', ''],
  ])('is not read if it %s: %j', (_, name) => {
    expect(readName(name)).toBeUndefined();
  });

  it('is never that of a change, and never fails', () => {
    const words = fc.constantFrom(
      ...[...tools.keys()].flatMap((name) => name.split('_')),
      'GET',
      '/',
      '{id}',
    );
    const joined = fc
      .tuple(fc.array(words, { maxLength: 6 }), fc.constantFrom(' ', '_', '-', '.', '', '/'))
      .map(([list, by]) => list.join(by));
    fc.assert(
      fc.property(fc.oneof(joined, fc.string()), (name) => {
        expect(readName(name)?.effect ?? 'read').toBe('read');
      }),
    );
  });
});

it('is called, and the result says as what', () =>
  withFakePlatform({ 'GET /jobs': [] }, async ({ call, requestLines }) => {
    await call('jobs.list', {});
    expect(requestLines()).toEqual(['GET /jobs']);
  }));
