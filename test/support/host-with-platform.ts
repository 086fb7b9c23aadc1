import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connectHost, type Host, type HostOptions } from './hosts.ts';
import { answer, type FakePlatform, type Received, type Respond, startPlatform } from './platform.ts';

/** Credentials of the program under test: whatever it says, these must not be in it. */
export const CIVIS_KEY = 'civis-key-3f9d2c7a51';
export const AIOD_TOKEN = 'aiod-token-8b1e6f0d42';

/** A host, the built program and a platform that answers as the test tells it. */
export interface HostWithPlatform {
  readonly host: Host;
  readonly platform: FakePlatform;
  /** Answers from now on in this way, and forgets what was received until now. */
  respondWith(respond: Respond): void;
  close(): Promise<void>;
}

/** Settings that point the program at one address for both platforms, and away from this user's own files. */
export function platformEnv(url: string): Record<string, string> {
  return {
    HOME: '/nonexistent',
    XDG_CONFIG_HOME: '/nonexistent',
    CIVIS_API_ENDPOINT: url,
    CIVIS_API_KEY: CIVIS_KEY,
    AIOD_API_SERVER: url,
    AIOD_ACCESS_TOKEN: AIOD_TOKEN,
  };
}

export async function startHostWithPlatform(options: Partial<HostOptions> = {}): Promise<HostWithPlatform> {
  let respond: Respond = (_, response) => answer(response, 200, {});
  const platform = await startPlatform((received, response) => respond(received, response));
  const host = await connectHost({
    era: 'modern',
    transport: 'stdio',
    ...options,
    env: { ...platformEnv(platform.url), ...options.env },
  });
  return {
    host,
    platform,
    respondWith(next) {
      respond = next;
      platform.received.length = 0;
    },
    close: async () => {
      await host.close();
      await platform.close();
    },
  };
}

/** Answers every request alike. */
export function respondAlways(status: number, body?: unknown, headers: Record<string, string> = {}): Respond {
  return (_, response) => answer(response, status, body, headers);
}

/** Serves a list as Civis does: by `limit` and `page_num`, with its pagination headers. */
export function respondInPages(items: readonly unknown[], usual = 50): Respond {
  return (received, response) => {
    const query = queryOf(received);
    const size = Number(query.get('limit') ?? usual);
    const number = Number(query.get('page_num') ?? 1);
    answer(response, 200, items.slice((number - 1) * size, number * size), {
      'X-Pagination-Per-Page': `${size}`,
      'X-Pagination-Current-Page': `${number}`,
      'X-Pagination-Total-Pages': `${Math.ceil(items.length / size)}`,
      'X-Pagination-Total-Entries': `${items.length}`,
    });
  };
}

/** Serves a list as AI-on-Demand does: by `offset` and `limit`. */
export function respondByOffset(items: readonly unknown[]): Respond {
  return (received, response) => {
    const query = queryOf(received);
    const offset = Number(query.get('offset') ?? 0);
    answer(response, 200, items.slice(offset, offset + Number(query.get('limit') ?? 10)));
  };
}

export function queryOf({ target }: Received): URLSearchParams {
  return new URL(target, 'http://platform').searchParams;
}

export interface HeldRequest {
  /** Leaves every request unanswered. */
  readonly respond: Respond;
  /** The first of them, when it has arrived. */
  readonly arrived: Promise<ServerResponse>;
  /** When its connection is gone. */
  readonly closed: Promise<unknown>;
}

export function holdRequest(): HeldRequest {
  let hold: (response: ServerResponse) => void;
  const arrived = new Promise<ServerResponse>((resolve) => {
    hold = resolve;
  });
  const closed = arrived.then((response) => once(response, 'close'));
  return { respond: (_, response) => hold(response), arrived, closed };
}
