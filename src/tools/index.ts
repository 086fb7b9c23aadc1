import { acrossKinds } from './aiod/catalogue.ts';
import { contacts } from './aiod/contacts.ts';
import { assetKinds } from './aiod/kinds.ts';
import { announcements } from './civis/announcements.ts';
import { apps } from './civis/apps.ts';
import { clusters } from './civis/clusters.ts';
import { codes } from './civis/codes.ts';
import { credentials } from './civis/credentials.ts';
import { databases } from './civis/databases.ts';
import { endpoints } from './civis/endpoints.ts';
import { enhancements } from './civis/enhancements.ts';
import { exports } from './civis/exports.ts';
import { files } from './civis/files.ts';
import { groups } from './civis/groups.ts';
import { imports } from './civis/imports.ts';
import { jobs } from './civis/jobs.ts';
import { media } from './civis/media.ts';
import { models } from './civis/models.ts';
import { notebooks } from './civis/notebooks.ts';
import type { Operation } from './operation.ts';
import { allWorkflows } from './workflows/all-workflows.ts';
import { internalOperations } from './workflows/internal-operations.ts';
import type { Workflow } from './workflows/workflow.ts';

export type Tool = Operation | Workflow;

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

/**
 * Operations beyond the documented ones: every kind of asset of AI-on-Demand, and what it has across them.
 * They can be called and searched like any other, and are listed where they are asked for.
 */
export const extraOperations: readonly Operation[] = Object.freeze(
  [...assetKinds, ...acrossKinds].sort((one, other) => (one.name < other.name ? -1 : 1)),
);

export const catalogue: ReadonlyMap<string, Operation> = byName(operations);

/** Everything that a host may call: workflows first, since they do what people ask for. */
export const tools: readonly Tool[] = Object.freeze([...allWorkflows, ...operations]);
export const toolCatalogue: ReadonlyMap<string, Tool> = byName(tools);

/** Operations newer than the documentation, for workflows alone. */
export const innerCatalogue: ReadonlyMap<string, Operation> = byName(internalOperations);

/** What can be called: every tool, the extra operations, and what the platforms describe beside them. */
export function callableWith(described: readonly Operation[]): ReadonlyMap<string, Tool> {
  return byName<Tool>([...tools, ...extraOperations, ...described]);
}

/** What the project knows by hand of either platform, and takes before any description. */
export const handmade: readonly Operation[] = Object.freeze([
  ...operations,
  ...extraOperations,
  ...internalOperations,
]);

function byName<T extends Tool>(list: readonly T[]): ReadonlyMap<string, T> {
  return new Map(list.map((tool) => [tool.name, tool]));
}
