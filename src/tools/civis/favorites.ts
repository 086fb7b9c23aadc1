import { userShape } from '../common-shapes.ts';
import type { OperationDefinition } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { int, oneOf } from '../parameters.ts';

const FAVORITES = '/users/me/favorites';

const favorite = {
  id: 'int',
  object_id: 'int',
  object_type: 'text',
  object_name: 'text',
  created_at: 'time',
  'object_updated_at?': 'time',
  object_author: userShape,
} as const;

const object = lazy(() => ({
  object_id: int('Needs object_type.'),
  object_type: oneOf([
    'Container Script',
    'Identity Resolution',
    'Import',
    'Python Script',
    'R Script',
    'dbt Script',
    'JavaScript Script',
    'SQL Script',
    'Template Script',
    'Project',
    'Workflow',
    'Table',
    'Tableau Report',
    'Service Report',
    'HTML Report',
    'SQL Report',
  ]),
}));

const MOVES = {
  top: 'to the top of',
  bottom: 'to the bottom of',
  higher: 'one place up in',
  lower: 'one place down in',
} as const;

/** What you marked as a favorite, in your order. */
export function favoriteOperations(): OperationDefinition[] {
  return [
    {
      request: `GET ${FAVORITES}`,
      description: 'List your favorites, in your order.',
      query: object,
      paging: {
        maxPageSize: 1000,
        defaultPageSize: 50,
        orderFields: ['position', 'created_at'],
        defaultDirection: 'asc',
      },
      returns: [{ ...favorite, position: 'int' }],
    },
    {
      request: `POST ${FAVORITES}`,
      description: 'Mark an object as a favorite.',
      body: object,
      required: ['object_id', 'object_type'],
      returns: favorite,
    },
    {
      request: `DELETE ${FAVORITES}/{id}`,
      description: 'Remove an object from your favorites; the object stays.',
    },
    ...Object.entries(MOVES).map(
      ([rank, where]): OperationDefinition => ({
        request: `PATCH ${FAVORITES}/{id}/ranking/${rank}`,
        description: `Move a favorite ${where} your list.`,
      }),
    ),
  ];
}
