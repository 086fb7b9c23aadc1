import { staticCredential } from '../../src/client/credential.ts';
import type { PlatformRequest } from '../../src/client/interface.ts';
import {
  type ClosablePlatformClient,
  createPlatformClient,
  type PlatformClientOptions,
} from '../../src/client/platform-client.ts';

/** A real client of ours on a loopback platform. */
export function connectTo(url: string, changes: Partial<PlatformClientOptions> = {}): ClosablePlatformClient {
  return createPlatformClient({
    platform: 'civis',
    label: 'Civis',
    credentialVariable: 'CIVIS_API_KEY',
    endpointVariable: 'CIVIS_API_ENDPOINT',
    endpoint: new URL(url),
    credential: staticCredential('test-key'),
    timeoutSeconds: 20,
    connections: 16,
    userAgent: 'test',
    proxy: { http: '', https: '', bypass: '' },
    protect: (value) => value,
    ...changes,
  });
}

/** A plain read, changed where a test says so. */
export function request(changes: Partial<PlatformRequest> = {}): PlatformRequest {
  return {
    verb: 'GET',
    path: '/jobs',
    pathParams: {},
    query: [],
    auth: 'required',
    responseType: 'json',
    ...changes,
  };
}

export const neverAborted = new AbortController().signal;
