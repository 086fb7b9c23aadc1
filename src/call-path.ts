import { randomBytes } from 'node:crypto';
import { type CleanupStack, createCleanupStack } from './cleanup-stack.ts';
import type { PlatformClients } from './client/interface.ts';
import type { Clock } from './clock.ts';
import type { CompactParts } from './compact/compact-surface.ts';
import { type Config, isLive, Secret } from './config.ts';
import { createConfirmation } from './dispatch/confirmation.ts';
import { createConfirmationTokens } from './dispatch/confirmation-token.ts';
import { createDispatch } from './dispatch/dispatch.ts';
import { outputSchemaOf } from './dispatch/output-schema.ts';
import type { Presenter } from './dispatch/present.ts';
import type { CredentialRegistry } from './dispatch/redact.ts';
import { makeStoppable, type StoppableCalls } from './dispatch/stop-calls.ts';
import type { Dispatch, ToolCall } from './dispatch/tool-call.ts';
import { callableTools, tools as everyTool, type Tool, toolsByName } from './dispatch/tool-catalogue.ts';
import { isRequestedByName, type ToolFilter } from './dispatch/tool-filter.ts';
import type { AllowedFolders } from './filesystem/file-access.ts';
import type { Log } from './log.ts';
import { toolManual } from './mcp/resources/tool-manual.ts';
import { createTaskIds } from './mcp/tasks/task-ids.ts';
import { createTasks, type HandleCall, type Tasks } from './mcp/tasks/tasks.ts';
import type { ToolEntry } from './mcp/tool-entry.ts';
import { toEntry } from './mcp/tool-list.ts';
import { NAME, VERSION } from './program.ts';
import type { BackgroundCatalogue } from './startup/background-catalogue.ts';
import { createPlatformClients } from './startup/platform-connections.ts';
import { findUserFolders } from './startup/user-folders.ts';
import {
  extraOperations,
  handwrittenOperations,
  innerOperationsByName,
} from './tools/catalogue/catalogue.ts';
import { ALIASES } from './tools/catalogue/tool-aliases.ts';
import type { DescriptionCache } from './tools/openapi/load-description.ts';
import type { Operation } from './tools/operation.ts';
import type { ToolSchema } from './tools/portable-schema.ts';

export interface CallPathParts {
  readonly config: Config;
  readonly filter: ToolFilter;
  readonly folders: AllowedFolders | null;
  readonly credentials: CredentialRegistry;
  readonly presenter: Presenter;
  readonly log: Log;
  /** 32 bytes, shared by servers that belong together; left out: fresh ones. */
  readonly sealKey: Buffer | undefined;
  readonly clock: Clock;
}

/** What runs calls. */
export interface CallPath extends StoppableCalls {
  /** The operations that the platforms describe, as listed. */
  readonly described: readonly ToolEntry[];
  /** Whether the descriptions of all platforms that were asked for are available. */
  readonly isComplete: boolean;
  /** What an operation returns; undefined for a workflow, whose schema is always listed. */
  outputSchemaOf(tool: string): ToolSchema | undefined;
  /** Tasks of calls that are handled so. */
  tasksOf(handle: HandleCall): Tasks;
  /** The reference of a tool, as a page. */
  manualOf(tool: string): string;
  close(): Promise<void>;
}

/** What runs calls of one catalogue; another takes its place when the platforms have described more. */
interface ConnectedCalls {
  readonly catalogue: ReadonlyMap<string, Tool>;
  readonly everyCall: Dispatch;
  /** As the surface does it. */
  readonly dispatch: Dispatch;
}

/** Puts together what runs calls: platforms, catalogue, policy. A start that only lists tools reads none of it. */
export async function openCallPath(parts: CallPathParts): Promise<CallPath> {
  const cleanup = createCleanupStack();
  return connectCallPath(parts, cleanup).catch(async (cause: unknown) => {
    await cleanup.run();
    throw cause;
  });
}

async function connectCallPath(parts: CallPathParts, cleanup: CleanupStack): Promise<CallPath> {
  const { folders, credentials, presenter, log, clock, sealKey = randomBytes(32) } = parts;
  const config = parts.config.sandbox ? await withSandbox(parts, cleanup) : parts.config;
  const events = { onCredential: credentials.register, onNotice: log.notice };
  const clients = await createPlatformClients(config, `${NAME}/${VERSION}`, events, presenter.protect);
  cleanup.defer(clients.close);
  const background = await describeInBackground(config, clients, clock, log.notice);
  if (background !== undefined) cleanup.defer(background.close);
  const live = await describeLive(config, clients, clock);
  for (const notice of live.notices) log.notice(notice);
  const confirmation = createConfirmation(
    config.confirm,
    createConfirmationTokens(() => clock.now(), undefined, sealKey),
  );
  const dataBounds = { databases: config.databases, schemas: config.schemas };
  const { transfers } = clients;
  // A task belongs to the platform of its run, whichever server is asked.
  const taskIds = createTaskIds(sealKey, () => clock.now(), config.civisEndpoint.href);
  const shared = { clients, clock, folders, dataBounds, transfers, confirmation, presenter };
  let missing: readonly string[] = [];
  const stoppable = makeStoppable((call) => current.everyCall(call), {
    get: (name) => current.catalogue.get(name),
  });

  /** What runs calls, with these operations of the platforms beside those of the catalogue. */
  async function connect(described: readonly Operation[]): Promise<ConnectedCalls> {
    const catalogue = callableTools(described);
    const offering = { catalogue, aliases: ALIASES, filter: parts.filter };
    const requested = extraOperations.filter((tool) => isRequestedByName(tool, parts.filter.patterns));
    const listed = new Set<Tool>([...everyTool, ...described, ...requested]);
    const everyCall = createDispatch({ ...offering, ...shared, listed, inner: innerOperationsByName });
    const surface = { ...offering, dispatch: stoppable.dispatch, outputSchemas: config.outputSchemas };
    const dispatch =
      config.surface === 'full'
        ? stoppable.dispatch
        : await compactDispatch({ ...surface, missing: () => missing });
    return { catalogue, everyCall, dispatch };
  }

  let current = await connect(live.described);
  let known: readonly Operation[] = [];

  /** Takes up what has been read in the background since. */
  async function takeUpDescriptions({ signal }: ToolCall): Promise<void> {
    if (background === undefined) return;
    const there = await background.available(signal);
    missing = there.missing;
    if (there.operations === known) return;
    current = await connect(await merged(there.operations));
    known = there.operations;
  }

  return {
    dispatch: async (call) => {
      // What is listed is known, and need not wait.
      if (!toolsByName.has(call.name)) await takeUpDescriptions(call);
      return current.dispatch(call);
    },
    stop: stoppable.stop,
    described: live.described.map(toEntry),
    isComplete: live.isComplete,
    outputSchemaOf: (name) => {
      const tool = current.catalogue.get(name);
      return tool?.kind === 'operation' ? outputSchemaOf(tool) : undefined;
    },
    tasksOf: (handle) => createTasks({ handle, ids: taskIds, now: () => clock.now() }),
    manualOf: (name) => {
      const tool = current.catalogue.get(name);
      return tool === undefined ? '' : toolManual(tool);
    },
    close: cleanup.run,
  };
}

/** Points the platforms at the embedded ones; nothing else in the program knows. */
async function withSandbox({ config, credentials }: CallPathParts, cleanup: CleanupStack): Promise<Config> {
  // Few servers use it; the others run calls without reading it.
  const { startSandbox } = await import('./sandbox/start-sandbox.ts');
  const sandbox = await startSandbox({ data: config.sandboxData ?? undefined });
  cleanup.defer(sandbox.close);
  credentials.register(sandbox.civisApiKey);
  credentials.register(sandbox.aiodToken);
  return {
    ...config,
    civisEndpoint: new URL(sandbox.civisEndpoint),
    civisApiKey: new Secret(sandbox.civisApiKey),
    aiodServer: new URL(sandbox.aiodServer),
    aiodVersion: 'v2',
    aiodAccessToken: new Secret(sandbox.aiodToken),
  };
}

/** The operations that the platforms describe today, for a server that lists them. */
async function describeLive(config: Config, clients: PlatformClients, clock: Clock) {
  const isListed = isLive(config) && !config.liveInBackground;
  if (!isListed) return { described: [], notices: [], isComplete: !config.liveInBackground };
  // Few servers are started so; the others run calls without reading it.
  const { loadLiveCatalogue } = await import('./startup/live-catalogue.ts');
  const options = {
    config,
    clients,
    cache: await openCache(config),
    now: clock.now(),
    programVersion: VERSION,
  };
  const { operations, notices, isComplete } = await loadLiveCatalogue(options);
  return { described: await merged(operations), notices, isComplete };
}

/** The same for a server whose list does not depend on them. */
async function describeInBackground(
  config: Config,
  clients: PlatformClients,
  clock: Clock,
  onNotice: (text: string) => void,
): Promise<BackgroundCatalogue | undefined> {
  if (!config.liveInBackground) return undefined;
  const { startBackgroundCatalogue } = await import('./startup/background-catalogue.ts');
  const cache = await openCache(config);
  return startBackgroundCatalogue({ config, clients, cache, clock, onNotice, programVersion: VERSION });
}

async function openCache({ sandbox }: Config): Promise<DescriptionCache> {
  const { NO_DESCRIPTION_CACHE, openDescriptionCache } = await import('./startup/description-cache.ts');
  const folder = sandbox ? undefined : (await findUserFolders())?.cache;
  return folder === undefined ? NO_DESCRIPTION_CACHE : openDescriptionCache(folder);
}

/** What is known by hand comes before what a platform says of the same operation. */
async function merged(described: readonly Operation[]): Promise<readonly Operation[]> {
  const { mergeOperations } = await import('./tools/openapi/described-operations.ts');
  return mergeOperations(handwrittenOperations, described);
}

/** The calls of the compact surface, which finds and explains operations by itself and passes all other calls on. */
async function compactDispatch(parts: CompactParts): Promise<Dispatch> {
  const { createCompactSurface } = await import('./compact/compact-surface.ts');
  return createCompactSurface(parts).dispatch;
}
