/** What a platform is asked with. */
export interface Credential {
  /** The token to send now; one that has run out is renewed first. */
  token(signal: AbortSignal): Promise<string>;
}

/** A key or token that stays as it is. */
export function fixedCredential(token: string): Credential {
  return { token: () => Promise.resolve(token) };
}
