import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** What a request's path holds in the places of a template's tokens. */
export type PathValues = Readonly<Record<string, string>>;

/** Answers a request whose path has been read. */
export type Respond = (request: FastifyRequest, reply: FastifyReply, values: PathValues) => unknown;

interface Node {
  readonly fixed: Map<string, Node>;
  any?: Node;
  /** By verb: who responds, and the names of the tokens on the way. */
  readonly ends: Map<string, { readonly respond: Respond; readonly tokens: readonly string[] }>;
}

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * The paths of one platform, as a tree. Fastify's router compiles code for each route, which for two
 * hundred of them takes longer than the whole sandbox may take to start; this one only stores them.
 */
export class Routes {
  readonly #root: Node = node();

  /** Adds a path template such as `/jobs/{id}/runs`. */
  add(verb: string, template: string, respond: Respond): void {
    const tokens: string[] = [];
    let at = this.#root;
    for (const segment of segmentsOf(template)) {
      const token = /^\{(\w+)\}$/.exec(segment)?.[1];
      let next = token === undefined ? at.fixed.get(segment) : at.any;
      if (next === undefined) {
        next = node();
        if (token === undefined) at.fixed.set(segment, next);
        else at.any = next;
      }
      if (token !== undefined) tokens.push(token);
      at = next;
    }
    at.ends.set(verb, { respond, tokens });
  }

  /** Serves everything below the scope's prefix; a path that leads nowhere goes to `lost`. */
  serve(server: FastifyInstance, lost: (reply: FastifyReply) => unknown): void {
    const from = server.prefix.length;
    server.route({
      method: VERBS,
      url: '/*',
      handler: async (request, reply) => {
        const [path = ''] = request.url.slice(from).split('?', 1);
        const found = find(this.#root, request.method, segmentsOf(path), []);
        return found === undefined ? lost(reply) : found.respond(request, reply, found.values);
      },
    });
    server.setNotFoundHandler((_, reply) => lost(reply));
  }
}

function node(): Node {
  return { fixed: new Map(), ends: new Map() };
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter(Boolean);
}

/** Fixed segments go before tokens, as `/imports/batches` is no import. */
function find(
  at: Node,
  verb: string,
  segments: readonly string[],
  seen: readonly string[],
): { readonly respond: Respond; readonly values: PathValues } | undefined {
  const [segment, ...rest] = segments;
  if (segment === undefined) {
    const end = at.ends.get(verb);
    if (end === undefined) return undefined;
    const values = Object.fromEntries(end.tokens.map((token, place) => [token, seen[place] ?? '']));
    return { respond: end.respond, values };
  }
  const fixed = at.fixed.get(segment);
  const found = fixed && find(fixed, verb, rest, seen);
  if (found !== undefined || at.any === undefined) return found;
  return find(at.any, verb, rest, [...seen, decode(segment)]);
}

/** A segment that is no valid encoding stands for itself, and finds nothing. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
