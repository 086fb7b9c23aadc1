import type { DeviceSignIn } from '../client/oidc.ts';
import { printableLine } from './printable.ts';

/** Guides the user through the device sign-in and saves the token. */
export async function loginAiod(
  start: () => Promise<DeviceSignIn>,
  save: (refreshToken: string) => Promise<string>,
  write: (text: string) => void,
): Promise<void> {
  const { address, code, refreshToken } = await start();
  write(`Sign in to AI-on-Demand at\n  ${address}\nand confirm the code ${printableLine(code)}. Waiting…\n`);
  const file = await save(await refreshToken);
  write(`Signed in. The token is stored in ${file}.\n`);
}
