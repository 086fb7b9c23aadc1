import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { assetKinds } from '../tools/aiod/kinds.ts';
import { innerCatalogue, operations } from '../tools/index.ts';
import { Catalogue } from './aiod/catalogue.ts';
import { kindOf } from './aiod/kinds.ts';
import { registerAiod } from './aiod/router.ts';
import { readMounts } from './civis/places.ts';
import type { Civis } from './civis/platform.ts';
import { registerCivis } from './civis/router.ts';
import { runInTime } from './civis/runs.ts';
import { Random } from './random.ts';
import { Storage } from './storage.ts';
import { registerStorage } from './storage-router.ts';
import { Store } from './store.ts';
import { Timeline } from './timeline.ts';
import { addContacts, PLATFORMS } from './world/contacts.ts';
import { buildWorld } from './world/index.ts';
import { SAMPLE_USER } from './world/people.ts';

export interface SandboxOptions {
  /** Port on the loopback interface; 0, the default, takes any that is free. */
  readonly port?: number;
  /** How many times faster than usual runs and the like are. */
  readonly speed?: number;
  /** The same seed makes the same world. */
  readonly seed?: number;
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
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

/** Starts the sandboxed platforms on a loopback port of their own, with everything in memory. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, speed = 1, seed = 1, now = Date.now } = options;
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    schemaController: {
      compilersFactory: { buildValidator: () => refuseSchemas, buildSerializer: () => refuseSchemas },
    },
  });
  const origin = () => `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  mountCivis(server, { speed, now, origin, random: new Random(seed) });
  mountAiod(server, now, new Random(seed + 1));
  await server.listen({ host: '127.0.0.1', port });
  return {
    civisEndpoint: `${origin()}/civis/`,
    aiodServer: `${origin()}/aiod/`,
    civisApiKey: CIVIS_API_KEY,
    aiodToken: AIOD_TOKEN,
    close: () => server.close(),
  };
}

function mountCivis(
  server: FastifyInstance,
  parts: Pick<Civis, 'speed' | 'now' | 'origin' | 'random'>,
): void {
  const documented = [...operations, ...innerCatalogue.values()].filter(
    ({ platform }) => platform === 'civis',
  );
  const civis: Civis = {
    ...parts,
    store: new Store(),
    timeline: new Timeline(),
    mounts: readMounts(documented),
  };
  const storage = new Storage(parts.random, parts.now, parts.origin);
  runInTime(civis);
  const user = buildWorld(civis, storage).person(SAMPLE_USER);
  const authenticate = (authorization: string | undefined) =>
    authorization === `Bearer ${CIVIS_API_KEY}` ? user : undefined;
  server.register(async (scope) => registerCivis(scope, civis, documented, storage, authenticate), {
    prefix: '/civis',
  });
  server.register(async (scope) => registerStorage(scope, storage), { prefix: '/storage' });
}

function mountAiod(server: FastifyInstance, now: () => number, random: Random): void {
  const served = [...operations.filter(({ platform }) => platform === 'aiod'), ...assetKinds];
  const platforms = new Set<string>(PLATFORMS);
  const catalogues = new Map(
    served.map(({ resource }) => [
      resource,
      new Catalogue({ kind: kindOf(resource), platforms, random, now }),
    ]),
  );
  const contacts = catalogues.get('contacts');
  if (contacts !== undefined) addContacts(contacts, now());
  server.register(async (scope) => registerAiod(scope, { catalogues, random, token: AIOD_TOKEN }, served), {
    prefix: '/aiod',
  });
}
