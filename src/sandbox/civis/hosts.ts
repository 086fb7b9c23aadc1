import type { User } from '../records.ts';
import { mayRead } from './access.ts';
import { invalidResource } from './errors.ts';
import type { Civis } from './platform.ts';

/** Refuses a host that is neither a database nor any other host that the platform knows. */
export function checkHost({ store }: Civis, id: unknown): void {
  const known = store.table('databases').get(Number(id)) ?? store.table('remote_hosts').get(Number(id));
  if (known === undefined) throw invalidResource(`There is no remote host ${id}.`);
}

/** Refuses a database that there is not. */
export function checkDatabase({ store }: Civis, id: unknown): void {
  if (store.table('databases').get(Number(id)) === undefined)
    throw invalidResource(`There is no database ${id}.`);
}

/** Refuses a credential that the caller may not use. */
export function checkCredential({ store }: Civis, caller: User, id: unknown): void {
  const credential = store.table('credentials').get(Number(id));
  if (credential === undefined || !mayRead(credential, caller)) {
    throw invalidResource(`There is no credential ${id} that you may use.`);
  }
}
