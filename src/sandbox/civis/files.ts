import type { FileRecord, User } from '../records.ts';
import { findRow, grantsOf } from './access.ts';
import { full, invalid, invalidResource, notFound } from './errors.ts';
import { placeOf } from './places.ts';
import { type Civis, type CivisCall, type Handlers, isoTime } from './platform.ts';

const HOUR = 60 * 60_000;
/** How long the platform's links are good for, where the caller does not say. */
const DOWNLOAD_LINK = HOUR / 2;
const LONGEST_DOWNLOAD_LINK = 36 * HOUR;
const UPLOAD_LINK = 12 * HOUR;
/** How long a file is kept, where the caller does not say. */
const KEPT = 30 * 24 * HOUR;

const MOST_PARTS = 10_000;
/** Files that the sandbox holds: everything is in memory. */
const MOST_FILES = 100_000;

/** Files: their records are the platform's, their bytes the object store's. */
export function fileHandlers(civis: Civis): Handlers {
  const { storage } = civis;
  const find = (call: CivisCall, mount: string, needed: 'read' | 'write') =>
    findRow(civis, placeOf(mount), call.path, call.caller, needed) as FileRecord;
  return {
    'GET /files/{id}': (call) => {
      const file = find(call, '/files/{id}', 'read');
      const expires = linkEnd(civis, call);
      const size = storage.size(file.key);
      const url = size === undefined ? null : storage.downloadUrl(file.key, expires);
      return { value: { ...file, file_size: size ?? 0, file_url: url, download_url: url } };
    },
    'POST /files': (call) => {
      const file = fileFrom(civis, call, storage.create(String(call.body['name'])));
      const { url, fields } = storage.uploadForm(file.key, civis.now() + UPLOAD_LINK);
      return { value: { ...file, upload_url: url, upload_fields: fields }, status: 201 };
    },
    'POST /files/multipart': (call) => {
      const parts = Number(call.body['num_parts']);
      if (parts < 1 || parts > MOST_PARTS) throw invalid('num_parts does not have a valid value');
      const file = fileFrom(civis, call, storage.create(String(call.body['name']), null, parts));
      const urls = storage.partUrls(file.key, civis.now() + UPLOAD_LINK);
      return { value: { ...file, upload_urls: urls }, status: 201 };
    },
    'POST /files/multipart/{id}/complete': (call) => {
      const file = find(call, '/files/{id}', 'write');
      if (!storage.awaitsParts(file.key)) throw notFound('There is no upload in parts under way.');
      const missing = storage.assemble(file.key);
      if (missing.length > 0) {
        throw invalidResource(
          `The upload is not complete: part ${missing.slice(0, 10).join(', ')} is missing.`,
        );
      }
      return {};
    },
  };
}

function fileFrom(civis: Civis, { body, caller }: CivisCall, key: string): FileRecord {
  const now = civis.now();
  const { expires_at: given } = body;
  const expires = given === undefined ? now + KEPT : given === null ? null : momentOf(String(given));
  if (expires !== null && expires <= now) throw invalidResource('expires_at is in the past.');
  return insertFile(civis, caller, { name: String(body['name']), created: now, expires, key });
}

/** Adds a file that something on the platform made, with its bytes; it is kept for good. */
export function addFile(
  civis: Civis,
  author: User,
  name: string,
  bytes: Buffer | null,
  at: number,
): FileRecord {
  const key = civis.storage.create(name, bytes);
  return insertFile(civis, author, { name, created: at, expires: null, key });
}

interface NewFile {
  readonly name: string;
  readonly created: number;
  readonly expires: number | null;
  readonly key: string;
}

function insertFile({ store: { files }, storage }: Civis, author: User, file: NewFile): FileRecord {
  if (files.size >= MOST_FILES) throw full();
  const { name, created, expires, key } = file;
  return files.insert({
    id: files.nextId(),
    scope: '',
    name,
    created_at: isoTime(created),
    file_size: storage.size(key) ?? 0,
    expires_at: expires === null ? null : isoTime(expires),
    key,
    author,
    projects: new Set(),
    grants: grantsOf(author),
  });
}

function linkEnd(civis: Civis, { query }: CivisCall): number {
  const now = civis.now();
  const { link_expires_at: given } = query;
  if (given === undefined) return now + DOWNLOAD_LINK;
  const moment = momentOf(String(given));
  if (moment <= now || moment > now + LONGEST_DOWNLOAD_LINK) {
    throw invalid('link_expires_at has to be within the next 36 hours');
  }
  return moment;
}

/** A moment without an offset is UTC. */
function momentOf(text: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
}
