import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The moment of expiry, sealed within. */
const EXPIRY_BYTES = 8;
const TOKEN_BYTES = NONCE_BYTES + EXPIRY_BYTES + TAG_BYTES;

/** How long a person may take to answer. */
export const TOKEN_LIFETIME_MS = 10 * 60 * 1000;
/** Opened seals that are remembered at once. */
const MAX_REDEEMED = 10_000;

/** Tokens that vouch for one thing, once, for some minutes. */
export interface ConfirmationTokens {
  /** A token for what is bound to it. */
  issue(binding: string): string;
  /** Whether the token was made here for exactly this, has not expired and was not opened before; opens it. */
  redeem(token: string, binding: string): boolean;
}

/**
 * Seals with AES-256-GCM: what a token is bound to is authenticated with it and is not part of it. A fresh key
 * dies with the process, and every token with it. Servers that share a key take each other's tokens; that a token
 * was used is known to the one that opened it.
 *
 * @param key 32 bytes
 */
export function createConfirmationTokens(
  now: () => number,
  mostOpened = MAX_REDEEMED,
  key: Buffer = randomBytes(32),
): ConfirmationTokens {
  const opened = new Map<string, number>();
  /** Tokens that expire by then are taken for opened: what has been forgotten cannot be told from them. */
  let forgottenUntil = Number.NEGATIVE_INFINITY;

  function remember(token: string, expiresAt: number): void {
    for (const [old, at] of opened) if (at <= now()) opened.delete(old);
    if (opened.size >= mostOpened) {
      const [oldest, at] = [...opened].reduce((one, other) => (other[1] < one[1] ? other : one));
      opened.delete(oldest);
      forgottenUntil = Math.max(forgottenUntil, at);
    }
    opened.set(token, expiresAt);
  }

  return {
    issue(binding) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(binding));
      const moment = Buffer.alloc(EXPIRY_BYTES);
      moment.writeDoubleBE(now() + TOKEN_LIFETIME_MS);
      const sealed = Buffer.concat([cipher.update(moment), cipher.final()]);
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },

    redeem(token, binding) {
      const expiresAt = readExpiry(key, token, binding);
      if (expiresAt === null || expiresAt <= now() || expiresAt <= forgottenUntil) return false;
      if (opened.has(token)) return false;
      remember(token, expiresAt);
      return true;
    },
  };
}

/** When the token expires; null where it is none of ours or is bound to something else. */
function readExpiry(key: Buffer, token: string, binding: string): number | null {
  const bytes = Buffer.from(token, 'base64url');
  // The decoder skips characters that are not base64; two spellings of one token could be used twice.
  if (bytes.length !== TOKEN_BYTES || bytes.toString('base64url') !== token) return null;
  const sealed = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(binding))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed), decipher.final()]).readDoubleBE();
  } catch {
    return null;
  }
}
