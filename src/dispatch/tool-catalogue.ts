import { byName, extraOperations, operations } from '../tools/index.ts';
import type { Operation } from '../tools/operation.ts';
import { allWorkflows } from '../tools/workflows/all-workflows.ts';
import type { Workflow } from '../tools/workflows/workflow.ts';

export type Tool = Operation | Workflow;

/** Everything that a host may call: workflows first, since they do what people ask for. */
export const tools: readonly Tool[] = Object.freeze([...allWorkflows, ...operations]);
export const toolsByName: ReadonlyMap<string, Tool> = byName(tools);

/** What can be called: every tool, the extra operations, and what the platforms describe beside them. */
export function callableTools(described: readonly Operation[]): ReadonlyMap<string, Tool> {
  return byName<Tool>([...tools, ...extraOperations, ...described]);
}
