/** The platforms that this server calls. */
export type PlatformName = 'civis' | 'aiod';

export type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as a caller states it, before anything is encoded. */
export interface PlatformRequest {
  readonly verb: Verb;
  /** Path template: `/jobs/{id}/runs`. */
  readonly path: string;
  /** One raw value for each token of the path template; the client encodes it as one segment or refuses it. */
  readonly pathParams: Readonly<Record<string, string>>;
  /** Version in front of the path, where the platform has one; left out: the configured one; empty: none. */
  readonly version?: string;
  /** A list becomes one `name[]=` for each element. */
  readonly query: ReadonlyArray<readonly [name: string, value: unknown]>;
  /** JSON body; left out: no body at all. */
  readonly body?: unknown;
  /** A file in place of a JSON body. */
  readonly file?: FormFile;
  readonly auth: 'required' | 'optional' | 'none';
  /** What the response's body is read as; a stream is handed over unread. */
  readonly responseType: 'json' | 'bytes' | 'stream';
  /** Error statuses that the caller wants as responses instead of errors; a redirect with one of them is not followed. */
  readonly acceptedStatuses?: readonly number[];
  /** The version that the caller has already: 304 is then a response, without a body. */
  readonly ifNoneMatch?: string;
  /** Bytes that the response may have, where that is less than usual. */
  readonly maxBytes?: number;
}

/** A small file, sent as the part `file` of a multipart form. */
export interface FormFile {
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface PlatformResponse {
  readonly status: number;
  /** Lower-case names; a repeated header's values are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, `undefined` for an empty body, a Buffer where bytes were asked for, or a `ByteStream`. */
  readonly body: unknown;
  /** How often the request was sent again before this response came. */
  readonly retries: number;
}

/** A body that has not been read yet. Reading it throws `CallError` and nothing else. */
export interface ByteStream {
  /** Bytes in total; undefined where the sender does not say. */
  readonly size: number | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Discards what has not been read. */
  close(): void;
}

/** How errors name a platform and its settings. */
export interface PlatformLabel {
  readonly label: string;
  /** The environment variable that holds its credential. */
  readonly credentialVariable: string;
  /** The environment variable that holds its address. */
  readonly endpointVariable: string;
}

/** Takes secrets out of what a sender says, before an error cuts it and quotes it: half of a key is most of it. */
export type Protect = (value: unknown) => unknown;

/** One platform over HTTP. Throws `CallError` and nothing else. */
export interface PlatformClient {
  readonly platform: PlatformName;
  /** Whether a credential is configured. */
  readonly hasCredential: boolean;
  /** The version that requests go to unless they say otherwise; empty for the latest. */
  readonly version?: string | undefined;
  send(request: PlatformRequest, signal: AbortSignal): Promise<PlatformResponse>;
}

export type PlatformClients = Readonly<Record<PlatformName, PlatformClient>>;
