import type { PlatformClient } from '../client/interface.ts';
import type { Traffic } from './tool-call.ts';

/** The platform, and an account of what is sent to it. */
export function countTraffic(platform: PlatformClient): {
  readonly platform: PlatformClient;
  readonly traffic: () => Traffic;
} {
  let requests = 0;
  let retries = 0;
  let status: number | undefined;
  const send: PlatformClient['send'] = async (request, signal) => {
    const response = await platform.send(request, signal);
    requests += 1;
    retries += response.retries;
    status = response.status;
    return response;
  };
  return { platform: { ...platform, send }, traffic: () => ({ requests, retries, status }) };
}
