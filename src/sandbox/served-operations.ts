import { extraOperations, handwrittenOperations } from '../tools/catalogue/catalogue.ts';
import type { Operation } from '../tools/operation.ts';

/** What the embedded Civis serves of what Civis has beyond its documentation. */
const SERVED_TODAY: readonly RegExp[] = [
  /^civis_(?:queries|tables|table_tags|projects|reports|search|workflows)_/,
  /^civis_scripts_list$/,
  /^civis_scripts_(?:post|get|list|put|patch|delete)_sql/,
  /^civis_(?:users|groups|remote_hosts|git_repos|credentials)_/,
];

/** Of these, the sandbox has neither files in git repositories nor the sorting of favorites. */
const NOT_SERVED = /_(?:git|git_(?:commits|checkout\w*))$|^civis_users_patch_me_favorites/;

const notServed: ReadonlySet<Operation> = new Set(
  extraOperations.filter(
    ({ platform, name }) =>
      platform === 'civis' && (NOT_SERVED.test(name) || !SERVED_TODAY.some((served) => served.test(name))),
  ),
);

/** The operations that an embedded platform serves. */
export function servedOperations(wanted: Operation['platform']): readonly Operation[] {
  return handwrittenOperations.filter(
    (operation) => operation.platform === wanted && !notServed.has(operation),
  );
}
