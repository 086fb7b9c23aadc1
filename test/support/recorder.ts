import type {
  PlatformClients,
  PlatformName,
  PlatformRequest,
  PlatformResponse,
} from '../../src/client/interface.ts';

export interface Recorder {
  readonly clients: PlatformClients;
  readonly requests: PlatformRequest[];
}

/** Platforms that record what they are asked and answer every request with this body. */
export function recorder(body: unknown): Recorder {
  const requests: PlatformRequest[] = [];
  const send = async (request: PlatformRequest): Promise<PlatformResponse> => {
    requests.push(request);
    return {
      status: 200,
      headers: {},
      body: request.responseType === 'bytes' ? Buffer.from('content') : body,
      retries: 0,
    };
  };
  const client = (platform: PlatformName) => ({ platform, hasCredential: true, send });
  return { clients: { civis: client('civis'), aiod: client('aiod') }, requests };
}
