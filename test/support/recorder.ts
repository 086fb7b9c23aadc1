import type {
  PlatformAnswer,
  PlatformClients,
  PlatformName,
  PlatformRequest,
} from '../../src/client/client.ts';

export interface Recorder {
  readonly clients: PlatformClients;
  readonly requests: PlatformRequest[];
}

/** Platforms that record what they are asked and answer every request with this body. */
export function recorder(body: unknown): Recorder {
  const requests: PlatformRequest[] = [];
  const send = async (request: PlatformRequest): Promise<PlatformAnswer> => {
    requests.push(request);
    return {
      status: 200,
      headers: {},
      body: request.expect === 'bytes' ? Buffer.from('content') : body,
      retries: 0,
    };
  };
  const client = (platform: PlatformName) => ({ platform, hasCredential: true, send });
  return { clients: { civis: client('civis'), aiod: client('aiod') }, requests };
}
