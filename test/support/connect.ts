import type { PlatformRequest } from '../../src/client/client.ts';
import { type ConnectedClient, connectPlatform, type PlatformSettings } from '../../src/client/connect.ts';
import { fixedCredential } from '../../src/client/credential.ts';

/** A real client of ours on a loopback platform. */
export function connectTo(url: string, changes: Partial<PlatformSettings> = {}): ConnectedClient {
  return connectPlatform({
    platform: 'civis',
    label: 'Civis',
    credentialVariable: 'CIVIS_API_KEY',
    endpoint: new URL(url),
    credential: fixedCredential('test-key'),
    timeoutSeconds: 20,
    userAgent: 'test',
    proxy: { http: '', https: '', bypass: '' },
    ...changes,
  });
}

/** A plain read, changed where a test says so. */
export function request(changes: Partial<PlatformRequest> = {}): PlatformRequest {
  return { verb: 'GET', path: '/jobs', values: {}, query: [], auth: 'required', expect: 'json', ...changes };
}

export const neverAborted = new AbortController().signal;
