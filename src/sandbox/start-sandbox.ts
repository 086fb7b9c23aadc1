import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { type CleanupStack, createCleanupStack } from '../cleanup-stack.ts';
import { AIOD_TOKEN } from './aiod/accounts.ts';
import { registerAiod } from './aiod/aiod-router.ts';
import { registerCivis } from './civis/civis-router.ts';
import { type EmbeddedPlatforms, openPlatforms, type SandboxState } from './embedded-platforms.ts';
import { loadFaultRules, registerFaultInjection } from './http/fault-injection-router.ts';
import { refuseForeignRequests } from './http/local-requests.ts';
import { registerObjectStore } from './object-store/object-store-router.ts';
import { servedOperations } from './served-operations.ts';
import { lockFile } from './state/file-lock.ts';
import { readStateFile, StateFile } from './state/persistence.ts';

export interface SandboxOptions {
  /** Port on the loopback interface; 0, the default, takes any that is free. */
  readonly port?: number | undefined;
  /** How many times faster than usual runs and the like are. */
  readonly speed?: number | undefined;
  /** The same seed generates the same data. */
  readonly seed?: number;
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** A file that keeps the state between runs; created if it does not exist. */
  readonly data?: string | undefined;
  /** The state to start from, which the sandbox then owns. Default: that of the file, or new sample data. */
  readonly state?: SandboxState | undefined;
  /** A file with the initial fault rules. */
  readonly faults?: string | undefined;
}

/** Both platforms, running. */
export interface Sandbox {
  readonly civisEndpoint: string;
  readonly aiodServer: string;
  readonly civisApiKey: string;
  readonly aiodToken: string;
  /** All state that changes, as it is kept in a file. */
  readonly snapshot: () => SandboxState;
  close(): Promise<void>;
}

const CIVIS_API_KEY = 'sandbox-civis-api-key';

/** The sandbox compiles no schemas, and loading Fastify's schema compilers would dominate its start-up time. */
function refuseSchemas(): never {
  throw new Error('The sandbox compiles no schemas.');
}

/**
 * Starts the sandboxed platforms on a loopback port of their own, with everything in memory.
 *
 * @throws ConfigError where a file that the options name cannot be used.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const cleanup = createCleanupStack();
  return openSandboxServer(options, cleanup).catch(async (cause: unknown) => {
    await cleanup.run();
    throw cause;
  });
}

async function openSandboxServer(options: SandboxOptions, cleanup: CleanupStack): Promise<Sandbox> {
  const { port = 0, speed = 1, seed = 1, now = Date.now, data } = options;
  if (data !== undefined) cleanup.defer(await lockFile(data));
  const faults = await loadFaultRules(options.faults);
  const savedState = data === undefined ? options.state : await readStateFile<SandboxState>(data);
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    schemaController: {
      compilersFactory: { buildValidator: () => refuseSchemas, buildSerializer: () => refuseSchemas },
    },
  });
  const origin = () => `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const platforms = openPlatforms({ speed, now, origin, seed }, savedState);
  refuseForeignRequests(server);
  registerFaultInjection(server, faults);
  registerPlatforms(server, platforms);
  cleanup.defer(async () => platforms.civis.databases.close());
  const stateFile = data === undefined ? undefined : new StateFile(data, platforms.snapshot);
  if (savedState === undefined) await stateFile?.writeInitial();
  server.addHook('onResponse', async ({ method }) => {
    if (method !== 'GET') stateFile?.scheduleWrite();
  });
  await server.listen({ host: '127.0.0.1', port });
  cleanup.defer(() => stateFile?.writeFinal());
  cleanup.defer(() => server.close());
  return {
    civisEndpoint: `${origin()}/civis/`,
    aiodServer: `${origin()}/aiod/`,
    civisApiKey: CIVIS_API_KEY,
    aiodToken: AIOD_TOKEN,
    snapshot: platforms.snapshot,
    close: cleanup.run,
  };
}

function registerPlatforms(server: FastifyInstance, { civis, user, aiod }: EmbeddedPlatforms): void {
  const authenticate = (authorization: string | undefined) =>
    authorization === `Bearer ${CIVIS_API_KEY}` ? user : undefined;
  server.register(async (scope) => registerCivis(scope, civis, servedOperations('civis'), authenticate), {
    prefix: '/civis',
  });
  server.register(async (scope) => registerObjectStore(scope, civis.objectStore), { prefix: '/storage' });
  server.register(async (scope) => registerAiod(scope, aiod, servedOperations('aiod')), { prefix: '/aiod' });
}
