import { userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation, removedSinceDocumentation } from '../documentation-drift.ts';
import {
  authorFilter,
  csv,
  flag,
  hidden,
  int,
  list,
  map,
  text,
  visibilityFilters,
  withDefault,
} from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';

const mount = { path: '/notebooks/{id}', noun: 'notebook' } as const;

const body = {
  name: text(),
  language: withDefault('python3', text('python3 (default) or r.')),
  description: text(),
  file_id: text('File with the .ipynb.'),
  requirements_file_id: text('File with requirements.txt.'),
  requirements: text('Content of requirements.txt.'),
  docker_image_name: text('On Docker Hub.'),
  docker_image_tag: withDefault('latest', text('Default: latest.')),
  memory: int('MB.'),
  cpu: int('Millicores.'),
  credentials: list(int(), 'Ids to pass to it.'),
  ...removedSinceDocumentation({
    git_url: text('Use git_repo_url.'),
    git_branch: text('Use git_ref.'),
    git_file: text('Use git_path.'),
  }),
  environment_variables: map(undefined, text()),
  idle_timeout: int('How long it runs without kernel activity.'),
  ...addedSinceDocumentation({
    instance_type: text('EC2 type.'),
    partition_label: text('Cluster partition to run on.'),
    git_repo_url: text(),
    git_ref: text('Branch, tag or commit.'),
    git_path: text('Path of the .ipynb in the repository.'),
  }),
};

const listedDeployment = {
  deployment_id: 'int',
  user_id: 'int',
  host: 'text',
  name: 'text',
  docker_image_name: 'text',
  docker_image_tag: 'text',
  memory: 'int',
  cpu: 'int',
  'state?': 'text',
  'state_message?': 'text',
  created_at: 'time',
  updated_at: 'time',
  published: 'flag',
  notebook_id: 'int',
} as const;

const deployment = { ...listedDeployment, display_url: 'text' } as const;

const listed = {
  id: 'int',
  name: 'text',
  language: 'text',
  'description?': 'text',
  user: userShape,
  created_at: 'time',
  updated_at: 'time',
  'most_recent_deployment?': listedDeployment,
  archived: 'flag',
} as const;

const notebook = {
  ...listed,
  'most_recent_deployment?': deployment,
  notebook_url: 'text',
  notebook_preview_url: 'text',
  requirements_url: 'text',
  file_id: 'int',
  'requirements_file_id?': 'int',
  docker_image_name: 'text',
  docker_image_tag: 'text',
  memory: 'int',
  cpu: 'int',
  credentials: ['any'],
  git_url: 'text',
  git_branch: 'text',
  git_file: 'text',
  environment_variables: 'map',
  idle_timeout: 'int',
  hidden: 'flag',
} as const;

export const notebooks = defineResource('civis', 'notebooks', [
  {
    request: 'GET /notebooks',
    description: 'List notebooks.',
    query: { ...visibilityFilters, ...authorFilter, status: csv(['running', 'pending', 'idle']) },
    paging: {
      maxPageSize: 50,
      defaultPageSize: 20,
      orderFields: ['updated_at', 'name', 'created_at'],
      defaultDirection: 'desc',
    },
    returns: [listed],
  },
  {
    request: 'GET /notebooks/{id}',
    description: 'Get one notebook: settings, last deployment and links that expire.',
    returns: notebook,
  },
  {
    request: 'POST /notebooks',
    description: 'Create a notebook. Deploy it to run it.',
    body: { ...body, hidden },
    returns: notebook,
  },
  {
    request: 'PUT /notebooks/{id}',
    description: 'Replace the settings of a notebook; omitted ones are reset.',
    body,
    returns: notebook,
  },
  {
    request: 'PATCH /notebooks/{id}',
    description: 'Update some settings of a notebook.',
    body,
    returns: notebook,
  },
  { request: 'POST /notebooks/{id}/clone', description: 'Copy a notebook.', returns: notebook },
  {
    request: 'GET /notebooks/{id}/update-links',
    description: 'Get links that expire, to upload new notebook and preview content with PUT.',
    returns: { update_url: 'text', update_preview_url: 'text' },
  },
  {
    request: 'GET /notebooks/{notebook_id}/deployments',
    description: 'List the deployments of a notebook, newest first.',
    query: { deployment_id: int('Only this one.') },
    paging: { maxPageSize: 50, defaultPageSize: 20, orderFields: ['created_at'], defaultDirection: 'desc' },
    returns: [listedDeployment],
  },
  {
    request: 'GET /notebooks/{notebook_id}/deployments/{deployment_id}',
    description: 'Get one deployment of a notebook: state and address.',
    returns: deployment,
  },
  {
    request: 'POST /notebooks/{notebook_id}/deployments',
    effect: 'run',
    description: 'Deploy a notebook. Returns as soon as its server is starting.',
    body: { deployment_id: int(), ...removedSinceDocumentation({ published: flag() }) },
    returns: deployment,
  },
  {
    request: 'DELETE /notebooks/{notebook_id}/deployments/{deployment_id}',
    description: 'Stop and delete a deployment of a notebook.',
  },
  ...archiveOperations(mount, notebook),
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
