import type { PlatformClients } from './client/client.ts';
import { clock } from './clock.ts';
import { type Config, ConfigError, Secret } from './config.ts';
import { rotateSignIn } from './home.ts';
import { createLog } from './log.ts';
import { buildToolList, type Listed } from './mcp/list.ts';
import { createPrompts } from './mcp/prompts/index.ts';
import { createRedact } from './mcp/redact.ts';
import { createResources } from './mcp/resources/index.ts';
import { createServerFactory } from './mcp/server.ts';
import { connectPlatforms, credentialsOf } from './platforms.ts';
import type { Sandbox, SandboxOptions } from './sandbox/index.ts';
import { ALIASES } from './tools/aliases.ts';
import { nearest } from './tools/check.ts';
import type { CompactParts } from './tools/compact/index.ts';
import { createConsent } from './tools/consent.ts';
import {
  callableWith,
  tools as everyTool,
  extraOperations,
  handmade,
  innerCatalogue,
  type Tool,
} from './tools/index.ts';
import { createInvoke, type Invoke } from './tools/invoke.ts';
import { createSeal } from './tools/seal.ts';
import { isAskedFor, knownPatterns, leftOutBy, type Selection, unknownPatterns } from './tools/select.ts';

export const NAME = 'civis-aiod-mcp';

declare const PACKAGE_VERSION: string;
/** Out of package.json, put in at build time. */
export const VERSION = PACKAGE_VERSION;

/**
 * Puts the program together: configuration → platforms, catalogue, policy → a factory of protocol servers.
 * What is made here is made once and shared by every connection and request.
 */
export async function compose(given: Config) {
  const isLive = given.live || given.liveSpec.length > 0;
  // Where nothing is described at run time, a misspelt pattern is said before anything is started.
  if (!isLive) selectionOf(given, []);
  const files = given.files.length === 0 ? null : await openFolders(given.files);
  const { config, closeSandbox } = await withSandbox(given);
  const clients = await connectPlatforms(config, `${NAME}/${VERSION}`, rotateSignIn);
  const close = async () => {
    await Promise.all([clients.close(), files?.close()]);
    await closeSandbox();
  };
  const { described, notices, selection } = await livePart(config, clients, isLive).catch(async (cause) => {
    await close();
    throw cause;
  });
  const callable = callableWith(described);
  const listed = new Set<Tool>([
    ...everyTool,
    ...described,
    ...extraOperations.filter((tool) => isAskedFor(tool, selection.patterns)),
  ]);
  const consent = createConsent(config.confirm, createSeal(clock.now));
  const offering = { catalogue: callable, aliases: ALIASES, selection };
  const invoke = createInvoke({
    ...offering,
    listed,
    inner: innerCatalogue,
    clients,
    clock,
    files,
    transfers: clients.transfers,
    consent,
  });
  const credentials = credentialsOf(config);
  const rules = {
    maxChars: config.maxResultChars,
    redact: createRedact(credentials, config.revealSecrets),
  };
  // The log keeps secrets out whatever the answers may show.
  const log = createLog(config.logLevel, createRedact(credentials));
  for (const notice of notices) log.notice(notice);
  const isLeftOut = (name: string) => {
    const tool = callable.get(name) ?? innerCatalogue.get(name);
    return tool !== undefined && leftOutBy(tool, selection) !== null;
  };
  const offered = [...listed].filter((tool) => !isLeftOut(tool.name));
  const surface = await surfaceOf(config, { ...offering, invoke });
  const tools = buildToolList(surface.tools ?? offered);
  const prompts = createPrompts(isLeftOut);
  const resources = createResources({ tools: offered, allows: (name) => !isLeftOut(name), invoke, rules });
  const answering = { invoke: surface.invoke, rules, log };
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
    close,
  };
}

export type Composition = Awaited<ReturnType<typeof compose>>;

/** Most servers are given no folder, and start without reading what opens one. */
async function openFolders(folders: readonly string[]) {
  const { openFileRoom } = await import('./files/room.ts');
  return openFileRoom(folders);
}

/** What is listed in place of every offered tool, and the way in to it. */
async function surfaceOf(
  { surface }: Config,
  parts: CompactParts,
): Promise<{ readonly tools?: readonly Listed[]; readonly invoke: Invoke }> {
  if (surface === 'full') return { invoke: parts.invoke };
  const { createCompactSurface } = await import('./tools/compact/index.ts');
  const compact = createCompactSurface(parts);
  return { tools: [...compact.workflows, ...compact.tools], invoke: compact.invoke };
}

/** Points the platforms at the embedded ones; nothing else in the program knows. */
async function withSandbox(config: Config) {
  if (!config.sandbox) return { config, closeSandbox: () => Promise.resolve() };
  const sandbox = await openSandbox({ data: config.sandboxData ?? undefined });
  const embedded: Config = {
    ...config,
    civisEndpoint: new URL(sandbox.civisEndpoint),
    civisApiKey: new Secret(sandbox.civisApiKey),
    aiodServer: new URL(sandbox.aiodServer),
    aiodVersion: 'v2',
    aiodAccessToken: new Secret(sandbox.aiodToken),
  };
  return { config: embedded, closeSandbox: () => sandbox.close() };
}

/** Starts the embedded platforms. A file of theirs that cannot be used is a fault of the command line. */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { startSandbox, UnusableFile } = await import('./sandbox/index.ts');
  return startSandbox(options).catch((cause: unknown) => {
    throw cause instanceof UnusableFile ? new ConfigError(cause.message) : cause;
  });
}

/** What the platforms describe, and what is selected of everything there is then. */
async function livePart(config: Config, clients: PlatformClients, isLive: boolean) {
  if (!isLive) return { described: [], notices: [], selection: asGiven(config) };
  // Few servers are started so; the others start without reading it.
  const { loadLiveCatalogue } = await import('./live.ts');
  const { NO_DESCRIPTION_CACHE, openDescriptionCache } = await import('./cache.ts');
  const { mergeOperations } = await import('./tools/live/described-operations.ts');
  const cache = config.sandbox ? NO_DESCRIPTION_CACHE : openDescriptionCache();
  const options = { config, clients, cache, now: clock.now(), programVersion: VERSION };
  const { operations, notices, isComplete } = await loadLiveCatalogue(options);
  const described = mergeOperations(handmade, operations);
  // A pattern may name what a platform that is away would have described.
  const selection = isComplete ? selectionOf(config, described) : asGiven(config);
  return { described, notices, selection };
}

function asGiven({ tools, readOnly, noDestructive }: Config): Selection {
  return { patterns: tools, readOnly, noDestructive };
}

function selectionOf(config: Config, described: readonly Tool[]): Selection {
  const known = [...everyTool, ...extraOperations, ...described];
  const [unknown] = unknownPatterns(config.tools, known);
  if (unknown !== undefined) {
    const word = unknown.replace(/^-/, '');
    const near = ALIASES.get(word) ?? nearest(word, knownPatterns(known));
    const meant = near === undefined ? '' : `; did you mean ${near}?`;
    throw new ConfigError(`--tools ${JSON.stringify(unknown)}: nothing is called that${meant}`);
  }
  return asGiven(config);
}
