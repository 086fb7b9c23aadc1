import type { Operation } from '../../tools/operation.ts';
import { findRow } from './access.ts';
import { answerCreated, collectionHandler, create, insert } from './collections.ts';
import { invalidResource } from './errors.ts';
import { checkHost } from './hosts.ts';
import { placeOf } from './places.ts';
import type { Civis, CivisCall, Handlers } from './platform.ts';

const TYPES = new Set([
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

const WORD = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Credentials: their secrets go in and never come out again. */
export function credentialHandlers(civis: Civis, operations: readonly Operation[]): Handlers {
  const replacing = operations.find(({ verb, path }) => verb === 'PUT' && path === '/credentials/{id}');
  return {
    'POST /credentials': (call) => {
      const fields = { ...named(civis, call), owner: call.caller.username, owner_id: call.caller.id };
      return answerCreated(civis, call, create(civis, call, fields));
    },
    ...(replacing && {
      'PUT /credentials/{id}': (call: CivisCall) => {
        const body = { ...call.body, ...named(civis, call) };
        return collectionHandler(civis, replacing)({ ...call, body });
      },
    }),
    'POST /credentials/authenticate': ({ body, caller }) => {
      const { url, username } = body;
      return {
        value: insert(civis, 'credentials', '', caller, {
          name: `${username} at ${url}`,
          type: 'Database',
          username,
          owner: caller.username,
          owner_id: caller.id,
        }),
      };
    },
    'POST /credentials/{id}/temporary': ({ path, caller }) => {
      const row = findRow(civis, placeOf('/credentials/{id}'), path, caller, 'read');
      if (row['type'] !== 'Amazon Web Services S3') {
        throw invalidResource(
          `Credential ${row.id} is of the type ${row['type']}; only S3 gives temporary keys.`,
        );
      }
      const { random } = civis;
      return {
        value: {
          access_key: `ASIA${random.string(16, '234567ABCDEFGHIJKLMNOPQRSTUVWXYZ')}`,
          secret_access_key: random.string(40, WORD),
          session_token: random.string(120, WORD),
        },
      };
    },
  };
}

/** A credential without a name has that of its user; one for a host knows the name of the host. */
function named(civis: Civis, { body }: CivisCall): Record<string, unknown> {
  const { type, username, name = username, remote_host_id: host } = body;
  if (!TYPES.has(String(type))) throw invalidResource(`type is none of ${[...TYPES].join(', ')}.`);
  if (host === undefined) return { name, remote_host_name: null };
  checkHost(civis, host);
  const { store } = civis;
  const row = store.table('databases').get(Number(host)) ?? store.table('remote_hosts').get(Number(host));
  return { name, remote_host_name: row?.['name'] };
}
