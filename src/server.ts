import { connectPlatform, type PlatformSettings } from './client/connect.ts';
import { type Credential, fixedCredential } from './client/credential.ts';
import { type Config, ConfigError, Secret } from './config.ts';
import { buildToolList } from './mcp/list.ts';
import { createRedact, revealAll } from './mcp/redact.ts';
import { createServerFactory } from './mcp/server.ts';
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
export async function compose(given: Config, onError: (error: Error) => void) {
  const selection = selectionOf(given);
  const { config, closeSandbox } = await withSandbox(given);
  const clients = connectPlatforms(config);
  const invoke = createInvoke({ catalogue, selection, clients });
  const credentials = [config.civisApiKey, config.aiodAccessToken].filter((secret) => secret !== null);
  const rules = {
    maxChars: config.maxResultChars,
    redact: config.revealSecrets ? revealAll : createRedact(credentials.map((secret) => secret.reveal())),
  };
  const offered = operations.filter((operation) => leftOutBy(operation, selection) === null);
  const tools = buildToolList(offered);
  return {
    tools,
    offered: offered as readonly Operation[],
    invoke,
    rules,
    factory: createServerFactory({ name: NAME, version: VERSION, tools, invoke, rules, onError }),
    close: async () => {
      await Promise.all([clients.civis.close(), clients.aiod.close()]);
      await closeSandbox();
    },
  };
}

export type Composition = Awaited<ReturnType<typeof compose>>;

function connectPlatforms(config: Config) {
  const shared = {
    timeoutSeconds: config.timeoutSeconds,
    userAgent: `${NAME}/${VERSION}`,
    proxy: { http: config.httpProxy, https: config.httpsProxy, bypass: config.noProxy },
  };
  const civis: PlatformSettings = {
    ...shared,
    platform: 'civis',
    label: 'Civis',
    credentialVariable: 'CIVIS_API_KEY',
    endpoint: config.civisEndpoint,
    credential: credentialOf(config.civisApiKey),
  };
  const aiod: PlatformSettings = {
    ...shared,
    platform: 'aiod',
    label: 'AI-on-Demand',
    credentialVariable: 'AIOD_ACCESS_TOKEN',
    endpoint: config.aiodServer,
    version: config.aiodVersion,
    credential: credentialOf(config.aiodAccessToken),
  };
  return { civis: connectPlatform(civis), aiod: connectPlatform(aiod) };
}

function credentialOf(secret: Secret | null): Credential | undefined {
  return secret === null ? undefined : fixedCredential(secret.reveal());
}

/** Points the platforms at the embedded ones; nothing else in the program knows. */
async function withSandbox(config: Config) {
  if (!config.sandbox) return { config, closeSandbox: () => Promise.resolve() };
  const { startSandbox } = await import('./sandbox/index.ts');
  const sandbox = await startSandbox();
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

function selectionOf({ tools, readOnly, noDestructive }: Config): Selection {
  const [unknown] = unknownPatterns(tools, operations);
  if (unknown !== undefined) {
    const near = nearest(unknown.replace(/^-/, ''), knownPatterns(operations));
    const meant = near === undefined ? '' : `; did you mean ${near}?`;
    throw new ConfigError(`--tools ${JSON.stringify(unknown)}: nothing is called that${meant}`);
  }
  return { patterns: tools, readOnly, noDestructive };
}
