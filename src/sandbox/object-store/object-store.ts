import { createHash, createHmac } from 'node:crypto';
import type { SeededRandom } from '../state/seeded-random.ts';

/** Limits on one object and on all objects together, as everything is kept in memory. */
export const MAX_OBJECT_BYTES = 64 * 1024 * 1024;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;

const HEX = '0123456789abcdef';

/** An error in the format of S3-like object stores. */
export class ObjectStoreError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The contents of the store, as they are persisted. */
export interface ObjectStoreSnapshot {
  readonly secret: string;
  readonly objects: ReadonlyMap<string, StoredObject>;
}

interface StoredObject {
  readonly name: string;
  bytes: Buffer | null;
  /** Received parts of a multipart upload, by part number. */
  readonly parts: Map<number, Buffer>;
  readonly partCount: number;
}

/** The signed parameters of a presigned URL. */
export interface SignedRequest {
  readonly key: string;
  readonly expires: string;
  readonly signature: string;
  readonly part: string;
}

/**
 * The object store beside the platform: it issues presigned URLs, takes uploads by form, as a whole or in
 * parts, and serves downloads.
 */
export class ObjectStore {
  #objects = new Map<string, StoredObject>();
  readonly #random: SeededRandom;
  #secret: string;
  readonly #now: () => number;
  readonly #origin: () => string;

  constructor(random: SeededRandom, now: () => number, origin: () => string) {
    this.#random = random;
    this.#secret = random.string(32, HEX);
    this.#now = now;
    this.#origin = origin;
  }

  snapshot(): ObjectStoreSnapshot {
    return { secret: this.#secret, objects: this.#objects };
  }

  restore({ secret, objects }: ObjectStoreSnapshot): void {
    this.#secret = secret;
    this.#objects = new Map(objects);
  }

  /** Creates an object and returns its key; its bytes may follow later, whole or in parts. */
  create(name: string, bytes: Buffer | null = null, partCount = 0): string {
    const key = this.#random.string(40, HEX);
    this.#objects.set(key, { name, bytes, parts: new Map(), partCount });
    return key;
  }

  /** Size of the object in bytes; undefined until they have been uploaded. */
  size(key: string): number | undefined {
    return this.#objects.get(key)?.bytes?.length;
  }

  downloadUrl(key: string, expires: number): string {
    return this.#signedUrl('GET', key, expires);
  }

  /** A download URL without the server's address, which the next run may not have. */
  downloadPath(key: string, expires: number): string {
    return this.#signedPath('GET', key, expires);
  }

  /** Presigned URL that takes the whole object, any number of times. */
  uploadUrl(key: string, expires: number): string {
    return this.#signedUrl('PUT', key, expires);
  }

  /** The bytes of an object; null until they have been uploaded. */
  bytes(key: string): Buffer | null {
    return this.#objects.get(key)?.bytes ?? null;
  }

  /** Presigned URLs for the parts, from the first to the last. */
  partUrls(key: string, expires: number): string[] {
    const { partCount } = this.#find(key);
    return Array.from({ length: partCount }, (_, at) => this.#signedUrl('PUT', key, expires, String(at + 1)));
  }

  /** The form that uploads the object: its URL, and the fields that precede the file. */
  uploadForm(key: string, expires: number): { url: string; fields: Record<string, string> } {
    const conditions = { expiration: new Date(expires).toISOString(), conditions: [{ key }] };
    const policy = Buffer.from(JSON.stringify(conditions)).toString('base64');
    const fields = {
      key,
      success_action_status: '204',
      policy,
      'x-amz-signature': this.#sign(policy),
    };
    return { url: `${this.#origin()}/storage`, fields };
  }

  /** Stores the file of an uploaded form. */
  acceptForm(fields: ReadonlyMap<string, string>, bytes: Buffer): void {
    const policy = fields.get('policy') ?? '';
    if (fields.get('x-amz-signature') !== this.#sign(policy))
      throw accessDenied('The signature does not match.');
    const { expiration, conditions } = JSON.parse(Buffer.from(policy, 'base64').toString()) as {
      expiration: string;
      conditions: [{ key: string }];
    };
    if (Date.parse(expiration) < this.#now()) throw accessDenied('The policy has expired.');
    if (fields.get('key') !== conditions[0].key) throw accessDenied('The policy is for a different key.');
    const object = this.#find(conditions[0].key);
    this.#checkCapacity(bytes);
    object.bytes = bytes;
  }

  /** Stores an object, or one part of it, in place of an earlier upload. */
  acceptPut(signed: SignedRequest, bytes: Buffer): string {
    this.#verifySignature('PUT', signed);
    const object = this.#find(signed.key);
    if (signed.part === '') {
      this.#checkCapacity(bytes);
      object.bytes = bytes;
      return etagOf(bytes);
    }
    if (!this.awaitsParts(signed.key))
      throw new ObjectStoreError(404, 'NoSuchUpload', 'The upload is already complete.');
    this.#checkCapacity(bytes);
    object.parts.set(Number(signed.part), bytes);
    return etagOf(bytes);
  }

  /** Whether the object is an incomplete multipart upload. */
  awaitsParts(key: string): boolean {
    const { bytes, partCount } = this.#find(key);
    return bytes === null && partCount > 0;
  }

  /** Joins the parts; returns the numbers of the missing ones, if there are any. */
  assemble(key: string): number[] {
    const object = this.#find(key);
    const numbers = Array.from({ length: object.partCount }, (_, at) => at + 1);
    const missing = numbers.filter((number) => !object.parts.has(number));
    if (missing.length > 0) return missing;
    object.bytes = Buffer.concat(numbers.map((number) => object.parts.get(number) ?? Buffer.alloc(0)));
    object.parts.clear();
    return [];
  }

  download(signed: SignedRequest): { name: string; bytes: Buffer } {
    this.#verifySignature('GET', signed);
    const { name, bytes } = this.#find(signed.key);
    if (bytes === null)
      throw new ObjectStoreError(404, 'NoSuchKey', 'Nothing has been uploaded to this key yet.');
    return { name, bytes };
  }

  #find(key: string): StoredObject {
    const object = this.#objects.get(key);
    if (object === undefined) throw new ObjectStoreError(404, 'NoSuchKey', 'The key does not exist.');
    return object;
  }

  #checkCapacity(bytes: Buffer): void {
    const parts = [...this.#objects.values()].flatMap((object) => [object.bytes, ...object.parts.values()]);
    const stored = parts.reduce((sum, part) => sum + (part?.length ?? 0), 0);
    if (bytes.length > MAX_OBJECT_BYTES || stored + bytes.length > MAX_TOTAL_BYTES) {
      throw new ObjectStoreError(
        400,
        'EntityTooLarge',
        'The upload is too large: the sandbox keeps all data in memory.',
      );
    }
  }

  #signedUrl(verb: string, key: string, expires: number, part = ''): string {
    return this.#origin() + this.#signedPath(verb, key, expires, part);
  }

  #signedPath(verb: string, key: string, expires: number, part = ''): string {
    const query = new URLSearchParams({
      ...(part === '' ? {} : { partNumber: part }),
      Expires: String(expires),
      Signature: this.#sign(verb, key, String(expires), part),
    });
    return `/storage/${key}?${query.toString()}`;
  }

  #verifySignature(verb: string, { key, expires, signature, part }: SignedRequest): void {
    if (signature !== this.#sign(verb, key, expires, part))
      throw accessDenied('The signature does not match.');
    if (Number(expires) < this.#now()) throw accessDenied('The request has expired.');
  }

  #sign(...fields: string[]): string {
    return createHmac('sha256', this.#secret).update(fields.join('\n')).digest('hex');
  }
}

function etagOf(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}

function accessDenied(message: string): ObjectStoreError {
  return new ObjectStoreError(403, 'AccessDenied', message);
}
