import { extraOperations, handwrittenOperations } from '../tools/catalogue/catalogue.ts';
import type { Operation } from '../tools/operation.ts';

/** What the embedded Civis serves of what Civis has beyond its documentation. */
const SERVED_TODAY: ReadonlySet<string> = new Set(['civis_users_list']);

const notServed: ReadonlySet<Operation> = new Set(
  extraOperations.filter(({ platform, name }) => platform === 'civis' && !SERVED_TODAY.has(name)),
);

/** The operations that an embedded platform serves. */
export function servedOperations(wanted: Operation['platform']): readonly Operation[] {
  return handwrittenOperations.filter(
    (operation) => operation.platform === wanted && !notServed.has(operation),
  );
}
