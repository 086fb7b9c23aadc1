import { type Config, ConfigError, Secret } from './config.ts';
import { rotateSignIn } from './home.ts';
import { createLog } from './log.ts';
import { buildToolList } from './mcp/list.ts';
import { createRedact } from './mcp/redact.ts';
import { createServerFactory } from './mcp/server.ts';
import { connectPlatforms, credentialsOf } from './platforms.ts';
import type { Sandbox, SandboxOptions } from './sandbox/index.ts';
import { nearest } from './tools/check.ts';
import { catalogue, operations } from './tools/index.ts';
import { createInvoke } from './tools/invoke.ts';
import type { Operation } from './tools/operation.ts';
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
  const { config, closeSandbox } = await withSandbox(given);
  const clients = await connectPlatforms(config, `${NAME}/${VERSION}`, rotateSignIn);
  const invoke = createInvoke({ catalogue, selection, clients });
  const credentials = credentialsOf(config);
  const rules = {
    maxChars: config.maxResultChars,
    redact: createRedact(credentials, config.revealSecrets),
  };
  // The log keeps secrets out whatever the answers may show.
  const log = createLog(config.logLevel, createRedact(credentials));
  const offered = operations.filter((operation) => leftOutBy(operation, selection) === null);
  const tools = buildToolList(offered);
  return {
    tools,
    offered: offered as readonly Operation[],
    invoke,
    rules,
    log,
    factory: createServerFactory({ name: NAME, version: VERSION, tools, invoke, rules, log }),
    close: async () => {
      await clients.close();
      await closeSandbox();
    },
  };
}

export type Composition = Awaited<ReturnType<typeof compose>>;

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
  const [unknown] = unknownPatterns(tools, operations);
  if (unknown !== undefined) {
    const near = nearest(unknown.replace(/^-/, ''), knownPatterns(operations));
    const meant = near === undefined ? '' : `; did you mean ${near}?`;
    throw new ConfigError(`--tools ${JSON.stringify(unknown)}: nothing is called that${meant}`);
  }
  return { patterns: tools, readOnly, noDestructive };
}
