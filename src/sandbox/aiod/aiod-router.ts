import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { KIND_NAMES } from '../../tools/aiod/attributes/kind-facts.ts';
import type { Operation } from '../../tools/operation.ts';
import { describeHttpError, parseBodiesAsBytes } from '../http/body-parsers.ts';
import { PathRouter } from '../http/path-router.ts';
import { AiodCrash, AiodError } from './aiod-error.ts';
import type { AiodPlatform } from './aiod-platform.ts';
import { type AiodHandler, HtmlPage, Redirect, toAiodRequest } from './aiod-request.ts';
import { assetRoutes } from './asset-routes.ts';
import { catalogueRoutes } from './catalogue-routes.ts';
import type { ApiVersion } from './metadata-reader.ts';
import { describeCatalogue } from './openapi-description.ts';

const VERSIONS: readonly ApiVersion[] = ['v2', 'v3'];
/** The version of paths without one. */
const LATEST: ApiVersion = 'v3';
/** More than an image may have, so that a larger one is refused as one. */
const MAX_BODY_BYTES = 4 * 1024 ** 2;
/** Kinds of assets: platforms have routes of their own. */
const ASSET_KINDS = KIND_NAMES.filter((kind) => kind !== 'platforms');
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Serves the catalogue below the scope's prefix: every version of it, and the latest without a version. */
export function registerAiod(
  server: FastifyInstance,
  aiod: AiodPlatform,
  operations: readonly Operation[],
): void {
  parseBodiesAsBytes(server);
  const routers = new Map(VERSIONS.map((version) => [version, routerOf(aiod, version, operations)]));
  server.route({
    method: METHODS,
    url: '/*',
    bodyLimit: MAX_BODY_BYTES,
    handler: async (request, reply) => {
      const [path = ''] = request.url.slice(server.prefix.length).split('?', 1);
      const { version, rest } = splitVersion(decodedPath(path));
      return respondOn(routers.get(version) ?? new PathRouter(), rest, request, reply);
    },
  });
  server.setErrorHandler((error, _, reply) => {
    if (error instanceof AiodCrash) {
      return reply.code(500).type('text/plain; charset=utf-8').send('Internal Server Error');
    }
    const known = error instanceof AiodError ? error : toAiodError(error);
    return sendJson(reply.code(known.status), known.body(aiod.random));
  });
}

function routerOf(aiod: AiodPlatform, version: ApiVersion, operations: readonly Operation[]): PathRouter {
  const router = new PathRouter();
  let description: unknown;
  const routes: Readonly<Record<string, AiodHandler>> = {
    ...catalogueRoutes(version),
    ...Object.assign({}, ...ASSET_KINDS.map((kind) => assetRoutes(kind, version))),
    'GET /openapi.json': () => {
      description ??= describeCatalogue(
        operations,
        version,
        (verb, path) => router.find(verb, path) !== undefined,
      );
      return description;
    },
  };
  for (const [route, handle] of Object.entries(routes)) {
    const [verb = '', path = ''] = route.split(' ');
    router.add(verb, path, async (request, reply, parameters) =>
      sendAnswer(reply, await handle(toAiodRequest(aiod, version, request, parameters))),
    );
  }
  return router;
}

function respondOn(router: PathRouter, path: string, request: FastifyRequest, reply: FastifyReply): unknown {
  if (path.length > 1 && path.endsWith('/') && router.knows(path)) {
    const [address = '', search] = request.url.split('?', 2);
    const query = search === undefined ? '' : `?${search}`;
    const location = `http://${request.headers.host ?? ''}${address.slice(0, -1)}${query}`;
    return sendAnswer(reply, new Redirect(307, location));
  }
  const match = router.find(request.method, path);
  if (match !== undefined) return match.handle(request, reply, match.parameters);
  const isKnown = router.knows(path);
  return sendJson(reply.code(isKnown ? 405 : 404), { detail: isKnown ? 'Method Not Allowed' : 'Not Found' });
}

function sendAnswer(reply: FastifyReply, answer: unknown): FastifyReply {
  if (answer instanceof Redirect) {
    return reply.code(answer.status).header('location', answer.location).send();
  }
  if (answer instanceof HtmlPage) return reply.type('text/html; charset=utf-8').send(answer.html);
  return sendJson(reply, answer);
}

function sendJson(reply: FastifyReply, value: unknown): FastifyReply {
  return reply.type('application/json').send(JSON.stringify(value));
}

/** The platform decodes a path before it takes it apart, so that an encoded slash separates, too. */
function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function splitVersion(path: string): { readonly version: ApiVersion; readonly rest: string } {
  const segments = path.split('/');
  const version = VERSIONS.find((each) => each === segments[1]);
  const rest = version === undefined ? segments : ['', ...segments.slice(2)];
  return { version: version ?? LATEST, rest: rest.map(encodeURIComponent).join('/') };
}

function toAiodError(error: unknown): AiodError {
  const { status, message } = describeHttpError(error);
  return new AiodError(status, message);
}
