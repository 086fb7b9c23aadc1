import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { assetKinds } from '../tools/aiod/kinds.ts';
import { innerOperationsByName, operations } from '../tools/index.ts';
import { registerAiod } from './aiod/router.ts';
import { registerCivis } from './civis/router.ts';
import { readFaults, registerFaults } from './faults-router.ts';
import { Keeper, readWorld } from './keeping.ts';
import { openPlatforms, type Platforms, type World } from './platforms.ts';
import { registerStorage } from './storage-router.ts';

export { UnusableFile } from './unusable-file.ts';

export interface SandboxOptions {
  /** Port on the loopback interface; 0, the default, takes any that is free. */
  readonly port?: number;
  /** How many times faster than usual runs and the like are. */
  readonly speed?: number;
  /** The same seed makes the same world. */
  readonly seed?: number;
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** A file that keeps the world between runs; made where there is none yet. */
  readonly data?: string;
  /** A file with the faults to begin with. */
  readonly faults?: string;
}

/** Both platforms, running. */
export interface Sandbox {
  readonly civisEndpoint: string;
  readonly aiodServer: string;
  readonly civisApiKey: string;
  readonly aiodToken: string;
  close(): Promise<void>;
}

const CIVIS_API_KEY = 'sandbox-civis-api-key';
const AIOD_TOKEN = 'sandbox-aiod-token';

/** No schema is ever compiled here, and loading what compiles them takes longer than all the rest. */
function refuseSchemas(): never {
  throw new Error('The sandbox compiles no schemas.');
}

/**
 * Starts the sandboxed platforms on a loopback port of their own, with everything in memory.
 *
 * @throws UnusableFile where a file that the options name cannot be used.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, speed = 1, seed = 1, now = Date.now, data } = options;
  const faults = await readFaults(options.faults);
  const kept = data === undefined ? undefined : await readWorld<World>(data);
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    schemaController: {
      compilersFactory: { buildValidator: () => refuseSchemas, buildSerializer: () => refuseSchemas },
    },
  });
  const origin = () => `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const platforms = openPlatforms({ speed, now, origin, seed }, kept);
  registerFaults(server, faults);
  mount(server, platforms);
  const keeper = data === undefined ? undefined : new Keeper(data, platforms.take);
  if (kept === undefined) await keeper?.begin();
  server.addHook('onResponse', async ({ method }) => {
    if (method !== 'GET') keeper?.changed();
  });
  await server.listen({ host: '127.0.0.1', port });
  return {
    civisEndpoint: `${origin()}/civis/`,
    aiodServer: `${origin()}/aiod/`,
    civisApiKey: CIVIS_API_KEY,
    aiodToken: AIOD_TOKEN,
    close: async () => {
      await server.close();
      await keeper?.write();
    },
  };
}

function mount(server: FastifyInstance, { civis, user, catalogues, random }: Platforms): void {
  const known = [...operations, ...innerOperationsByName.values()];
  const of = (name: string) => known.filter(({ platform }) => platform === name);
  const authenticate = (authorization: string | undefined) =>
    authorization === `Bearer ${CIVIS_API_KEY}` ? user : undefined;
  server.register(async (scope) => registerCivis(scope, civis, of('civis'), authenticate), {
    prefix: '/civis',
  });
  server.register(async (scope) => registerStorage(scope, civis.storage), { prefix: '/storage' });
  const aiod = { catalogues, random, token: AIOD_TOKEN };
  const assets = [...of('aiod'), ...assetKinds];
  server.register(async (scope) => registerAiod(scope, aiod, assets), { prefix: '/aiod' });
}
