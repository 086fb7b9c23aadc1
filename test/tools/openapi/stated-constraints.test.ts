import { describe, expect, it } from 'vitest';
import { statedConstraints } from '../../../src/tools/openapi/stated-constraints.ts';

describe('what the words state', () => {
  it.each([
    ['Defaults to 20. Maximum allowed is 100.', 'integer', { maximum: 100 }],
    ['Defaults to its maximum of 50.', 'integer', { maximum: 50 }],
    ['Must be between 0 and 10. 0 returns all.', 'integer', { minimum: 0, maximum: 10 }],
    ['The maximum number of rows. Default of 10000.', 'integer', {}],
    ['Must be one of: name, last_run.updated_at.', 'string', { values: ['name', 'last_run.updated_at'] }],
    ['Must be one of 1_day, 1_week.', 'string', { values: ['1_day', '1_week'] }],
    [
      'Must be one of script, import, and enhancement.',
      'string',
      { values: ['script', 'import', 'enhancement'] },
    ],
    [
      'One of "fail", "drop", or "append".Defaults to "fail".',
      'string',
      { values: ['fail', 'drop', 'append'] },
    ],
    ['Direction, either asc (ascending) or desc (descending).', 'string', { values: ['asc', 'desc'] }],
    [
      'The state. One or more of queued, running, and failed. Specify a comma-separated list.',
      'string',
      { csv: true, values: ['queued', 'running', 'failed'] },
    ],
    [
      "It accepts a comma-separated list, possible values are 'a', 'b'.",
      'string',
      { csv: true, values: ['a', 'b'] },
    ],
    ['A comma-separated list of user IDs.', 'string', { csv: true }],
    ['Must be one of the matching tags.', 'string', {}],
    ['One of this script’s parents.', 'string', {}],
    ['Must be one of: a thing, another thing.', 'string', {}],
    ['Either a or b', 'string', {}],
    ['Must be one of: a, b.', 'boolean', {}],
  ])('%s', (words, type, stated) => {
    expect(statedConstraints(words, type)).toEqual(stated);
  });
});
