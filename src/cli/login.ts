import type { DeviceSignIn } from '../client/oidc.ts';

/** Leads a person through signing in on a device of theirs; `write` prints. */
export async function loginAiod(
  start: () => Promise<DeviceSignIn>,
  keep: (refreshToken: string) => Promise<string>,
  write: (text: string) => void,
): Promise<void> {
  const { address, code, refreshToken } = await start();
  write(`Sign in to AI-on-Demand at\n  ${address}\nand confirm the code ${code}. Waiting…\n`);
  const file = await keep(await refreshToken);
  write(`Signed in. The token is kept in ${file}.\n`);
}
