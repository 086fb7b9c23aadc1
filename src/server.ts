import { clock } from './clock.ts';
import { type Config, ConfigError, Secret } from './config.ts';
import { rotateSignIn } from './home.ts';
import { createLog } from './log.ts';
import { buildToolList } from './mcp/list.ts';
import { createPrompts } from './mcp/prompts/index.ts';
import { createRedact } from './mcp/redact.ts';
import { createResources } from './mcp/resources/index.ts';
import { createServerFactory } from './mcp/server.ts';
import { connectPlatforms, credentialsOf } from './platforms.ts';
import type { Sandbox, SandboxOptions } from './sandbox/index.ts';
import { nearest } from './tools/check.ts';
import { createConsent } from './tools/consent.ts';
import { tools as everyTool, innerCatalogue, toolCatalogue } from './tools/index.ts';
import { createInvoke } from './tools/invoke.ts';
import { createSeal } from './tools/seal.ts';
import { knownPatterns, leftOutBy, type Selection, unknownPatterns } from './tools/select.ts';

export const NAME = 'civis-aiod-mcp';

declare const PACKAGE_VERSION: string;
/** Out of package.json, put in at build time. */
export const VERSION = PACKAGE_VERSION;

/**
 * Puts the program together: configuration → platforms, catalogue, policy → a factory of protocol servers.
 * What is made here is made once and shared by every connection and request.
 */
export async function compose(given: Config) {
  const selection = selectionOf(given);
  const files = given.files.length === 0 ? null : await openFolders(given.files);
  const { config, closeSandbox } = await withSandbox(given);
  const clients = await connectPlatforms(config, `${NAME}/${VERSION}`, rotateSignIn);
  const consent = createConsent(config.confirm, createSeal(clock.now));
  const invoke = createInvoke({
    catalogue: toolCatalogue,
    inner: innerCatalogue,
    selection,
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
  const isLeftOut = (name: string) => {
    const tool = toolCatalogue.get(name) ?? innerCatalogue.get(name);
    return tool !== undefined && leftOutBy(tool, selection) !== null;
  };
  const offered = everyTool.filter((tool) => !isLeftOut(tool.name));
  const tools = buildToolList(offered);
  const prompts = createPrompts(isLeftOut);
  const resources = createResources({ tools: offered, allows: (name) => !isLeftOut(name), invoke, rules });
  return {
    tools,
    invoke,
    rules,
    log,
    factory: createServerFactory({
      name: NAME,
      version: VERSION,
      tools,
      prompts,
      resources,
      invoke,
      rules,
      log,
    }),
    close: async () => {
      await Promise.all([clients.close(), files?.close()]);
      await closeSandbox();
    },
  };
}

export type Composition = Awaited<ReturnType<typeof compose>>;

/** Most servers are given no folder, and start without reading what opens one. */
async function openFolders(folders: readonly string[]) {
  const { openFileRoom } = await import('./files/room.ts');
  return openFileRoom(folders);
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

function selectionOf({ tools, readOnly, noDestructive }: Config): Selection {
  const [unknown] = unknownPatterns(tools, everyTool);
  if (unknown !== undefined) {
    const near = nearest(unknown.replace(/^-/, ''), knownPatterns(everyTool));
    const meant = near === undefined ? '' : `; did you mean ${near}?`;
    throw new ConfigError(`--tools ${JSON.stringify(unknown)}: nothing is called that${meant}`);
  }
  return { patterns: tools, readOnly, noDestructive };
}
