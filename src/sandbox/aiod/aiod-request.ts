import type { FastifyRequest } from 'fastify';
import type { PathParameters } from '../http/path-router.ts';
import { type Account, authenticate } from './accounts.ts';
import { AiodError, type ValidationIssue } from './aiod-error.ts';
import type { AiodPlatform } from './aiod-platform.ts';
import type { UploadedImage } from './asset-images.ts';
import type { ApiVersion } from './metadata-reader.ts';

/** A request as the handlers see it. */
export interface AiodRequest {
  readonly aiod: AiodPlatform;
  readonly version: ApiVersion;
  /** The user, or what is wrong with the credentials. */
  readonly user: Account | string;
  readonly path: PathParameters;
  readonly query: URLSearchParams;
  /** JSON where the request says that it is; other bodies as they are. */
  readonly body: unknown;
  /** The file of a form. */
  readonly upload: () => Promise<UploadedImage | null>;
}

export type AiodHandler = (request: AiodRequest) => unknown;

/** An answer that leads to another address. */
export class Redirect {
  constructor(
    readonly status: 303 | 307,
    readonly location: string,
  ) {}
}

/** A page for browsers. */
export class HtmlPage {
  constructor(readonly html: string) {}
}

/** @throws AiodError 422 for a body that is no JSON but should be. */
export function toAiodRequest(
  aiod: AiodPlatform,
  version: ApiVersion,
  { headers, url, body }: FastifyRequest,
  path: PathParameters,
): AiodRequest {
  const [, search = ''] = url.split('?', 2);
  const type = headers['content-type'] ?? 'application/json';
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  return {
    aiod,
    version,
    user: authenticate(headers.authorization),
    path,
    query: new URLSearchParams(search),
    body: parseBody(type, bytes),
    upload: () => uploadedFile(type, bytes),
  };
}

function parseBody(type: string, bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8');
  if (!/^application\/([\w.-]+\+)?json\b/.test(type)) return text;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AiodError(422, [brokenJson(error instanceof Error ? error.message : '')]);
  }
}

function brokenJson(message: string): ValidationIssue {
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
  const isCut = message.startsWith("Expected ','");
  return {
    type: 'json_invalid',
    loc: ['body', position],
    msg: 'JSON decode error',
    input: {},
    ctx: { error: isCut ? "Expecting ',' delimiter" : 'Expecting value' },
  };
}

async function uploadedFile(type: string, bytes: Buffer): Promise<UploadedImage | null> {
  if (!type.startsWith('multipart/form-data')) return null;
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData().catch(() => null);
  const file = form?.get('file');
  if (file === null || file === undefined || typeof file === 'string') return null;
  return { type: file.type, bytes: Buffer.from(await file.arrayBuffer()) };
}
