import { type CleanupStack, createCleanupStack } from './cleanup-stack.ts';
import type { PlatformClients } from './client/interface.ts';
import { clock } from './clock.ts';
import type { CompactParts } from './compact/compact-surface.ts';
import { type Config, isLive, Secret } from './config.ts';
import { createConfirmation } from './dispatch/confirmation.ts';
import { createConfirmationTokens } from './dispatch/confirmation-token.ts';
import { createDispatch } from './dispatch/dispatch.ts';
import { outputSchemaOf } from './dispatch/output-schema.ts';
import type { Presenter } from './dispatch/present.ts';
import type { CredentialRegistry } from './dispatch/redact.ts';
import { makeStoppable, type StoppableCalls } from './dispatch/stop-calls.ts';
import type { Dispatch } from './dispatch/tool-call.ts';
import { callableTools, tools as everyTool, type Tool } from './dispatch/tool-catalogue.ts';
import { isRequestedByName, type ToolFilter } from './dispatch/tool-filter.ts';
import type { AllowedFolders } from './filesystem/file-access.ts';
import type { Log } from './log.ts';
import { toolManual } from './mcp/resources/tool-manual.ts';
import type { ToolEntry } from './mcp/tool-entry.ts';
import { toEntry } from './mcp/tool-list.ts';
import { NAME, VERSION } from './program.ts';
import { createPlatformClients } from './startup/platform-connections.ts';
import { findUserFolders } from './startup/user-folders.ts';
import {
  extraOperations,
  handwrittenOperations,
  innerOperationsByName,
} from './tools/catalogue/catalogue.ts';
import { ALIASES } from './tools/catalogue/tool-aliases.ts';
import type { ToolSchema } from './tools/portable-schema.ts';

export interface CallPathParts {
  readonly config: Config;
  readonly filter: ToolFilter;
  readonly folders: AllowedFolders | null;
  readonly credentials: CredentialRegistry;
  readonly presenter: Presenter;
  readonly log: Log;
}

/** What runs calls. */
export interface CallPath extends StoppableCalls {
  /** The operations that the platforms describe, as listed. */
  readonly described: readonly ToolEntry[];
  /** Whether the descriptions of all platforms that were asked for are available. */
  readonly isComplete: boolean;
  /** What an operation returns; undefined for a workflow, whose schema is always listed. */
  outputSchemaOf(tool: string): ToolSchema | undefined;
  /** The reference of a tool, as a page. */
  manualOf(tool: string): string;
  close(): Promise<void>;
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
  const { filter, folders, credentials, presenter, log } = parts;
  const config = parts.config.sandbox ? await withSandbox(parts, cleanup) : parts.config;
  const events = { onCredential: credentials.register, onNotice: log.notice };
  const clients = await createPlatformClients(config, `${NAME}/${VERSION}`, events, presenter.protect);
  cleanup.defer(clients.close);
  const { described, notices, isComplete } = await describeLive(config, clients);
  for (const notice of notices) log.notice(notice);
  const catalogue = callableTools(described);
  const listed = new Set<Tool>([
    ...everyTool,
    ...described,
    ...extraOperations.filter((tool) => isRequestedByName(tool, filter.patterns)),
  ]);
  const offering = { catalogue, aliases: ALIASES, filter };
  const everyCall = createDispatch({
    ...offering,
    listed,
    inner: innerOperationsByName,
    clients,
    clock,
    folders,
    transfers: clients.transfers,
    confirmation: createConfirmation(config.confirm, createConfirmationTokens(clock.now)),
    presenter,
  });
  const { dispatch, stop } = makeStoppable(everyCall, catalogue);
  return {
    dispatch:
      config.surface === 'full'
        ? dispatch
        : await compactDispatch({ ...offering, dispatch, outputSchemas: config.outputSchemas }),
    stop,
    described: described.map(toEntry),
    isComplete,
    outputSchemaOf: (name) => {
      const tool = catalogue.get(name);
      return tool?.kind === 'operation' ? outputSchemaOf(tool) : undefined;
    },
    manualOf: (name) => {
      const tool = catalogue.get(name);
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

/** The operations that the platforms describe today. */
async function describeLive(config: Config, clients: PlatformClients) {
  if (!isLive(config)) return { described: [], notices: [], isComplete: true };
  // Few servers are started so; the others run calls without reading it.
  const { loadLiveCatalogue } = await import('./startup/live-catalogue.ts');
  const { NO_DESCRIPTION_CACHE, openDescriptionCache } = await import('./startup/description-cache.ts');
  const { mergeOperations } = await import('./tools/openapi/described-operations.ts');
  const folder = config.sandbox ? undefined : (await findUserFolders())?.cache;
  const cache = folder === undefined ? NO_DESCRIPTION_CACHE : openDescriptionCache(folder);
  const options = { config, clients, cache, now: clock.now(), programVersion: VERSION };
  const { operations, notices, isComplete } = await loadLiveCatalogue(options);
  return { described: mergeOperations(handwrittenOperations, operations), notices, isComplete };
}

/** The calls of the compact surface, which finds and explains operations by itself and passes all other calls on. */
async function compactDispatch(parts: CompactParts): Promise<Dispatch> {
  const { createCompactSurface } = await import('./compact/compact-surface.ts');
  return createCompactSurface(parts).dispatch;
}
