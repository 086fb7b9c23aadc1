import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Decoded values of a path's parameters, by their names in the template. */
export type PathParameters = Readonly<Record<string, string>>;

/** Answers a request whose path has been matched. */
export type RouteHandler = (
  request: FastifyRequest,
  reply: FastifyReply,
  parameters: PathParameters,
) => unknown;

interface Route {
  readonly handle: RouteHandler;
  readonly parameterNames: readonly string[];
}

/** A route and the values of its parameters. */
export interface RouteMatch {
  readonly handle: RouteHandler;
  readonly parameters: PathParameters;
}

/** One segment of the known paths. */
interface PathNode {
  readonly literals: Map<string, PathNode>;
  parameter?: PathNode;
  readonly routesByVerb: Map<string, Route>;
}

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * The paths of one platform, as a tree. Fastify's router compiles code for each route, which for two
 * hundred of them takes longer than the whole sandbox may take to start; this one only stores them.
 */
export class PathRouter {
  readonly #root: PathNode = createNode();

  /** Adds a path template such as `/jobs/{id}/runs`. */
  add(verb: string, template: string, handle: RouteHandler): void {
    const parameterNames: string[] = [];
    let node = this.#root;
    for (const segment of pathSegments(template)) {
      const parameterName = /^\{(\w+)\}$/.exec(segment)?.[1];
      let next = parameterName === undefined ? node.literals.get(segment) : node.parameter;
      if (next === undefined) {
        next = createNode();
        if (parameterName === undefined) node.literals.set(segment, next);
        else node.parameter = next;
      }
      if (parameterName !== undefined) parameterNames.push(parameterName);
      node = next;
    }
    node.routesByVerb.set(verb, { handle, parameterNames });
  }

  /** The route of a request with the values of its path, if there is one. */
  find(verb: string, path: string): RouteMatch | undefined {
    return matchPath(this.#root, verb, pathSegments(path), []);
  }

  /** Whether a request with some verb has a route there. */
  knows(path: string): boolean {
    return VERBS.some((verb) => this.find(verb, path) !== undefined);
  }

  /** Serves everything below the scope's prefix; a path without a route goes to `sendNotFound`. */
  serve(server: FastifyInstance, sendNotFound: (reply: FastifyReply) => unknown): void {
    const prefixLength = server.prefix.length;
    server.route({
      method: VERBS,
      url: '/*',
      handler: async (request, reply) => {
        const [path = ''] = request.url.slice(prefixLength).split('?', 1);
        const match = this.find(request.method, path);
        return match === undefined ? sendNotFound(reply) : match.handle(request, reply, match.parameters);
      },
    });
    server.setNotFoundHandler((_, reply) => sendNotFound(reply));
  }
}

function createNode(): PathNode {
  return { literals: new Map(), routesByVerb: new Map() };
}

function pathSegments(path: string): string[] {
  return path.split('/').filter(Boolean);
}

/** Literal segments take precedence over parameters: `/imports/batches` is not the import `batches`. */
function matchPath(
  node: PathNode,
  verb: string,
  segments: readonly string[],
  values: readonly string[],
): RouteMatch | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    const route = node.routesByVerb.get(verb);
    if (route === undefined) return undefined;
    const parameters = Object.fromEntries(
      route.parameterNames.map((name, position) => [name, values[position] ?? '']),
    );
    return { handle: route.handle, parameters };
  }
  const literal = node.literals.get(segment);
  const match = literal && matchPath(literal, verb, rest, values);
  if (match !== undefined || node.parameter === undefined) return match;
  return matchPath(node.parameter, verb, rest, [...values, decodeSegment(segment)]);
}

/** A segment that cannot be decoded is taken literally, and finds nothing. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
