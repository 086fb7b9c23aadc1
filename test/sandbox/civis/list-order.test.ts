import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CivisRequest } from '../../../src/sandbox/civis/civis-platform.ts';
import { listResponse } from '../../../src/sandbox/civis/list-responses.ts';
import type { User } from '../../../src/sandbox/state/entities.ts';
import type { Row } from '../../../src/sandbox/state/table.ts';
import { operationsByName } from '../../../src/tools/catalogue/catalogue.ts';
import { emptyCivis } from '../../support/civis.ts';

const civis = emptyCivis([]);
const caller: User = { id: 1, scope: '', name: 'A', username: 'a', initials: 'A', online: null, teams: [] };

test('any page of any list is what sorting the whole list gives', () => {
  const operation = operationsByName.get('civis_jobs_list');
  if (operation === undefined) throw new Error('The catalogue has no list of jobs.');
  const moments = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 400 });
  const shown = fc.record({
    limit: fc.integer({ min: 1, max: 50 }),
    page_num: fc.integer({ min: 1, max: 12 }),
    order_dir: fc.constantFrom('asc', 'desc'),
  });
  fc.assert(
    fc.property(moments, shown, (keys, query) => {
      const rows: Row[] = keys.map((key, id) => ({
        id,
        scope: '',
        updated_at: `2026-01-01T00:00:${100 + key}Z`,
      }));
      const call: CivisRequest = { operation, caller, query, path: {}, body: {} };
      const sorted = rows.toSorted(
        (one, other) =>
          String(one['updated_at']).localeCompare(String(other['updated_at'])) || one.id - other.id,
      );
      if (query.order_dir === 'desc') sorted.reverse();
      const from = (query.page_num - 1) * query.limit;
      expect(listResponse(civis, call, 'jobs', rows).value).toEqual(sorted.slice(from, from + query.limit));
    }),
  );
});
