import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ConfigError } from '../../errors.ts';
import { requireSmallFile } from '../../filesystem/read-small-file.ts';
import { parseJsonBodies } from './body-parsers.ts';
import { FaultInjector, type FaultRule } from './fault-injection.ts';

const ADMIN_PATH = '/_faults';
const MAX_RULES_BYTES = 16 * 1024 ** 2;

/** The rules of a file; no rules without a file. @throws ConfigError for a file that cannot be used */
export async function loadFaultRules(path: string | undefined): Promise<FaultInjector> {
  const faults = new FaultInjector();
  if (path === undefined) return faults;
  const text = (await requireSmallFile(path, MAX_RULES_BYTES)).toString('utf8');
  const fault = faults.add(parseRulesFile(path, text));
  if (fault !== null) throw new ConfigError(`${path} is not a valid list of faults: ${fault}`);
  return faults;
}

function parseRulesFile(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError(`${path} is not valid JSON`);
  }
}

/** Applies fault rules to requests to the platforms, and registers the route that manages the rules. */
export function registerFaultInjection(server: FastifyInstance, faults: FaultInjector): void {
  const closing = new AbortController();
  server.addHook('preClose', async () => closing.abort());
  server.addHook('onRequest', async (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    if (path === ADMIN_PATH) return;
    const { delayMs, endingRule } = faults.applyRules(request.method, path);
    // A delay must not keep the server from closing.
    if (delayMs > 0) await wait(delayMs, undefined, { signal: closing.signal }).catch(() => undefined);
    if (endingRule !== null) await sendFault(endingRule, path, reply);
  });
  server.register(
    async (scope) => {
      parseJsonBodies(scope);
      scope.get('/', () => faults.activeRules());
      scope.delete('/', (_, reply) => {
        faults.clear();
        return reply.code(204).send();
      });
      scope.post('/', ({ body }, reply) => {
        const fault = faults.add(body);
        return fault === null ? faults.activeRules() : reply.code(422).send({ error: fault });
      });
    },
    { prefix: ADMIN_PATH },
  );
}

async function sendFault(rule: FaultRule, path: string, reply: FastifyReply): Promise<void> {
  if ('drop' in rule) {
    reply.hijack();
    reply.raw.socket?.destroy();
    return;
  }
  if (!('status' in rule)) return;
  const { status, headers = {} } = rule;
  await reply.code(status).headers(headers).send(faultBody(status, path));
}

/** The error in the format of the platform that the path belongs to. */
function faultBody(status: number, path: string): Record<string, unknown> {
  const says = 'This error was injected by a fault rule of the sandbox.';
  if (path.startsWith('/aiod')) return { detail: says };
  return { error: 'fault', errorDescription: says, code: status };
}
