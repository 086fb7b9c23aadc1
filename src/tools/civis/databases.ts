import { defineResource, retired } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { int, text } from '../parameters.ts';

const address = {
  id: 'int',
  remote_host_id: 'int',
  security_group_id: 'text',
  subnet_mask: 'text',
  created_at: 'time',
  updated_at: 'time',
} as const;

const authorized = { ...address, authorized_by: 'int', is_active: 'flag' } as const;

export const databases = defineResource('civis', 'databases', [
  {
    request: 'GET /databases',
    description: 'List the databases that you may use, for their ids.',
    returns: [{ id: 'int', name: 'text' }],
  },
  {
    request: 'GET /databases/{id}/schemas',
    description: 'List the schemas of a database.',
    query: addedSinceDocumentation({ name: text('Part of it'), credential_id: int('Only what it may see') }),
    returns: [{ schema: 'text' }],
  },
  {
    request: 'GET /databases/{id}/whitelist-ips',
    description: 'List the IP addresses that may connect to the database.',
    returns: [address],
  },
  {
    request: 'GET /databases/{id}/whitelist-ips/{whitelisted_ip_id}',
    description: 'Read one allowed IP address: who authorized it, whether it is active.',
    returns: authorized,
  },
  ...retired([
    {
      request: 'POST /databases/{id}/whitelist-ips',
      effect: 'share',
      description: 'Allow an IP address to connect to the database.',
      body: { subnet_mask: text('IP or CIDR, e.g. 203.0.113.7/32') },
      required: ['subnet_mask'],
      returns: authorized,
    },
    {
      request: 'DELETE /databases/{id}/whitelist-ips/{whitelisted_ip_id}',
      description: 'Stop an IP address from connecting to the database.',
    },
  ]),
]);
