import { extraOperations, handwrittenOperations } from '../tools/catalogue/catalogue.ts';
import type { Operation } from '../tools/operation.ts';

/** What the embedded Civis serves of what Civis has beyond its documentation. */
const SERVED_TODAY =
  /^civis_(?:users_list$|queries_|tables_|scripts_(?:post|get|list|put|patch|delete)_sql|workflows_(?!.*git))/;

const notServed: ReadonlySet<Operation> = new Set(
  extraOperations.filter(({ platform, name }) => platform === 'civis' && !SERVED_TODAY.test(name)),
);

/** The operations that an embedded platform serves. */
export function servedOperations(wanted: Operation['platform']): readonly Operation[] {
  return handwrittenOperations.filter(
    (operation) => operation.platform === wanted && !notServed.has(operation),
  );
}
