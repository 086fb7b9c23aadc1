/** The platforms that this server speaks to. */
export type PlatformName = 'civis' | 'aiod';

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as a caller states it, before anything is encoded. */
export interface PlatformRequest {
  readonly verb: Verb;
  /** Path template: `/jobs/{id}/runs`. */
  readonly path: string;
  /** One raw value for each token of the template; the client encodes it as one segment or refuses it. */
  readonly values: Readonly<Record<string, string>>;
  /** Version in front of the path, where the platform has one; left out: the configured one; empty: none. */
  readonly version?: string;
  /** Lists become `name[]=` once an element. */
  readonly query: ReadonlyArray<readonly [name: string, value: unknown]>;
  /** JSON body; left out: no body at all. */
  readonly body?: unknown;
  readonly auth: 'required' | 'optional' | 'none';
  /** What the answer's body is read as; a stream is handed over unread. */
  readonly expect: 'json' | 'bytes' | 'stream';
  /** Error statuses that the caller takes as answers. */
  readonly tolerate?: readonly number[];
  /** The version that the caller has already: 304 is then an answer, without a body. */
  readonly ifNoneMatch?: string;
  /** Bytes that the answer may have, where that is less than usual. */
  readonly largest?: number;
}

export interface PlatformAnswer {
  readonly status: number;
  /** Lower-case names; a repeated header's values are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, `undefined` for an empty body, a Buffer where bytes were expected, or an `Incoming`. */
  readonly body: unknown;
  /** How often the request was sent again before this answer came. */
  readonly retries: number;
}

/** Bytes on their way in, unread. Reading them throws `CallError` and nothing else. */
export interface Incoming {
  /** How many are to come; undefined where the sender does not say. */
  readonly size: number | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Gives up what has not been read. */
  close(): void;
}

/** One platform over HTTP. Throws `CallError` and nothing else. */
export interface PlatformClient {
  readonly platform: PlatformName;
  /** Whether a credential is configured. */
  readonly hasCredential: boolean;
  send(request: PlatformRequest, signal: AbortSignal): Promise<PlatformAnswer>;
}

export type PlatformClients = Readonly<Record<PlatformName, PlatformClient>>;
