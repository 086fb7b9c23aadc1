import { toText } from '../../json.ts';
import type { Operation } from '../../tools/operation.ts';
import { findRow } from './access-control.ts';
import { invalidResource } from './civis-error.ts';
import type { CivisPlatform, CivisRequest, HandlerMap } from './civis-platform.ts';
import { collectionHandler, createdResponse, createRow, insertRow } from './collections.ts';
import { requireRemoteHost } from './reference-checks.ts';
import { parseResourcePath } from './resource-paths.ts';

const CREDENTIAL_TYPES = new Set([
  'Amazon Web Services S3',
  'CASS/NCOA PAF',
  'Certificate',
  'Civis Platform',
  'Custom',
  'Database',
  'Google',
  'Salesforce User',
  'Salesforce Client',
  'TableauUser',
]);

const ALPHANUMERIC = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

const CREDENTIAL = parseResourcePath('/credentials/{id}');

/** Credentials: their secrets are write-only. */
export function credentialHandlers(civis: CivisPlatform, operations: readonly Operation[]): HandlerMap {
  const replaceOperation = operations.find(
    ({ verb, path }) => verb === 'PUT' && path === '/credentials/{id}',
  );
  return {
    'POST /credentials': (request) => {
      const fields = {
        ...nameFields(civis, request),
        owner: request.caller.username,
        owner_id: request.caller.id,
      };
      return createdResponse(civis, request, createRow(civis, request, fields));
    },
    ...(replaceOperation && {
      'PUT /credentials/{id}': (request: CivisRequest) => {
        const body = { ...request.body, ...nameFields(civis, request) };
        return collectionHandler(civis, replaceOperation)({ ...request, body });
      },
    }),
    'POST /credentials/authenticate': ({ body, caller }) => {
      const { url, username } = body;
      return {
        value: insertRow(civis, 'credentials', '', caller, {
          name: `${toText(username)} at ${toText(url)}`,
          type: 'Database',
          username,
          owner: caller.username,
          owner_id: caller.id,
        }),
      };
    },
    'GET /credentials/types': () => ({ value: { types: [...CREDENTIAL_TYPES] } }),
    'PATCH /credentials/{id}': (request) => {
      const row = findRow(civis, CREDENTIAL, request.path, request.caller, 'write');
      const { password: _, ...shown } = request.body;
      Object.assign(row, shown, nameFields(civis, { ...request, body: { ...row, ...shown } }));
      return { value: row };
    },
    'DELETE /credentials/{id}': ({ path, caller }) => {
      civis.store.table('credentials').delete(findRow(civis, CREDENTIAL, path, caller, 'manage'));
      return {};
    },
    'POST /credentials/{id}/temporary': ({ path, caller }) => {
      const row = findRow(civis, CREDENTIAL, path, caller, 'read');
      if (row['type'] !== 'Amazon Web Services S3') {
        throw invalidResource(
          `Credential ${row.id} is of the type ${toText(row['type'])}; temporary keys exist only for S3.`,
        );
      }
      const { random } = civis;
      return {
        value: {
          access_key: `ASIA${random.string(16, '234567ABCDEFGHIJKLMNOPQRSTUVWXYZ')}`,
          secret_access_key: random.string(40, ALPHANUMERIC),
          session_token: random.string(120, ALPHANUMERIC),
        },
      };
    },
  };
}

/** The name, by default that of the user, and the name of the host. Throws 422 for an unknown type or host. */
function nameFields(civis: CivisPlatform, { body }: CivisRequest): Record<string, unknown> {
  const { type, username, name = username, remote_host_id: host } = body;
  if (!CREDENTIAL_TYPES.has(toText(type)))
    throw invalidResource(`type must be one of ${[...CREDENTIAL_TYPES].join(', ')}.`);
  if (host === undefined || host === null) return { name, remote_host_name: null };
  requireRemoteHost(civis, host);
  const { store } = civis;
  const row = store.table('databases').get(Number(host)) ?? store.table('remote_hosts').get(Number(host));
  return { name, remote_host_name: row?.['name'] };
}
