import { defineResource, retired } from '../define.ts';
import { archiveOperations } from '../families/archive-operations.ts';
import { projectOperations } from '../families/project-operations.ts';
import { shareOperations } from '../families/share-operations.ts';
import { archival, int, text } from '../params.ts';
import { userShape } from '../shapes.ts';

const mount = { path: '/apps/{slug}/instances/{id}', noun: 'app instance' } as const;

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
    { request: 'GET /apps', says: 'List the apps that you may use, for their slugs.', returns: [app] },
    {
      request: 'GET /apps/{slug}',
      says: 'Read one app: its features and current release.',
      returns: {
        ...app,
        current_release: { id: 'int', app_id: 'int', report_template_id: 'int', resources: 'map' },
        features: 'map',
      },
    },
    {
      request: 'GET /apps/{slug}/instances',
      says: 'List the instances of an app, by id.',
      query: { ...archival, app_release_id: int() },
      paging: { largest: 50, order: ['id', 'created_at'], dir: 'asc' },
      returns: [listed],
    },
    {
      request: 'GET /apps/{slug}/instances/{id}',
      says: 'Read one app instance, with its API key and authorization link.',
      returns: instance,
    },
    {
      request: 'POST /apps/{slug}/instances',
      says: 'Create an instance of an app.',
      body: { name: text() },
      returns: instance,
    },
    {
      request: 'PATCH /apps/{slug}/instances/{id}',
      says: 'Rename an app instance.',
      body: { name: text() },
      returns: instance,
    },
    ...archiveOperations(mount, instance),
    ...shareOperations(mount),
    ...projectOperations(mount),
  ]),
);
