import type { Row } from '../table.ts';
import { findRow } from './access.ts';
import { insert } from './collections.ts';
import { placeOf } from './places.ts';
import type { Civis, CivisCall } from './platform.ts';

/** What belongs to one object and not to its copy. */
const OWN = new Set([
  'id',
  'scope',
  'kind',
  'state',
  'created_at',
  'updated_at',
  'author',
  'user',
  'running_as',
  'archived',
  'projects',
  'grants',
  'last_run',
  'runs',
  'next_run_at',
]);

/** Makes the caller a copy of what `{path}/clone` names, without its past. */
export function copyOf(
  civis: Civis,
  call: CivisCall,
  fields: (original: Row) => Record<string, unknown> = () => ({}),
): Row {
  const place = placeOf(call.operation.path.replace(/\/clone$/, ''));
  const original = findRow(civis, place, call.path, call.caller, 'read');
  const kept = Object.entries(original).filter(([name]) => !OWN.has(name));
  return insert(civis, place.collection, original.scope, call.caller, {
    ...structuredClone(Object.fromEntries(kept)),
    name: `Clone of ${original['name']}`,
    ...fields(original),
  });
}
