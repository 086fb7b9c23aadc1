import { extraOperations, handwrittenOperations } from '../tools/catalogue/catalogue.ts';
import type { Operation } from '../tools/operation.ts';

/** What the embedded Civis serves of what Civis has beyond its documentation. */
const SERVED_TODAY: readonly RegExp[] = [
  /^civis_(?:queries|tables|table_tags|projects|reports|search|workflows)_/,
  /^civis_scripts_list$/,
  /^civis_scripts_(?:post|get|list|put|patch|delete)_(?:sql|python3|r|javascript|dbt|containers?|custom)(?:_|$)/,
  /^civis_(?:users|groups|remote_hosts|git_repos|credentials)_/,
];

/** Of these, the sandbox has no files in git repositories, no sorting of favorites, and no code that writes to its log. */
const NOT_SERVED =
  /_(?:git|git_(?:commits|checkout\w*))$|^civis_users_patch_me_favorites|_post_containers_runs_logs$/;

const notServed: ReadonlySet<Operation> = new Set(
  extraOperations.filter(
    ({ platform, name }) =>
      platform === 'civis' && (NOT_SERVED.test(name) || !SERVED_TODAY.some((served) => served.test(name))),
  ),
);

const served: readonly Operation[] = handwrittenOperations.filter((operation) => !notServed.has(operation));

const servedByPlatform = {
  civis: served.filter(({ platform }) => platform === 'civis'),
  aiod: served.filter(({ platform }) => platform === 'aiod'),
};

/** The operations that an embedded platform serves. */
export function servedOperations(wanted: Operation['platform']): readonly Operation[] {
  return servedByPlatform[wanted];
}
