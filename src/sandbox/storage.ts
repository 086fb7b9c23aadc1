import { createHash, createHmac } from 'node:crypto';
import type { Random } from './random.ts';

/** Bytes that one object, and all of them together, may hold: everything stays in memory. */
export const LARGEST_OBJECT = 64 * 1024 * 1024;
const LARGEST_STORE = 256 * 1024 * 1024;

const HEX = '0123456789abcdef';

/** A refusal as object stores word it. */
export class StorageError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What the store holds, to be kept in a file. */
export interface KeptObjects {
  readonly secret: string;
  readonly objects: ReadonlyMap<string, StoredObject>;
}

interface StoredObject {
  readonly name: string;
  bytes: Buffer | null;
  /** What has arrived of an upload in parts, by part number. */
  readonly parts: Map<number, Buffer>;
  readonly partCount: number;
}

/** What a request to the store shows in proof that it was handed the address. */
export interface Ticket {
  readonly key: string;
  readonly expires: string;
  readonly signature: string;
  readonly part: string;
}

/**
 * The object store beside the platform: it gives out addresses that are good for a while, takes bytes by
 * form or in parts, and gives them back.
 */
export class Storage {
  #objects = new Map<string, StoredObject>();
  readonly #random: Random;
  #secret: string;
  readonly #now: () => number;
  readonly #origin: () => string;

  constructor(random: Random, now: () => number, origin: () => string) {
    this.#random = random;
    this.#secret = random.word(32, HEX);
    this.#now = now;
    this.#origin = origin;
  }

  take(): KeptObjects {
    return { secret: this.#secret, objects: this.#objects };
  }

  put({ secret, objects }: KeptObjects): void {
    this.#secret = secret;
    this.#objects = new Map(objects);
  }

  /** Makes room for an object and answers its key; bytes may come now or later, whole or in parts. */
  create(name: string, bytes: Buffer | null = null, partCount = 0): string {
    const key = this.#random.word(40, HEX);
    this.#objects.set(key, { name, bytes, parts: new Map(), partCount });
    return key;
  }

  /** Bytes that the object holds; undefined until they have come. */
  size(key: string): number | undefined {
    return this.#objects.get(key)?.bytes?.length;
  }

  downloadUrl(key: string, expires: number): string {
    return this.#url('GET', key, expires);
  }

  /** Address that takes the whole object, again and again. */
  uploadUrl(key: string, expires: number): string {
    return this.#url('PUT', key, expires);
  }

  /** The bytes of an object; null until they have come. */
  bytes(key: string): Buffer | null {
    return this.#objects.get(key)?.bytes ?? null;
  }

  /** Addresses that take the parts, from the first to the last. */
  partUrls(key: string, expires: number): string[] {
    const { partCount } = this.#find(key);
    return Array.from({ length: partCount }, (_, at) => this.#url('PUT', key, expires, String(at + 1)));
  }

  /** The form that uploads the object: its address, and the fields that go in front of the file. */
  form(key: string, expires: number): { url: string; fields: Record<string, string> } {
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

  /** Takes an uploaded form. */
  acceptForm(fields: ReadonlyMap<string, string>, bytes: Buffer): void {
    const policy = fields.get('policy') ?? '';
    if (fields.get('x-amz-signature') !== this.#sign(policy)) throw denied('The signature does not match.');
    const { expiration, conditions } = JSON.parse(Buffer.from(policy, 'base64').toString()) as {
      expiration: string;
      conditions: [{ key: string }];
    };
    if (Date.parse(expiration) < this.#now()) throw denied('The policy has expired.');
    if (fields.get('key') !== conditions[0].key) throw denied('The policy is for another key.');
    const object = this.#find(conditions[0].key);
    this.#makeRoom(bytes);
    object.bytes = bytes;
  }

  /** Takes an object, or one part of it; what comes again replaces what came before. */
  acceptPut(ticket: Ticket, bytes: Buffer): string {
    this.#check('PUT', ticket);
    const object = this.#find(ticket.key);
    if (ticket.part === '') {
      this.#makeRoom(bytes);
      object.bytes = bytes;
      return etagOf(bytes);
    }
    if (!this.awaitsParts(ticket.key))
      throw new StorageError(404, 'NoSuchUpload', 'The upload is complete already.');
    this.#makeRoom(bytes);
    object.parts.set(Number(ticket.part), bytes);
    return etagOf(bytes);
  }

  /** Whether the object is an upload in parts that is not complete. */
  awaitsParts(key: string): boolean {
    const { bytes, partCount } = this.#find(key);
    return bytes === null && partCount > 0;
  }

  /** Puts the parts together; answers the numbers of those that are missing, if any. */
  assemble(key: string): number[] {
    const object = this.#find(key);
    const numbers = Array.from({ length: object.partCount }, (_, at) => at + 1);
    const missing = numbers.filter((number) => !object.parts.has(number));
    if (missing.length > 0) return missing;
    object.bytes = Buffer.concat(numbers.map((number) => object.parts.get(number) ?? Buffer.alloc(0)));
    object.parts.clear();
    return [];
  }

  read(ticket: Ticket): { name: string; bytes: Buffer } {
    this.#check('GET', ticket);
    const { name, bytes } = this.#find(ticket.key);
    if (bytes === null) throw new StorageError(404, 'NoSuchKey', 'The key holds nothing yet.');
    return { name, bytes };
  }

  #find(key: string): StoredObject {
    const object = this.#objects.get(key);
    if (object === undefined) throw new StorageError(404, 'NoSuchKey', 'The key does not exist.');
    return object;
  }

  #makeRoom(bytes: Buffer): void {
    const parts = [...this.#objects.values()].flatMap((object) => [object.bytes, ...object.parts.values()]);
    const held = parts.reduce((sum, part) => sum + (part?.length ?? 0), 0);
    if (bytes.length > LARGEST_OBJECT || held + bytes.length > LARGEST_STORE) {
      throw new StorageError(
        400,
        'EntityTooLarge',
        'The sandbox keeps everything in memory: this is too much.',
      );
    }
  }

  #url(verb: string, key: string, expires: number, part = ''): string {
    const query = new URLSearchParams({
      ...(part === '' ? {} : { partNumber: part }),
      Expires: String(expires),
      Signature: this.#sign(verb, key, String(expires), part),
    });
    return `${this.#origin()}/storage/${key}?${query}`;
  }

  #check(verb: string, { key, expires, signature, part }: Ticket): void {
    if (signature !== this.#sign(verb, key, expires, part)) throw denied('The signature does not match.');
    if (Number(expires) < this.#now()) throw denied('Request has expired.');
  }

  #sign(...said: string[]): string {
    return createHmac('sha256', this.#secret).update(said.join('\n')).digest('hex');
  }
}

function etagOf(bytes: Buffer): string {
  return createHash('md5').update(bytes).digest('hex');
}

function denied(message: string): StorageError {
  return new StorageError(403, 'AccessDenied', message);
}
