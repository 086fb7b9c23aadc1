import type { Operation } from '../tools/operation.ts';
import { anonymousPath } from '../tools/path-template.ts';
import { workflowFor } from '../tools/search/workflow-fits.ts';
import { isListShape } from '../tools/shape.ts';
import type { Workflow } from '../workflows/workflow.ts';

const MAX_RELATED = 5;

/** What is related to an operation: its replacement, the workflow that does more, and those with the nearest paths in its resource. */
export function relatedTo(
  operation: Operation,
  operations: readonly Operation[],
  workflows: readonly Workflow[],
): string[] {
  const { platform, resource, retired } = operation;
  const near = operations
    .filter((other) => other !== operation && other.platform === platform && other.resource === resource)
    .filter((other) => other.retired === null || retired !== null)
    .map((other) => ({ name: other.name, steps: stepsBetween(operation, other) }))
    .sort((one, other) => one.steps - other.steps || (one.name < other.name ? -1 : 1))
    .map(({ name }) => name);
  const instead = operations.filter(({ name }) => name === retired?.instead).map(({ name }) => name);
  const workflow = workflows.map(({ name }) => name).filter((name) => name === workflowFor(operation));
  return [...new Set([...instead, ...workflow, ...near])].slice(0, MAX_RELATED);
}

/** Number of segments between two paths. A list above counts one step less, as it contains the ids to use. */
function stepsBetween(operation: Operation, other: Operation): number {
  const [from, to] = [segmentsOf(operation), segmentsOf(other)];
  let shared = 0;
  while (shared < Math.min(from.length, to.length) && from[shared] === to[shared]) shared += 1;
  const showsIds = isListShape(other.returns) && shared === to.length && to.length < from.length;
  return from.length + to.length - 2 * shared - (showsIds ? 1 : 0);
}

function segmentsOf({ path }: Operation): string[] {
  return anonymousPath(path).split('/').filter(Boolean);
}
