import * as z from 'zod';
import { userShape } from '../common-shapes.ts';
import { defineResource } from '../define-operation.ts';
import { addedSinceDocumentation } from '../documentation-drift.ts';
import { csv, csvIds, flag, int, oneOf, text } from '../parameters.ts';
import { shareOperations } from '../templates/share-operations.ts';
import { transferOperations } from '../templates/transfer-operations.ts';

const mount = { path: '/credentials/{id}', noun: 'credential' } as const;

const credential = {
  id: 'int',
  name: 'text',
  type: 'text',
  username: 'text',
  'description?': 'text',
  owner: 'text',
  'remote_host_id?': 'int',
  'remote_host_name?': 'text',
  created_at: 'time',
  updated_at: 'time',
} as const;

const body = {
  type: text(
    'Amazon Web Services S3, CASS/NCOA PAF, Certificate, Civis Platform, Custom, Database, Google, ' +
      'Salesforce User, Salesforce Client or TableauUser.',
  ),
  username: text(),
  password: text(),
  name: text(),
  description: text(),
  remote_host_id: int('Host that it logs in to.'),
  system_credential: flag('For Civis admins only.'),
  ...addedSinceDocumentation({
    user_id: int('Owner; for Civis admins only.'),
    state: text('U.S. state, for VAN only.'),
    default: flag('Your default; for databases only.'),
    oauth: flag(),
  }),
};

const required = ['type', 'username', 'password'];

export const credentials = defineResource('civis', 'credentials', [
  {
    request: 'GET /credentials',
    description: 'List the credentials that you can use, without their secrets.',
    query: {
      type: csv([
        'Amazon Web Services S3',
        'BSD::API',
        'CASS/NCOA PAF',
        'Catalist::API',
        'Catalist::SFTP',
        'Certificate',
        'Civis Platform',
        'Custom',
        'Database',
        'Google',
        'Github',
        'JobTraits::Ftp',
        'Salesforce User',
        'Salesforce Client',
        'Silverpop Application',
        'Silverpop Refresh Token',
        'Silverpop User',
        'TableauUser',
        'VAN::MyVoterFile',
        'VAN::MyCampaign',
        'VAN::BothModes',
        'Bitbucket',
      ]),
      default: flag('Only your default credential.'),
      ...addedSinceDocumentation({
        remote_host_id: int(),
        system_credentials: flag('Only system credentials; for Civis admins.'),
        users: csvIds('Ids of owners'),
        name: text('Part of the name.'),
      }),
    },
    paging: {
      maxPageSize: 1000,
      orderFields: ['updated_at', 'created_at', 'name'],
      defaultDirection: 'desc',
    },
    returns: [credential],
  },
  {
    request: 'GET /credentials/{id}',
    description: 'Get one credential, without its secret.',
    returns: credential,
  },
  {
    request: 'POST /credentials',
    description: 'Create a credential: store a user name and secret for a host or service.',
    body,
    required,
    returns: credential,
  },
  {
    request: 'PUT /credentials/{id}',
    description: 'Replace a credential; provide every attribute again, including the secret.',
    body,
    required,
    returns: credential,
  },
  {
    request: 'POST /credentials/authenticate',
    description: 'Log in to a remote host with a user name and password. Returns a credential.',
    body: {
      url: text('Address of the host.'),
      remote_host_type: oneOf([
        'RemoteHostTypes::BSD',
        'RemoteHostTypes::Ftp',
        'RemoteHostTypes::Github',
        'RemoteHostTypes::GoogleDoc',
        'RemoteHostTypes::JDBC',
        'RemoteHostTypes::Redshift',
        'RemoteHostTypes::Salesforce',
        'RemoteHostTypes::Van',
      ]),
      username: text(),
      password: text(),
    },
    required: ['url', 'remote_host_type', 'username', 'password'],
    returns: credential,
  },
  {
    request: 'POST /credentials/{id}/temporary',
    description: 'Create temporary S3 access keys from a credential; save_as=FILE saves them locally.',
    body: { duration: z.int().min(900).max(129_600).describe('Seconds. Default: 900.') },
    returns: { access_key: 'text', secret_access_key: 'text', session_token: 'text' },
  },
  ...shareOperations(mount),
]);

/** Credentials as they are managed today. */
export const credentialManagement = defineResource('civis', 'credentials', [
  {
    request: 'GET /credentials/types',
    description: 'List the types of credentials.',
    returns: { types: ['text'] },
  },
  {
    request: 'PATCH /credentials/{id}',
    description: 'Update some attributes of a credential, such as its secret.',
    body,
    returns: { ...credential, user: userShape, 'state?': 'text', default: 'flag', oauth: 'flag' },
  },
  {
    request: 'DELETE /credentials/{id}',
    description: 'Delete a credential; what still uses it fails. See civis_credentials_usage.',
  },
  ...transferOperations(mount),
]);
