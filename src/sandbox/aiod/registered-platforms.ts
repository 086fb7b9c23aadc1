import type { Account } from './accounts.ts';
import { AiodError } from './aiod-error.ts';
import type { AiodPlatform } from './aiod-platform.ts';
import { readBodyFields } from './body-reader.ts';
import { textReader } from './pydantic-values.ts';

/** Reads show the identifier as text; what POST answers is a number. */
export function platformRecord(identifier: number, name: string): unknown {
  return { name, identifier: String(identifier) };
}

/** @throws AiodError 404 */
export function getPlatform({ state }: AiodPlatform, identifier: string): unknown {
  const number = Number(identifier);
  const name = state.platforms.get(number);
  if (name !== undefined) return platformRecord(number, name);
  throw new AiodError(404, `Platform '${identifier}' not found in the database.`);
}

/** @throws AiodError 403 or 409 */
export function registerPlatform(aiod: AiodPlatform, user: Account, body: unknown): { identifier: number } {
  const name = nameIn(body);
  requireRole(user, 'create');
  refuseTakenName(aiod, name);
  aiod.state.lastPlatform += 1;
  aiod.state.platforms.set(aiod.state.lastPlatform, name);
  return { identifier: aiod.state.lastPlatform };
}

/** @throws AiodError 403, 404 or 409 */
export function replacePlatform(aiod: AiodPlatform, user: Account, identifier: string, body: unknown): void {
  const name = nameIn(body);
  getPlatform(aiod, identifier);
  requireRole(user, 'update');
  if (aiod.state.platforms.get(Number(identifier)) !== name) refuseTakenName(aiod, name);
  aiod.state.platforms.set(Number(identifier), name);
}

/** Platforms are deleted for good. @throws AiodError 403 or 404 */
export function deletePlatform(aiod: AiodPlatform, user: Account, identifier: string): void {
  getPlatform(aiod, identifier);
  requireRole(user, 'delete');
  aiod.state.platforms.delete(Number(identifier));
}

function nameIn(body: unknown): string {
  return String(readBodyFields({ name: { read: textReader() } }, body)['name']);
}

/** Being an administrator is not enough. */
function requireRole({ roles }: Account, verb: 'create' | 'update' | 'delete'): void {
  if (roles.includes(`${verb}_platforms`)) return;
  const word = verb === 'update' ? 'edit' : verb;
  throw new AiodError(403, `You do not have permission to ${word} platforms.`);
}

function refuseTakenName({ state }: AiodPlatform, name: string): void {
  const taken = [...state.platforms].find(([, each]) => each === name);
  if (taken === undefined) return;
  throw new AiodError(
    409,
    `There already exists a platform with the same name, with identifier=${taken[0]}.`,
  );
}
