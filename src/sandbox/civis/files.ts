import type { File } from '../records.ts';
import type { Storage } from '../storage.ts';
import { findRow, grantsOf } from './access.ts';
import { invalid, invalidResource, notFound } from './errors.ts';
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

/** Files: their records are the platform's, their bytes the object store's. */
export function fileHandlers(civis: Civis, storage: Storage): Handlers {
  const find = (call: CivisCall, mount: string, needed: 'read' | 'write') =>
    findRow(civis, placeOf(mount), call.path, call.caller, needed) as File;
  return {
    'GET /files/{id}': (call) => {
      const file = find(call, '/files/{id}', 'read');
      const expires = linkEnd(civis, call);
      const size = storage.size(file.key);
      const url = size === undefined ? null : storage.downloadUrl(file.key, expires);
      return { value: { ...file, file_size: size ?? 0, file_url: url, download_url: url } };
    },
    'POST /files': (call) => {
      const file = addFile(civis, call, storage.create(String(call.body['name'])));
      const { url, fields } = storage.form(file.key, civis.now() + UPLOAD_LINK);
      return { value: { ...file, upload_url: url, upload_fields: fields }, status: 201 };
    },
    'POST /files/multipart': (call) => {
      const parts = Number(call.body['num_parts']);
      if (parts < 1 || parts > MOST_PARTS) throw invalid('num_parts does not have a valid value');
      const file = addFile(civis, call, storage.create(String(call.body['name']), null, parts));
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

function addFile(civis: Civis, { body, caller }: CivisCall, key: string): File {
  const now = civis.now();
  const { expires_at: given } = body;
  const expires = given === undefined ? now + KEPT : given === null ? null : momentOf(String(given));
  if (expires !== null && expires <= now) throw invalidResource('expires_at is in the past.');
  const { files } = civis.store;
  return files.insert({
    id: files.nextId(),
    scope: '',
    name: String(body['name']),
    created_at: isoTime(now),
    file_size: 0,
    expires_at: expires === null ? null : isoTime(expires),
    key,
    author: caller,
    projects: new Set(),
    grants: grantsOf(caller),
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
