import type { Received } from './platform.ts';

/** Whether a request asks Keycloak for tokens. */
export function isTokenRequest({ target }: Received): boolean {
  return target.endsWith('/protocol/openid-connect/token');
}

/** The form that a request brought. */
export function formOf({ body }: Received): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(String(body)));
}
