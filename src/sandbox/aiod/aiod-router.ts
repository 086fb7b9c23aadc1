import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { toText } from '../../json.ts';
import type { Operation } from '../../tools/operation.ts';
import { describeHttpError, parseJsonBodies } from '../http/body-parsers.ts';
import { type PathParameters, PathRouter, type RouteHandler } from '../http/path-router.ts';
import type { SeededRandom } from '../state/seeded-random.ts';
import { AiodError } from './aiod-error.ts';
import type { Asset, AssetCatalogue } from './asset-catalogue.ts';

/** Version prefixes of the served paths; a path without one is of the newest version. */
const VERSIONS = ['v1', 'v2', 'v3'];

export interface AiodPlatform {
  readonly catalogues: ReadonlyMap<string, AssetCatalogue>;
  readonly random: SeededRandom;
  readonly token: string;
}

interface AiodRequest {
  readonly catalogue: AssetCatalogue;
  readonly path: PathParameters;
  readonly query: unknown;
  readonly body: unknown;
  readonly hasToken: boolean;
}

type Handler = (request: AiodRequest, reply: FastifyReply) => unknown;

const pageQuery = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(10),
});
const countQuery = z.object({ detailed: z.stringbool().default(false) });

/** Handlers by verb and path, with `{kind}` for the kind of asset. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET /counts/{kind}': ({ catalogue, query }) => {
    const { detailed } = readQuery(countQuery, query);
    return detailed ? countByPlatform(catalogue.list()) : catalogue.list().length;
  },
  'GET /{kind}': (request) => listPage(request, request.catalogue.list()),
  'GET /platforms/{platform}/{kind}': (request) =>
    listPage(request, request.catalogue.list(request.path['platform'])),
  'GET /{kind}/{identifier}': ({ catalogue, path, hasToken }) =>
    catalogue.serialize(catalogue.get(path['identifier'] ?? ''), hasToken),
  'GET /platforms/{platform}/{kind}/{platform_identifier}': ({ catalogue, path, hasToken }) =>
    catalogue.serialize(
      catalogue.getFromPlatform(path['platform'] ?? '', path['platform_identifier'] ?? ''),
      hasToken,
    ),
  'GET /{kind}/{identifier}/content': sendContent,
  'GET /{kind}/{identifier}/content/{distribution_idx}': sendContent,
  'POST /{kind}': ({ catalogue, body }) => ({ identifier: catalogue.register(body).identifier }),
  'PUT /{kind}/{identifier}': ({ catalogue, path, body }) => {
    catalogue.replace(path['identifier'] ?? '', body);
    return null;
  },
  'DELETE /{kind}/{identifier}': ({ catalogue, path }) => {
    catalogue.delete(path['identifier'] ?? '');
    return null;
  },
};

/** Registers the paths of every kind of asset, with and without a version prefix. */
export function registerAiod(
  server: FastifyInstance,
  aiod: AiodPlatform,
  operations: readonly Operation[],
): void {
  parseJsonBodies(server);
  const routes = new PathRouter();
  for (const { verb, path, kind } of distinctRoutes(operations)) {
    const handle = HANDLERS[`${verb} ${path.replace(`/${kind}`, '/{kind}')}`];
    const catalogue = aiod.catalogues.get(kind);
    if (handle === undefined || catalogue === undefined) continue;
    const respond: RouteHandler = (request, reply, values) =>
      respondWith(aiod, catalogue, handle, request, reply, values);
    for (const version of ['', ...VERSIONS]) routes.add(verb, `/${version}${path}`, respond);
  }
  routes.serve(server, (reply) => reply.code(404).send({ detail: 'Not Found' }));
  server.setErrorHandler((error, _, reply) => {
    const known = error instanceof AiodError ? error : toAiodError(error);
    return reply.code(known.status).send(known.body(aiod.random));
  });
}

/** Every verb and path once, as several operations may send the same request. */
function distinctRoutes(operations: readonly Operation[]) {
  const routes = operations.flatMap(({ verb, path, pathWith, resource }) =>
    [path, ...Object.values(pathWith)].map((each) => ({ verb, path: each, kind: resource })),
  );
  return new Map(routes.map((route) => [`${route.verb} ${route.path}`, route])).values();
}

function respondWith(
  aiod: AiodPlatform,
  catalogue: AssetCatalogue,
  handle: Handler,
  request: FastifyRequest,
  reply: FastifyReply,
  path: PathParameters,
): FastifyReply {
  const hasToken = checkToken(aiod, request.headers.authorization);
  if (request.method !== 'GET' && !hasToken) {
    throw new AiodError(
      401,
      'This request requires a token, and none was sent. Sign in to change the catalogue.',
    );
  }
  const value = handle({ catalogue, path, query: request.query, body: request.body, hasToken }, reply);
  return Buffer.isBuffer(value)
    ? reply.send(value)
    : reply.type('application/json').send(JSON.stringify(value));
}

function checkToken({ token }: AiodPlatform, authorization: string | undefined): boolean {
  if (authorization === undefined) return false;
  if (authorization === `Bearer ${token}`) return true;
  throw new AiodError(401, 'The token is invalid or has expired.');
}

function listPage({ catalogue, query, hasToken }: AiodRequest, assets: readonly Asset[]): unknown {
  const { offset, limit } = readQuery(pageQuery, query);
  return assets.slice(offset, offset + limit).map((asset) => catalogue.serialize(asset, hasToken));
}

/** Assets without a platform count as the catalogue's own. */
function countByPlatform(assets: readonly Asset[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { metadata } of assets) {
    const platform = toText(metadata['platform'] ?? 'aiod');
    counts[platform] = (counts[platform] ?? 0) + 1;
  }
  return counts;
}

function sendContent({ catalogue, path }: AiodRequest, reply: FastifyReply): Buffer {
  const index = Number(path['distribution_idx'] ?? 0);
  const { type, bytes } = catalogue.distribution(path['identifier'] ?? '', index);
  reply.type(type);
  return bytes;
}

function readQuery<T extends z.ZodType>(schema: T, query: unknown): z.infer<T> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new AiodError(
    422,
    parsed.error.issues.map(({ code, path, message }) => ({
      type: code,
      loc: ['query', ...path.map(String)],
      msg: message,
    })),
  );
}

function toAiodError(error: unknown): AiodError {
  const { status, message } = describeHttpError(error);
  return new AiodError(status, message);
}
