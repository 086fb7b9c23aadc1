import { toText } from '../../json.ts';
import type { FileRecord, User } from '../state/entities.ts';
import { createGrants, findRow } from './access-control.ts';
import { collectionFull, invalid, invalidResource, notFound } from './civis-error.ts';
import { type CivisPlatform, type CivisRequest, type HandlerMap, isoTime } from './civis-platform.ts';
import { parseResourcePath } from './resource-paths.ts';

const HOUR = 60 * 60_000;
/** Default lifetime of the platform's links. */
const DOWNLOAD_URL_LIFETIME = HOUR / 2;
const MAX_DOWNLOAD_URL_LIFETIME = 36 * HOUR;
const UPLOAD_URL_LIFETIME = 12 * HOUR;
/** Default time until a file expires. */
const DEFAULT_RETENTION = 30 * 24 * HOUR;

const MAX_PARTS = 10_000;
/** Files that the sandbox can hold, as everything is in memory. */
const MAX_FILES = 100_000;

/** Files: the platform stores their records, the object store their bytes. */
export function fileHandlers(civis: CivisPlatform): HandlerMap {
  const { objectStore } = civis;
  const findFile = (request: CivisRequest, basePath: string, needed: 'read' | 'write') =>
    findRow(civis, parseResourcePath(basePath), request.path, request.caller, needed) as FileRecord;
  return {
    'GET /files/{id}': (request) => {
      const file = findFile(request, '/files/{id}', 'read');
      const expires = downloadUrlExpiry(civis, request);
      const size = objectStore.size(file.key);
      const url = size === undefined ? null : objectStore.downloadUrl(file.key, expires);
      return { value: { ...file, file_size: size ?? 0, file_url: url, download_url: url } };
    },
    'POST /files': (request) => {
      const file = createFile(civis, request, objectStore.create(String(request.body['name'])));
      const { url, fields } = objectStore.uploadForm(file.key, civis.now() + UPLOAD_URL_LIFETIME);
      return { value: { ...file, upload_url: url, upload_fields: fields }, status: 201 };
    },
    'POST /files/multipart': (request) => {
      const parts = Number(request.body['num_parts']);
      if (parts < 1 || parts > MAX_PARTS) throw invalid('num_parts does not have a valid value');
      const file = createFile(civis, request, objectStore.create(String(request.body['name']), null, parts));
      const urls = objectStore.partUrls(file.key, civis.now() + UPLOAD_URL_LIFETIME);
      return { value: { ...file, upload_urls: urls }, status: 201 };
    },
    'POST /files/multipart/{id}/complete': (request) => {
      const file = findFile(request, '/files/{id}', 'write');
      if (!objectStore.awaitsParts(file.key))
        throw notFound('There is no multipart upload in progress for this file.');
      const missing = objectStore.assemble(file.key);
      if (missing.length > 0) {
        throw invalidResource(
          `The upload is not complete. Missing parts: ${missing.slice(0, 10).join(', ')}.`,
        );
      }
      return {};
    },
  };
}

function createFile(civis: CivisPlatform, { body, caller }: CivisRequest, key: string): FileRecord {
  const now = civis.now();
  const { expires_at: given } = body;
  const expires =
    given === undefined ? now + DEFAULT_RETENTION : given === null ? null : parseTimestamp(toText(given));
  if (expires !== null && expires <= now) throw invalidResource('expires_at must be in the future.');
  return insertFile(civis, caller, { name: toText(body['name']), created: now, expires, key });
}

/** Adds a file that the platform generated; it never expires. */
export function addFile(
  civis: CivisPlatform,
  author: User,
  name: string,
  bytes: Buffer | null,
  at: number,
): FileRecord {
  const key = civis.objectStore.create(name, bytes);
  return insertFile(civis, author, { name, created: at, expires: null, key });
}

interface NewFile {
  readonly name: string;
  readonly created: number;
  readonly expires: number | null;
  readonly key: string;
}

function insertFile(
  { store: { files }, objectStore }: CivisPlatform,
  author: User,
  file: NewFile,
): FileRecord {
  if (files.size >= MAX_FILES) throw collectionFull();
  const { name, created, expires, key } = file;
  return files.insert({
    id: files.nextId(),
    scope: '',
    name,
    created_at: isoTime(created),
    file_size: objectStore.size(key) ?? 0,
    expires_at: expires === null ? null : isoTime(expires),
    key,
    author,
    projects: new Set(),
    grants: createGrants(author),
  });
}

function downloadUrlExpiry(civis: CivisPlatform, { query }: CivisRequest): number {
  const now = civis.now();
  const { link_expires_at: given } = query;
  if (given === undefined) return now + DOWNLOAD_URL_LIFETIME;
  const moment = parseTimestamp(toText(given));
  if (moment <= now || moment > now + MAX_DOWNLOAD_URL_LIFETIME) {
    throw invalid('link_expires_at must be within the next 36 hours');
  }
  return moment;
}

/** A timestamp without an offset is UTC. */
function parseTimestamp(text: string): number {
  return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
}
