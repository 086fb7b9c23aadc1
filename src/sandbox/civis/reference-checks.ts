import type { User } from '../state/entities.ts';
import { mayRead } from './access-control.ts';
import { invalidResource } from './civis-error.ts';
import type { CivisPlatform } from './civis-platform.ts';

/** Throws 422 unless the host is a database or another known host. */
export function requireRemoteHost({ store }: CivisPlatform, id: unknown): void {
  const known = store.table('databases').get(Number(id)) ?? store.table('remote_hosts').get(Number(id));
  if (known === undefined) throw invalidResource(`Remote host ${Number(id)} does not exist.`);
}

/** Throws 422 unless the database exists. */
export function requireDatabase({ store }: CivisPlatform, id: unknown): void {
  if (store.table('databases').get(Number(id)) === undefined)
    throw invalidResource(`Database ${Number(id)} does not exist.`);
}

/** Throws 422 unless the caller may use the credential. */
export function requireCredential({ store }: CivisPlatform, caller: User, id: unknown): void {
  const credential = store.table('credentials').get(Number(id));
  if (credential === undefined || !mayRead(credential, caller)) {
    throw invalidResource(
      `Credential ${Number(id)} does not exist, or you do not have permission to use it.`,
    );
  }
}
