import { userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation, removedSinceDocumentation } from '../documentation-drift.ts';
import { authorFilter, csv, flag, int, list, map, text, visibilityFilters } from '../parameters.ts';
import { archiveOperations } from '../templates/archive-operations.ts';
import { projectOperations } from '../templates/project-operations.ts';
import { shareOperations } from '../templates/share-operations.ts';

const mount = { path: '/notebooks/{id}', noun: 'notebook' } as const;

const body = {
  name: text(),
  language: text('python3 (default) or r'),
  description: text(),
  file_id: text('The .ipynb'),
  requirements_file_id: text(),
  requirements: text('Text of requirements.txt'),
  docker_image_name: text('On Docker Hub'),
  docker_image_tag: text('latest when absent'),
  memory: int('MB'),
  cpu: int('Millicores'),
  credentials: list(int(), 'Ids to pass to it'),
  ...removedSinceDocumentation({
    git_url: text('git_repo_url now'),
    git_branch: text('git_ref now'),
    git_file: text('git_path now'),
  }),
  environment_variables: map(undefined, text()),
  idle_timeout: int('How long it lives without activity'),
  ...addedSinceDocumentation({
    instance_type: text('EC2 type'),
    partition_label: text('Cluster partition to run on'),
    git_repo_url: text(),
    git_ref: text('Branch, tag or commit'),
    git_path: text('The .ipynb in the repository'),
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
    description: 'List notebooks, last changed first.',
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
    description: 'Read one notebook: its settings, last deployment and links that expire.',
    returns: notebook,
  },
  {
    request: 'POST /notebooks',
    description: 'Create a notebook; deploy it to run.',
    body: { ...body, hidden: flag() },
    returns: notebook,
  },
  {
    request: 'PUT /notebooks/{id}',
    description: 'Replace a notebook’s settings; those left out are reset.',
    body,
    returns: notebook,
  },
  {
    request: 'PATCH /notebooks/{id}',
    description: 'Change some settings of a notebook.',
    body,
    returns: notebook,
  },
  { request: 'POST /notebooks/{id}/clone', description: 'Copy a notebook.', returns: notebook },
  {
    request: 'GET /notebooks/{id}/update-links',
    description: 'Get links that expire, to PUT new notebook and preview contents to.',
    returns: { update_url: 'text', update_preview_url: 'text' },
  },
  {
    request: 'GET /notebooks/{notebook_id}/deployments',
    description: 'List the deployments of a notebook, newest first.',
    query: { deployment_id: int() },
    paging: { maxPageSize: 50, defaultPageSize: 20, orderFields: ['created_at'], defaultDirection: 'desc' },
    returns: [listedDeployment],
  },
  {
    request: 'GET /notebooks/{notebook_id}/deployments/{deployment_id}',
    description: 'Read one deployment of a notebook: its state and address.',
    returns: deployment,
  },
  {
    request: 'POST /notebooks/{notebook_id}/deployments',
    effect: 'run',
    description: 'Deploy a notebook: starts its server and answers at once.',
    body: { deployment_id: int(), ...removedSinceDocumentation({ published: flag() }) },
    returns: deployment,
  },
  {
    request: 'DELETE /notebooks/{notebook_id}/deployments/{deployment_id}',
    description: 'Stop a deployment of a notebook and delete it.',
  },
  ...archiveOperations(mount, notebook),
  ...shareOperations(mount),
  ...projectOperations(mount),
]);
