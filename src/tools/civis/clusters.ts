import { jobShape, runShape, userShape } from '../common-shapes.ts';
import { defineResource, retired } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { flag, int, text } from '../parameters.ts';

const kubernetes = {
  id: 'int',
  instance_type: 'text',
  min_instances: 'int',
  max_instances: 'int',
  instance_max_memory: 'int',
  instance_max_cpu: 'int',
  organization_id: 'int',
  organization_slug: 'text',
  security_group_id: 'text',
} as const;

const worker = {
  id: 'int',
  instance_type: 'text',
  min_instances: 'int',
  max_instances: 'int',
  region: 'text',
  active_jobs_count: 'int',
  queued_jobs_count: 'int',
} as const;

const workerJob = {
  ...jobShape,
  runs: [runShape],
  hidden: 'flag',
  required_cpu: 'int',
  required_disk_space: 'number',
  required_memory: 'int',
  author: userShape,
  running_as: userShape,
} as const;

export const clusters = defineResource('civis', 'clusters', [
  {
    request: 'GET /clusters/kubernetes',
    description: 'List the Kubernetes clusters where the jobs and notebooks of an organization run.',
    query: {
      organization_slug: text('Not with organization_id.'),
      ...addedSinceDocumentation({
        organization_id: int(),
        raw_cluster_slug: text('Slug of the raw configuration.'),
        exclude_inactive_orgs: flag(),
      }),
    },
    constraints: [{ exclusive: ['organization_slug', 'organization_id'] }],
    paging: { maxPageSize: 50, orderFields: ['organization_id', 'created_at'], defaultDirection: 'asc' },
    returns: [kubernetes],
  },
  {
    request: 'GET /clusters/kubernetes/{id}',
    description: 'Get one Kubernetes cluster: instance type, number of instances, limits.',
    query: addedSinceDocumentation({ include_usage_stats: flag() }),
    returns: kubernetes,
  },
  ...retired(
    [
      {
        request: 'GET /clusters/workers',
        description: 'List worker clusters.',
        paging: { maxPageSize: 50, orderFields: ['id', 'created_at'], defaultDirection: 'asc' },
        returns: [worker],
      },
    ],
    'civis_clusters_list_kubernetes',
  ),
  ...retired(
    [
      {
        request: 'GET /clusters/workers/{id}',
        description: 'Get one worker cluster.',
        returns: {
          ...worker,
          instances: 'int',
          instance_max_memory: 'int',
          instance_max_cpu: 'int',
          instance_max_disk_space: 'number',
        },
      },
    ],
    'civis_clusters_get_kubernetes',
  ),
  ...retired(
    [
      {
        request: 'GET /clusters/workers/{id}/active_jobs',
        description: 'List the running jobs of a worker cluster.',
        returns: [workerJob],
      },
      {
        request: 'GET /clusters/workers/{id}/queued_jobs',
        description: 'List the queued jobs of a worker cluster.',
        returns: [workerJob],
      },
    ],
    'civis_jobs_list',
  ),
]);
