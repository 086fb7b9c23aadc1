/** What authenticates requests to a platform. */
export interface Credential {
  /** The token to send now; an expired one is renewed first. Rejects with a `CallError`. */
  token(): string | Promise<string>;
  /** The platform has accepted the token. */
  onAccepted(token: string): void;
  /** The platform has refused the token with 401. Returns whether `token` now provides another one. */
  onRefused(token: string): boolean;
}

/** A key or token that never changes. */
export function staticCredential(token: string): Credential {
  return {
    token: () => token,
    onAccepted: () => undefined,
    onRefused: () => false,
  };
}

/** A token that is renewed when it has expired. */
export interface RenewedCredential extends Credential {
  token(): Promise<string>;
}
