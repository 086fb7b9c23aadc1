import { extraOperations, handwrittenOperations } from '../tools/catalogue/catalogue.ts';
import type { Operation } from '../tools/operation.ts';

/** What the embedded Civis serves of what Civis has beyond its documentation. */
const SERVED_TODAY =
  /^civis_(?:users_list(?:_me)?$|queries_|tables_|table_tags_|projects_|reports_|search_|scripts_(?:post|get|list|put|patch|delete)_sql)/;
/** Of these, what needs more than the sandbox has: git repositories, and dependencies between objects. */
const NOT_SERVED = /_(?:git|git_\w+|dependencies|transfer)$/;

const notServed: ReadonlySet<Operation> = new Set(
  extraOperations.filter(
    ({ platform, name }) => platform === 'civis' && (!SERVED_TODAY.test(name) || NOT_SERVED.test(name)),
  ),
);

/** The operations that an embedded platform serves. */
export function servedOperations(wanted: Operation['platform']): readonly Operation[] {
  return handwrittenOperations.filter(
    (operation) => operation.platform === wanted && !notServed.has(operation),
  );
}
