/** What authenticates requests to a platform. */
export interface Credential {
  /** The token to send now; an expired one is renewed first. */
  token(signal: AbortSignal): Promise<string>;
}

/** A key or token that never changes. */
export function staticCredential(token: string): Credential {
  return { token: () => Promise.resolve(token) };
}
