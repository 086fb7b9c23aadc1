import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { type CleanupStack, createCleanupStack } from '../src/cleanup-stack.ts';
import { readConfig } from '../src/config.ts';
import { openPlatforms, type SandboxState } from '../src/sandbox/embedded-platforms.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/start-sandbox.ts';
import { compose } from '../src/server.ts';
import { LeapingClock } from '../test/support/dispatch.ts';
import { readRows } from './database-rows.ts';
import type { Call } from './follow-hint.ts';
import type { Surface, Task } from './task.ts';
import { readWorld, type World } from './world.ts';

export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** What a call returned, as a host gets it. */
export interface CallResult {
  readonly isError: boolean;
  /** What a model reads. */
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The program's own server on a sandbox of its own, with a real client on it. Time passes by waiting alone. */
export interface EvalServer {
  readonly instructions: string;
  list(): Promise<readonly ListedTool[]>;
  call(call: Call): Promise<CallResult>;
  /** Everything that the sandbox and the local folder hold now. */
  world(): Promise<World>;
  close(): Promise<void>;
}

/** A Wednesday afternoon, hours away from whatever is scheduled. */
const NOW = '2026-03-04T15:00:00Z';

let seeded: Promise<Buffer> | undefined;

/** Starts the server in the world of a task. */
export async function startEvalServer(
  task: Pick<Task, 'flags' | 'files' | 'before'>,
  surface: Surface,
): Promise<EvalServer> {
  const cleanup = createCleanupStack();
  return openEvalServer(task, surface, cleanup).catch(async (cause: unknown) => {
    await cleanup.run();
    throw cause;
  });
}

async function openEvalServer(
  { flags, files, before }: Pick<Task, 'flags' | 'files' | 'before'>,
  surface: Surface,
  cleanup: CleanupStack,
): Promise<EvalServer> {
  seeded ??= seedWorld();
  const state = deserialize(await seeded) as SandboxState;
  const clock = new LeapingClock(NOW);
  const sandbox = await startSandbox({ now: () => clock.now(), state });
  cleanup.defer(sandbox.close);
  for (const { request, body } of before) await requestPlatform(sandbox, request, body);
  const folder = await makeFolder(files, cleanup);
  const config = readConfig(
    {
      surface,
      live: false,
      logLevel: 'silent',
      ...(Object.keys(files).length > 0 && { files: [folder] }),
      ...flags,
    },
    {
      CIVIS_API_ENDPOINT: sandbox.civisEndpoint,
      CIVIS_API_KEY: sandbox.civisApiKey,
      AIOD_API_SERVER: sandbox.aiodServer,
      AIOD_API_VERSION: 'v2',
      AIOD_ACCESS_TOKEN: sandbox.aiodToken,
    },
  );
  const { factory } = await compose(config, cleanup, { clock });
  const client = await connectClient(factory({ era: 'legacy' }), cleanup);
  return {
    instructions: client.getInstructions() ?? '',
    list: async () => (await client.listTools()).tools,
    call: async ({ tool, args }) =>
      toCallResult(await client.callTool({ name: tool, arguments: { ...args } })),
    world: async () => {
      const snapshot = sandbox.snapshot();
      return readWorld(snapshot, await readFiles(folder), await readRows(snapshot));
    },
    close: cleanup.run,
  };
}

type ProtocolServer = ReturnType<Awaited<ReturnType<typeof compose>>['factory']>;

async function connectClient(server: ProtocolServer, cleanup: CleanupStack): Promise<Client> {
  const client = new Client({ name: 'evals', version: '1.0.0' });
  const [clientSide, serverSide] = InMemoryTransport.createLinkedPair();
  await server.connect(serverSide);
  await client.connect(clientSide);
  cleanup.defer(() => client.close());
  return client;
}

function toCallResult({
  isError,
  content,
  structuredContent,
}: Awaited<ReturnType<Client['callTool']>>): CallResult {
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
  return { isError: isError === true, text, data: (structuredContent ?? {}) as CallResult['data'] };
}

/** The sample data, with every row of the databases made: a query alone then changes nothing. */
async function seedWorld(): Promise<Buffer> {
  const now = () => Date.parse(NOW);
  const { civis, snapshot } = openPlatforms({ seed: 1, speed: 1, now, origin: () => '' }, undefined);
  const tables = civis.store.table('databases/tables').all();
  await civis.databases.load();
  for (const id of new Set(tables.map(({ scope }) => scope))) {
    const names = tables.filter(({ scope }) => scope === id).map((table) => `'${String(table['name'])}'`);
    civis.databases.run(Number(id), `SELECT ${names.join(', ')}`, true);
  }
  // What was due before then happens at the first request.
  civis.eventQueue.runDue(now());
  const state = serialize(snapshot());
  civis.databases.close();
  return state;
}

/** A request to a platform itself, which makes the world of a task. @throws Error for a response that is none of 2xx */
async function requestPlatform(sandbox: Sandbox, request: string, body: unknown): Promise<unknown> {
  const [verb = 'GET', path = ''] = request.split(' ');
  const [platform, ...rest] = path.split('/');
  const [base, key] =
    platform === 'civis'
      ? [sandbox.civisEndpoint, sandbox.civisApiKey]
      : [sandbox.aiodServer, sandbox.aiodToken];
  const response = await fetch(base + rest.join('/'), {
    method: verb,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${request}: ${response.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

async function makeFolder(files: Task['files'], cleanup: CleanupStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evals-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

async function readFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')] as const),
  );
  return new Map(files);
}
