export const KUBERNETES = {
  instance_type: 'm5.2xlarge',
  min_instances: 1,
  max_instances: 8,
  instance_max_memory: 30_515,
  instance_max_cpu: 8192,
  organization_id: 41,
  organization_slug: 'harbor-pine',
  security_group_id: 'sg-5a2d81f0',
} as const;

export const WORKERS = {
  instance_type: 'm4.2xlarge',
  min_instances: 1,
  max_instances: 4,
  instances: 2,
  instance_max_memory: 30_515,
  instance_max_cpu: 8192,
  instance_max_disk_space: 90,
  region: 'us-east-1',
} as const;
