import { toText } from '../../json.ts';
import { findRow } from './access-control.ts';
import { invalidResource } from './civis-error.ts';
import type { CivisPlatform, CivisRequest, HandlerMap } from './civis-platform.ts';
import { requireCredential } from './reference-checks.ts';
import { parseResourcePath } from './resource-paths.ts';

const HOST = parseResourcePath('/remote_hosts/{id}');

/** What is done with a remote host beyond keeping its settings. */
export function remoteHostHandlers(civis: CivisPlatform): HandlerMap {
  const { store } = civis;
  const findHost = ({ path, caller }: CivisRequest) => findRow(civis, HOST, path, caller, 'read');
  return {
    'POST /remote_hosts/{id}/authenticate': (request) => {
      const { credential_id: credential, username, password } = request.body;
      findHost(request);
      if (credential !== undefined) requireCredential(civis, request.caller, credential);
      else if (toText(username) === '' || toText(password) === '')
        throw invalidResource('credential_id, or username and password, are required.');
      return {};
    },
    'GET /remote_hosts/{id}/data_sets': (request) => {
      // A database is a remote host as well.
      const host = store.table('databases').get(Number(request.path['id'])) ?? findHost(request);
      const wanted = toText(request.query['q']).toLowerCase();
      const names = store
        .table('databases/tables')
        .inScope(String(host.id))
        .map(({ schema, name }) =>
          request.query['s'] === true ? schema : `${toText(schema)}.${toText(name)}`,
        )
        .map(toText);
      return {
        value: [...new Set(names)]
          .filter((name) => name.toLowerCase().includes(wanted))
          .map((name) => ({ name, full_path: request.query['s'] !== true })),
      };
    },
  };
}

/** Branches and tags of a bookmarked repository. */
export function gitRepoHandlers(civis: CivisPlatform): HandlerMap {
  return {
    'GET /git_repos/{id}/refs': ({ path, caller }) => {
      findRow(civis, parseResourcePath('/git_repos/{id}'), path, caller, 'read');
      return { value: { branches: ['main', 'staging'], tags: ['v1.2.0', 'v1.3.0'] } };
    },
  };
}
