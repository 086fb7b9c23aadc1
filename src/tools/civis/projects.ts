import { projectShape, userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import {
  authorFilter,
  flag,
  hidden,
  oneOf,
  permissionLevels,
  text,
  visibilityFilters,
} from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';
import { transferOperations } from '../templates/transfer-operations.ts';

const mount = { path: '/projects/{id}', noun: 'project' } as const;
const PARENTS = '/projects/{id}/parent_projects';

const dated = { id: 'int', created_at: 'time', updated_at: 'time' } as const;
const named = { ...dated, name: 'text' } as const;
const last = { state: 'text', updated_at: 'time' } as const;
const runnable = {
  ...named,
  type: 'text',
  'finished_at?': 'time',
  state: 'text',
  'last_run?': last,
} as const;
const deployable = { ...named, 'current_deployment_id?': 'int', 'last_deploy?': last } as const;

const content = {
  project_id: 'int',
  object_id: 'int',
  object_type: 'text',
  fco_type: 'text',
  'sub_type?': 'text',
  name: 'text',
  icon: 'text',
  author: 'text',
  updated_at: 'time',
  'auto_share?': 'flag',
  archived: 'text',
  hidden: 'flag',
  my_permission_level: 'text',
} as const;

const project = {
  id: 'int',
  author: userShape,
  name: 'text',
  'description?': 'text',
  users: [userShape],
  auto_share: 'flag',
  created_at: 'time',
  updated_at: 'time',
  tables: [
    {
      schema: 'text',
      name: 'text',
      'row_count?': 'int',
      'column_count?': 'int',
      created_at: 'time',
      updated_at: 'time',
    },
  ],
  surveys: [dated],
  scripts: [runnable],
  imports: [runnable],
  exports: [runnable],
  models: [{ ...named, state: 'text' }],
  notebooks: [deployable],
  services: [deployable],
  workflows: [{ ...named, state: 'text', 'last_execution?': last }],
  reports: [{ ...named, state: 'text' }],
  script_templates: [named],
  files: [{ ...dated, file_name: 'text', 'file_size?': 'int', expired: 'flag' }],
  enhancements: [{ ...named, 'last_run?': last }],
  projects: [{ ...named, 'description?': 'text' }],
  all_objects: [content],
  'note?': 'text',
  can_current_user_enable_auto_share: 'flag',
  hidden: 'flag',
  archived: 'text',
  'parent_project?': { id: 'int', name: 'int' },
  my_permission_level: 'text',
} as const;

const autoShare = () => flag('Share its objects with everybody whom the project is shared with.');

export const projects = defineResource('civis', 'projects', [
  {
    request: 'GET /projects',
    description: 'List projects, last changed first.',
    query: () => ({
      permission: oneOf(permissionLevels, 'Only projects where you have this permission.'),
      auto_share: flag(),
      ...authorFilter,
      ...visibilityFilters,
    }),
    paging: {
      maxPageSize: 1000,
      defaultPageSize: 20,
      orderFields: ['updated_at', 'name', 'created_at'],
      defaultDirection: 'desc',
    },
    returns: [projectShape],
  },
  {
    request: 'GET /projects/{project_id}',
    description: 'Get one project and everything in it: scripts, imports, tables, files, reports and more.',
    returns: project,
  },
  {
    request: 'POST /projects',
    description:
      'Create a project. Objects are added by their own operations, such as civis_jobs_put_projects.',
    body: () => ({ name: text(), description: text(), note: text(), auto_share: autoShare(), hidden }),
    required: ['name', 'description'],
    returns: project,
  },
  {
    request: 'PUT /projects/{project_id}',
    description: 'Replace name, description and note of a project; its objects stay in it.',
    body: () => ({ name: text(), description: text(), note: text() }),
    returns: project,
  },
  {
    request: 'POST /projects/{id}/clone',
    description: 'Copy a project with the objects in it.',
    body: () => ({
      clone_schedule: flag('Of the objects that have one.'),
      clone_notifications: flag(),
    }),
    returns: project,
  },
  {
    request: 'PUT /projects/{project_id}/auto_share',
    effect: 'share',
    description: 'Turn on or off that sharing a project shares its objects.',
    body: () => ({ auto_share: autoShare() }),
    required: ['auto_share'],
    returns: project,
  },
  {
    request: `GET ${PARENTS}`,
    description: 'List the projects that contain this one.',
    query: { hidden: visibilityFilters.hidden },
    returns: [projectShape],
  },
  {
    request: `PUT ${PARENTS}/{parent_project_id}`,
    effect: 'update',
    description: 'Put a project into another one.',
  },
  {
    request: `DELETE ${PARENTS}/{parent_project_id}`,
    description: 'Take a project out of another one; both stay.',
  },
  ...archiveOperations(mount, project),
  ...shareOperations(mount),
  ...transferOperations(mount),
]);
