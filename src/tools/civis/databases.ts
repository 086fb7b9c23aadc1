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
    description: 'List the databases that you can use, to find their ids.',
    returns: [{ id: 'int', name: 'text' }],
  },
  {
    request: 'GET /databases/{id}/schemas',
    description: 'List the schemas of a database.',
    query: addedSinceDocumentation({
      name: text('Part of the name.'),
      credential_id: int('Only schemas that this credential can access.'),
    }),
    returns: [{ schema: 'text' }],
  },
  {
    request: 'GET /databases/{id}/whitelist-ips',
    description: 'List the IP addresses that are allowed to connect to the database.',
    returns: [address],
  },
  {
    request: 'GET /databases/{id}/whitelist-ips/{whitelisted_ip_id}',
    description: 'Get one allowed IP address: who authorized it, and whether it is active.',
    returns: authorized,
  },
  ...retired([
    {
      request: 'POST /databases/{id}/whitelist-ips',
      effect: 'share',
      description: 'Allow an IP address to connect to the database.',
      body: { subnet_mask: text('IP address or CIDR, e.g. 203.0.113.7/32.') },
      required: ['subnet_mask'],
      returns: authorized,
    },
    {
      request: 'DELETE /databases/{id}/whitelist-ips/{whitelisted_ip_id}',
      description: 'Remove an IP address from the ones allowed to connect to the database.',
    },
  ]),
]);
