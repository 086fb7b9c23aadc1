import type { RefreshTokenStore } from '../client/oidc.ts';
import { systemErrorCode } from '../errors.ts';
import { cannotBeWritten } from '../wording.ts';
import { withRenewalLock } from './renewal-lock.ts';
import { readSignIn, saveSignIn } from './user-credentials.ts';

/**
 * The saved sign-in, if it is the one that this process was started with; other processes may use it too.
 * A token that cannot be saved is reported once, and stays in memory.
 */
export async function openSignInStore(
  refreshToken: string,
  file: string,
  onNotice: (text: string) => void,
): Promise<RefreshTokenStore | undefined> {
  const read = () => readSignIn(file).catch(() => undefined);
  if ((await read()) !== refreshToken) return undefined;
  let known = refreshToken;
  let isReported = false;
  return {
    lock: (renewal) => withRenewalLock(file, renewal),

    async readChanged() {
      const saved = await read();
      if (saved === undefined || saved === known) return undefined;
      known = saved;
      return saved;
    },

    async replace(next) {
      // The user may have signed out, or in again, meanwhile.
      if ((await read()) !== known) return;
      await saveSignIn(next, file).then(
        () => {
          known = next;
        },
        (cause: unknown) => {
          if (isReported) return;
          isReported = true;
          onNotice(
            `The new sign-in to AI-on-Demand was not saved: ${cannotBeWritten(file, systemErrorCode(cause))}. It is used until this server stops. Make the folder writable, then sign in again with \`civis-aiod-mcp login aiod\`.`,
          );
        },
      );
    },
  };
}
