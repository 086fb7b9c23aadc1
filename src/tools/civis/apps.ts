import { userShape } from '../common-shapes.ts';
import { defineResource, retired } from '../define-operation.ts';
import { archivedFilter, int, text } from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';

const mount = { path: '/apps/{slug}/instances/{id}', noun: 'instance' } as const;

const app = { slug: 'text', id: 'int', instance_name: 'text', name: 'text' } as const;

const listed = {
  id: 'int',
  name: 'text',
  app_release_id: 'int',
  report_id: 'int',
  created_at: 'time',
  user: userShape,
  project_id: 'int',
} as const;

const instance = { ...listed, auth_code_url: 'text', api_key: 'text' } as const;

export const apps = defineResource(
  'civis',
  'apps',
  retired([
    {
      request: 'GET /apps',
      description: 'List the apps that you can use, to find their slugs.',
      returns: [app],
    },
    {
      request: 'GET /apps/{slug}',
      description: 'Get one app: its features and current release.',
      returns: {
        ...app,
        current_release: { id: 'int', app_id: 'int', report_template_id: 'int', resources: 'map' },
        features: 'map',
      },
    },
    {
      request: 'GET /apps/{slug}/instances',
      description: 'List the instances of an app.',
      query: { ...archivedFilter, app_release_id: int('Only instances of this release.') },
      paging: { maxPageSize: 50, orderFields: ['id', 'created_at'], defaultDirection: 'asc' },
      returns: [listed],
    },
    {
      request: 'GET /apps/{slug}/instances/{id}',
      description: 'Get one app instance and its authorization link.',
      returns: instance,
    },
    {
      request: 'POST /apps/{slug}/instances',
      description: 'Create an instance of an app.',
      body: { name: text() },
      returns: instance,
    },
    {
      request: 'PATCH /apps/{slug}/instances/{id}',
      description: 'Rename an app instance.',
      body: { name: text() },
      returns: instance,
    },
    ...archiveOperations(mount, instance),
    ...shareOperations(mount),
    ...projectOperations(mount),
  ]),
);
