import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readJson } from './bodies.ts';
import { type FaultRule, Faults } from './faults.ts';
import { UnusableFile } from './unusable-file.ts';

const ADMIN = '/_faults';

/** The rules of a file; none without a file. */
export async function readFaults(path: string | undefined): Promise<Faults> {
  const faults = new Faults();
  if (path === undefined) return faults;
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UnusableFile(path, `cannot be read (${cause.code})`);
  });
  const fault = faults.add(parse(path, text));
  if (fault !== null) throw new UnusableFile(path, `holds no faults: ${fault}`);
  return faults;
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableFile(path, 'is no JSON');
  }
}

/** Lets faults strike requests to the platforms, and registers the route that rules are given by. */
export function registerFaults(server: FastifyInstance, faults: Faults): void {
  const closing = new AbortController();
  server.addHook('preClose', async () => closing.abort());
  server.addHook('onRequest', async (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    if (path === ADMIN) return;
    const { delay, end } = faults.strike(request.method, path);
    // A server that closes does not wait for what it would still have to delay.
    if (delay > 0) await wait(delay, undefined, { signal: closing.signal }).catch(() => undefined);
    if (end !== null) await strike(end, path, reply);
  });
  server.register(
    async (scope) => {
      readJson(scope);
      scope.get('/', () => faults.left());
      scope.delete('/', (_, reply) => {
        faults.clear();
        return reply.code(204).send();
      });
      scope.post('/', ({ body }, reply) => {
        const fault = faults.add(body);
        return fault === null ? faults.left() : reply.code(422).send({ error: fault });
      });
    },
    { prefix: ADMIN },
  );
}

async function strike(rule: FaultRule, path: string, reply: FastifyReply): Promise<void> {
  if ('drop' in rule) {
    reply.hijack();
    reply.raw.socket?.destroy();
    return;
  }
  if (!('status' in rule)) return;
  const { status, headers = {} } = rule;
  await reply.code(status).headers(headers).send(bodyFor(status, path));
}

/** The error as the platform words it whose path it is. */
function bodyFor(status: number, path: string): Record<string, unknown> {
  const says = 'A fault that the sandbox was asked for.';
  if (path.startsWith('/aiod')) return { detail: says };
  return { error: 'fault', errorDescription: says, code: status };
}
