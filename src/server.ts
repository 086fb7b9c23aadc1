import type { CleanupStack } from './cleanup-stack.ts';
import type { PlatformClients } from './client/interface.ts';
import { clock } from './clock.ts';
import type { CompactParts } from './compact/compact-surface.ts';
import { type Config, Secret } from './config.ts';
import { createConfirmation } from './dispatch/confirmation.ts';
import { createConfirmationTokens } from './dispatch/confirmation-token.ts';
import { createDispatch } from './dispatch/dispatch.ts';
import { createPresenter } from './dispatch/present.ts';
import { createCredentialRegistry } from './dispatch/redact.ts';
import { makeStoppable } from './dispatch/stop-calls.ts';
import type { Dispatch } from './dispatch/tool-call.ts';
import { callableTools, tools as everyTool, type Tool } from './dispatch/tool-catalogue.ts';
import {
  excludedBy,
  isRequestedByName,
  knownPatterns,
  type ToolFilter,
  unknownPatterns,
} from './dispatch/tool-filter.ts';
import { ConfigError } from './errors.ts';
import { createLog } from './log.ts';
import { createPrompts } from './mcp/prompts/prompt-list.ts';
import { createServerFactory } from './mcp/protocol-server.ts';
import { createResources } from './mcp/resources/resource-list.ts';
import { buildToolList, type ListedTool } from './mcp/tool-list.ts';
import type { Sandbox, SandboxOptions } from './sandbox/start-sandbox.ts';
import { createPlatformClients, credentialsOf } from './startup/platform-connections.ts';
import { findUserFolders } from './startup/user-folders.ts';
import { nearestMatch } from './suggest.ts';
import {
  extraOperations,
  handwrittenOperations,
  innerOperationsByName,
} from './tools/catalogue/catalogue.ts';
import { ALIASES } from './tools/catalogue/tool-aliases.ts';
import { didYouMean } from './wording.ts';

export const NAME = 'civis-aiod-mcp';

declare const PACKAGE_VERSION: string;
/** Out of package.json, put in at build time. */
export const VERSION = PACKAGE_VERSION;

/**
 * Puts the program together: configuration → platforms, catalogue, policy → a factory of protocol servers.
 * What is made here is made once and shared by every connection and request. Whatever is opened is added to
 * `cleanup`, which the caller runs, also if this fails.
 */
export async function compose(given: Config, cleanup: CleanupStack) {
  const isLive = given.live || given.liveSpec.length > 0;
  // Without a live catalogue, a misspelled pattern is reported before anything is started.
  if (!isLive) checkedFilterOf(given, []);
  const folders = given.files.length === 0 ? null : await openFolders(given.files);
  if (folders !== null) cleanup.defer(folders.close);
  const config = given.sandbox ? await withSandbox(given, cleanup) : given;
  const credentials = createCredentialRegistry(credentialsOf(config));
  // Secrets are kept out of the log even with --reveal-secrets.
  const log = createLog(config.logLevel, createPresenter(credentials).protect);
  const presenter = createPresenter(credentials, config.revealSecrets);
  const events = { onCredential: credentials.register, onNotice: log.notice };
  const clients = await createPlatformClients(config, `${NAME}/${VERSION}`, events, presenter.protect);
  cleanup.defer(clients.close);
  const { described, notices, filter } = await describeLive(config, clients, isLive);
  const callable = callableTools(described);
  const listed = new Set<Tool>([
    ...everyTool,
    ...described,
    ...extraOperations.filter((tool) => isRequestedByName(tool, filter.patterns)),
  ]);
  const confirmation = createConfirmation(config.confirm, createConfirmationTokens(clock.now));
  const offering = { catalogue: callable, aliases: ALIASES, filter };
  const everyCall = createDispatch({
    ...offering,
    listed,
    inner: innerOperationsByName,
    clients,
    clock,
    folders,
    transfers: clients.transfers,
    confirmation,
    presenter,
  });
  const { dispatch, stop: stopCalls } = makeStoppable(everyCall, callable);
  const rules = { maxChars: config.maxResultChars, protect: presenter.protect };
  for (const notice of [...config.unusableFiles, ...notices]) log.notice(notice);
  const isExcluded = (name: string) => {
    const tool = callable.get(name) ?? innerOperationsByName.get(name);
    return tool !== undefined && excludedBy(tool, filter) !== null;
  };
  const offered = [...listed].filter((tool) => !isExcluded(tool.name));
  const surface = await surfaceOf(config, { ...offering, dispatch });
  const tools = buildToolList(surface.tools ?? offered, filter);
  const prompts = createPrompts(isExcluded);
  const resources = createResources({ tools: offered, allows: (name) => !isExcluded(name), dispatch, rules });
  const answering = { dispatch: surface.dispatch, rules, log };
  return {
    tools,
    ...answering,
    factory: createServerFactory({
      name: NAME,
      version: VERSION,
      tools,
      prompts,
      resources,
      ...answering,
    }),
    stopCalls,
  };
}

export type Composition = Awaited<ReturnType<typeof compose>>;

/** Most servers are given no folder, and start without reading what opens one. */
async function openFolders(folders: readonly string[]) {
  const { openAllowedFolders } = await import('./filesystem/allowed-folders.ts');
  return openAllowedFolders(folders);
}

/** What is listed instead of every offered tool, and the dispatch behind it. */
async function surfaceOf(
  { surface }: Config,
  parts: CompactParts,
): Promise<{ readonly tools?: readonly ListedTool[]; readonly dispatch: Dispatch }> {
  if (surface === 'full') return { dispatch: parts.dispatch };
  const { createCompactSurface } = await import('./compact/compact-surface.ts');
  const compact = createCompactSurface(parts);
  return { tools: [...compact.workflows, ...compact.tools], dispatch: compact.dispatch };
}

/** Points the platforms at the embedded ones; nothing else in the program knows. */
async function withSandbox(config: Config, cleanup: CleanupStack): Promise<Config> {
  const sandbox = await openSandbox({ data: config.sandboxData ?? undefined }, cleanup);
  return {
    ...config,
    civisEndpoint: new URL(sandbox.civisEndpoint),
    civisApiKey: new Secret(sandbox.civisApiKey),
    aiodServer: new URL(sandbox.aiodServer),
    aiodVersion: 'v2',
    aiodAccessToken: new Secret(sandbox.aiodToken),
  };
}

/** Starts the embedded platforms, which few servers read. */
export async function openSandbox(options: SandboxOptions, cleanup: CleanupStack): Promise<Sandbox> {
  const { startSandbox } = await import('./sandbox/start-sandbox.ts');
  const sandbox = await startSandbox(options);
  cleanup.defer(sandbox.close);
  return sandbox;
}

/** What the platforms describe, and what is selected of everything there is then. */
async function describeLive(config: Config, clients: PlatformClients, isLive: boolean) {
  if (!isLive) return { described: [], notices: [], filter: filterOf(config) };
  // Few servers are started so; the others start without reading it.
  const { loadLiveCatalogue } = await import('./startup/live-catalogue.ts');
  const { NO_DESCRIPTION_CACHE, openDescriptionCache } = await import('./startup/description-cache.ts');
  const { mergeOperations } = await import('./tools/openapi/described-operations.ts');
  const folder = config.sandbox ? undefined : (await findUserFolders())?.cache;
  const cache = folder === undefined ? NO_DESCRIPTION_CACHE : openDescriptionCache(folder);
  const options = { config, clients, cache, now: clock.now(), programVersion: VERSION };
  const { operations, notices, isComplete } = await loadLiveCatalogue(options);
  const described = mergeOperations(handwrittenOperations, operations);
  // A pattern may name an operation of a platform that is not available now.
  const filter = isComplete ? checkedFilterOf(config, described) : filterOf(config);
  return { described, notices, filter };
}

function filterOf({ tools, readOnly, noDestructive }: Config): ToolFilter {
  return { patterns: tools, readOnly, noDestructive };
}

function checkedFilterOf(config: Config, described: readonly Tool[]): ToolFilter {
  const known = [...everyTool, ...extraOperations, ...described];
  const [unknown] = unknownPatterns(config.tools, known);
  if (unknown !== undefined) {
    const word = unknown.replace(/^-/, '');
    const near = ALIASES.get(word) ?? nearestMatch(word, knownPatterns(known));
    throw new ConfigError(`--tools: unknown tool or group ${JSON.stringify(word)}${didYouMean(near)}`);
  }
  return filterOf(config);
}
