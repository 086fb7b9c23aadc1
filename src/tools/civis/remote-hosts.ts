import { userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { lazy } from '../lazy.ts';
import { flag, int, oneOf, text } from '../parameters.ts';
import { shareOperations } from '../templates/share-operations.ts';

const mount = { path: '/remote_hosts/{id}', noun: 'remote host' } as const;

const listed = { id: 'int', name: 'text', type: 'text', url: 'text' } as const;
const host = {
  ...listed,
  'description?': 'text',
  my_permission_level: 'text',
  user: userShape,
  created_at: 'time',
  updated_at: 'time',
} as const;

const type = lazy(() =>
  oneOf([
    'RemoteHostTypes::Bigquery',
    'RemoteHostTypes::Bitbucket',
    'RemoteHostTypes::GitSSH',
    'RemoteHostTypes::Github',
    'RemoteHostTypes::GoogleDoc',
    'RemoteHostTypes::JDBC',
    'RemoteHostTypes::Postgres',
    'RemoteHostTypes::Redshift',
    'RemoteHostTypes::S3Storage',
    'RemoteHostTypes::Salesforce',
  ]),
);

const created = lazy(() => ({ name: text(), type: type(), url: text() }));
const body = lazy(() => ({ ...created(), description: text() }));
const login = lazy(() => ({
  credential_id: int('Instead of username and password, which are not stored.'),
  username: text(),
  password: text(),
}));

export const remoteHosts = defineResource('civis', 'remote_hosts', [
  {
    request: 'GET /remote_hosts',
    description: 'List the hosts that Civis connects to: databases, storage, git and other services.',
    query: () => ({ type: type() }),
    returns: [listed],
  },
  { request: 'GET /remote_hosts/{id}', description: 'Get one remote host.', returns: host },
  {
    request: 'POST /remote_hosts',
    description: 'Create a remote host that Civis can connect to.',
    body: created,
    required: ['name', 'type', 'url'],
    returns: host,
  },
  {
    request: 'PUT /remote_hosts/{id}',
    description: 'Replace the settings of a remote host.',
    body,
    required: ['name', 'type', 'url', 'description'],
    returns: host,
  },
  {
    request: 'PATCH /remote_hosts/{id}',
    description: 'Update some settings of a remote host.',
    body,
    returns: host,
  },
  {
    request: 'POST /remote_hosts/{id}/authenticate',
    description: 'Check that a credential, or a user name and password, can log in to a remote host.',
    body: login,
  },
  {
    request: 'GET /remote_hosts/{id}/data_sets',
    description: 'List the data sets of a remote host, such as tables.',
    query: () => ({
      credential_id: int('Use it instead of username and password, which would be part of the address.'),
      username: text(),
      password: text(),
      q: text('Words to search for.'),
      s: flag('true: schemas only, without full paths.'),
    }),
    returns: [{ name: 'text', full_path: 'flag' }],
  },
  ...shareOperations(mount),
]);
