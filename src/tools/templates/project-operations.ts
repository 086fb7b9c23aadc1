import { projectShape } from '../common-shapes.ts';
import type { OperationDefinition } from '../define-operation.ts';
import { visibilityFilters } from '../parameters.ts';
import type { Mount } from './mount.ts';

/** Three operations on the projects that an object belongs to. */
export function projectOperations({ path, noun }: Mount): OperationDefinition[] {
  return [
    {
      request: `GET ${path}/projects`,
      description: `List the projects that contain the ${noun}.`,
      query: { hidden: visibilityFilters.hidden },
      returns: [projectShape],
    },
    {
      request: `PUT ${path}/projects/{project_id}`,
      effect: 'update',
      description: `Add the ${noun} to a project.`,
    },
    {
      request: `DELETE ${path}/projects/{project_id}`,
      description: `Remove the ${noun} from a project.`,
    },
  ];
}
