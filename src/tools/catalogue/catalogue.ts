import { acrossKinds } from '../aiod/across-kinds.ts';
import { assetKinds } from '../aiod/asset-kinds.ts';
import { contacts } from '../aiod/contacts.ts';
import { imageUploads } from '../aiod/image-uploads.ts';
import { publishing } from '../aiod/publishing.ts';
import { taxonomies } from '../aiod/taxonomies.ts';
import { announcements } from '../civis/announcements.ts';
import { apps } from '../civis/apps.ts';
import { clusters } from '../civis/clusters.ts';
import { codes } from '../civis/codes.ts';
import { credentialManagement, credentials } from '../civis/credentials.ts';
import { databases } from '../civis/databases.ts';
import { endpoints } from '../civis/endpoints.ts';
import { enhancements } from '../civis/enhancements.ts';
import { exports } from '../civis/exports.ts';
import { files } from '../civis/files.ts';
import { gitRepos } from '../civis/git-repos.ts';
import { groupManagement, groups } from '../civis/groups.ts';
import { imports } from '../civis/imports.ts';
import { jobs } from '../civis/jobs.ts';
import { media } from '../civis/media.ts';
import { models } from '../civis/models.ts';
import { notebooks } from '../civis/notebooks.ts';
import { projects } from '../civis/projects.ts';
import { queries } from '../civis/queries.ts';
import { remoteHosts } from '../civis/remote-hosts.ts';
import { reports } from '../civis/reports.ts';
import { scripts } from '../civis/scripts.ts';
import { search } from '../civis/search.ts';
import { tableTags } from '../civis/table-tags.ts';
import { tables } from '../civis/tables.ts';
import { innerOperations as innerCivisOperations } from '../civis/undocumented.ts';
import { users } from '../civis/users.ts';
import { workflows } from '../civis/workflows.ts';
import type { Operation } from '../operation.ts';

/** Every documented operation, by platform, resource and name: the fixed order of every list. */
export const operations: readonly Operation[] = Object.freeze(
  [
    announcements,
    apps,
    clusters,
    codes,
    credentials,
    databases,
    endpoints,
    enhancements,
    exports,
    files,
    groups,
    imports,
    jobs,
    media,
    models,
    notebooks,
    contacts,
  ]
    .flat()
    .sort((one, other) => (one.name < other.name ? -1 : 1)),
);

/** What Civis has beyond its documentation, as people use it today. */
const civisToday = [
  queries,
  search,
  scripts,
  workflows,
  tables,
  tableTags,
  users,
  projects,
  reports,
  credentialManagement,
  groupManagement,
  remoteHosts,
  gitRepos,
];

/**
 * Operations beyond the documented ones: what Civis has today, every kind of asset of AI-on-Demand, and what that
 * has across them. They can be called and searched like any other, and are listed where they are asked for.
 */
export const extraOperations: readonly Operation[] = Object.freeze(
  [...civisToday.flat(), ...assetKinds, ...acrossKinds, ...publishing, ...taxonomies].sort((one, other) =>
    one.name < other.name ? -1 : 1,
  ),
);

export const operationsByName: ReadonlyMap<string, Operation> = byName(operations);

/** Operations beyond the documentation, for workflows alone. */
const innerOperations: readonly Operation[] = Object.freeze([...innerCivisOperations, ...imageUploads]);
export const innerOperationsByName: ReadonlyMap<string, Operation> = byName(innerOperations);

/** What the project knows by hand of either platform, and takes before any description. */
export const handwrittenOperations: readonly Operation[] = Object.freeze([
  ...operations,
  ...extraOperations,
  ...innerOperations,
]);

/** A catalogue by the names of its tools. */
export function byName<T extends { readonly name: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((tool) => [tool.name, tool]));
}
