import type { DeviceSignIn } from '../client/oidc.ts';
import { printableLine } from './printable.ts';

/** Guides the user through the device sign-in and saves the token. */
export async function loginAiod(
  start: () => Promise<DeviceSignIn>,
  store: { readonly file: string; readonly save: (refreshToken: string) => Promise<void> },
  write: (text: string) => void,
): Promise<void> {
  const { address, code, refreshToken } = await start();
  write(`Sign in to AI-on-Demand at\n  ${address}\nand confirm the code ${printableLine(code)}. Waiting…\n`);
  await store.save(await refreshToken);
  write(`Signed in. The token is stored in ${store.file}.\n`);
}
