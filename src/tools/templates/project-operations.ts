import { userShape } from '../common-shapes.ts';
import type { OperationDefinition } from '../define-operation.ts';
import { flag } from '../parameters.ts';
import type { Mount } from './mount.ts';

const projectShape = {
  id: 'int',
  author: userShape,
  name: 'text',
  description: 'text',
  users: [userShape],
  auto_share: 'flag',
  created_at: 'time',
  updated_at: 'time',
  archived: 'text',
} as const;

/** Three operations on the projects that hold an object. */
export function projectOperations({ path, noun }: Mount): OperationDefinition[] {
  return [
    {
      request: `GET ${path}/projects`,
      description: `List the projects that hold the ${noun}.`,
      query: { hidden: flag('true lists hidden ones') },
      returns: [projectShape],
    },
    {
      request: `PUT ${path}/projects/{project_id}`,
      effect: 'update',
      description: `Put the ${noun} into a project.`,
    },
    {
      request: `DELETE ${path}/projects/{project_id}`,
      description: `Take the ${noun} out of a project; it is not deleted.`,
    },
  ];
}
