import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernHttp,
} from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernStdio } from '@modelcontextprotocol/client/stdio';
import { Client as LegacyClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as LegacyStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as LegacyHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';

const PROGRAM = 'dist/main.js';
const ME = { name: 'test-host', version: '1.0.0' };

export interface ListedTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: Readonly<Record<string, unknown>>;
  readonly annotations?: Readonly<Record<string, unknown>> | undefined;
}

export interface ToolResult {
  readonly isError?: boolean | undefined;
  readonly content: readonly { readonly type: string; readonly text?: string | undefined }[];
  readonly structuredContent?: Readonly<Record<string, unknown>> | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: {
    progress: number;
    total?: number | undefined;
    message?: string | undefined;
  }) => void;
}

/** What a person answers to a question of the server. */
export interface Answered {
  readonly action: 'accept' | 'decline' | 'cancel';
  readonly content?: Record<string, string | number | boolean | string[]>;
}

export type Elicit = (question: { readonly message: string }) => Answered | Promise<Answered>;

/** What a completion is asked for. */
export interface Completing {
  readonly ref: { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };
  readonly argument: { name: string; value: string };
  readonly context?: { arguments: Record<string, string> };
}

/** What hosts do beside calling tools; results as the SDK gives them. */
export interface Extras {
  instructions(): string | undefined;
  listPrompts(): Promise<Listing>;
  getPrompt(name: string, args?: Record<string, string>): Promise<Listing>;
  listResources(): Promise<Listing>;
  listTemplates(): Promise<Listing>;
  read(uri: string): Promise<{ contents: readonly { uri: string; mimeType?: string; text?: string }[] }>;
  complete(asked: Completing): Promise<{ values: string[]; total?: number; hasMore?: boolean }>;
}

type Listing = Readonly<Record<string, unknown>>;

/** What a test does as a host, whichever SDK and transport are underneath. */
export interface Host extends Extras {
  list(): Promise<{ tools: readonly ListedTool[]; [hint: string]: unknown }>;
  call(name: string, args?: Record<string, unknown>, options?: CallOptions): Promise<ToolResult>;
  close(): Promise<void>;
}

export type Era = 'legacy' | 'modern';
export type Transport = 'stdio' | 'http';

export interface HostOptions {
  readonly era: Era;
  readonly transport: Transport;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Answers questions; left out: a host that cannot ask. */
  readonly elicit?: Elicit;
}

/** The four ways in which hosts connect. */
export const WAYS: readonly { readonly era: Era; readonly transport: Transport }[] = [
  { era: 'legacy', transport: 'stdio' },
  { era: 'legacy', transport: 'http' },
  { era: 'modern', transport: 'stdio' },
  { era: 'modern', transport: 'http' },
];

/** Starts the built program and connects to it as a host does. */
export async function connectHost({
  era,
  transport,
  flags = [],
  env = {},
  elicit,
}: HostOptions): Promise<Host> {
  if (transport === 'stdio') {
    const server = { command: process.execPath, args: [PROGRAM, 'serve', ...flags], env: { ...env } };
    return era === 'legacy'
      ? connectLegacy(new LegacyStdio(server), elicit)
      : connectModern(new ModernStdio(server), elicit);
  }
  const program = await startHttp(flags, env);
  const url = new URL(program.url);
  const host = await (era === 'legacy'
    ? connectLegacy(new LegacyHttp(url), elicit)
    : connectModern(new ModernHttp(url), elicit));
  return {
    ...host,
    close: async () => {
      await host.close();
      await program.stop();
    },
  };
}

export interface HttpProgram {
  readonly url: string;
  /** Ends the program; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the built program over HTTP on a port of its own. */
export async function startHttp(
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<HttpProgram> {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--http', '127.0.0.1:0', ...flags], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  for await (const line of createInterface(child.stderr)) {
    const url = /http:\/\/\S+\/mcp/.exec(line)?.[0];
    if (url === undefined) continue;
    child.stderr.resume();
    return {
      url,
      stop: async () => {
        child.kill('SIGTERM');
        const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
        return code as number | null;
      },
    };
  }
  throw new Error('the program ended before it served');
}

/** Capabilities of a host that asks people, or of one that does not. */
function abilities(elicit: Elicit | undefined) {
  return { capabilities: elicit === undefined ? {} : { elicitation: {} } };
}

/** Both SDKs name these alike. */
function extrasOf(client: LegacyClient | ModernClient): Extras {
  return {
    instructions: () => client.getInstructions(),
    listPrompts: async () => client.listPrompts(),
    getPrompt: async (name, args) => client.getPrompt({ name, ...(args && { arguments: args }) }),
    listResources: async () => client.listResources(),
    listTemplates: async () => client.listResourceTemplates(),
    read: async (uri) => (await client.readResource({ uri })) as Awaited<ReturnType<Extras['read']>>,
    complete: async (asked) =>
      (await client.complete(asked)).completion as Awaited<ReturnType<Extras['complete']>>,
  };
}

async function connectLegacy(transport: LegacyStdio | LegacyHttp, elicit?: Elicit): Promise<Host> {
  const client = new LegacyClient(ME, abilities(elicit));
  if (elicit !== undefined) {
    client.setRequestHandler(ElicitRequestSchema, async ({ params }) => ({ ...(await elicit(params)) }));
  }
  await client.connect(transport);
  return {
    ...extrasOf(client),
    list: async () => client.listTools(),
    call: async (name, args = {}, options = {}) =>
      (await client.callTool({ name, arguments: args }, undefined, options)) as ToolResult,
    close: () => client.close(),
  };
}

async function connectModern(transport: ModernStdio | ModernHttp, elicit?: Elicit): Promise<Host> {
  const client = new ModernClient(ME, {
    ...abilities(elicit),
    versionNegotiation: { mode: { pin: '2026-07-28' } },
  });
  if (elicit !== undefined) {
    client.setRequestHandler('elicitation/create', async ({ params }) => ({ ...(await elicit(params)) }));
  }
  await client.connect(transport);
  return {
    ...extrasOf(client),
    list: async () => client.listTools(),
    call: async (name, args = {}, options = {}) =>
      (await client.callTool({ name, arguments: args }, options)) as ToolResult,
    close: () => client.close(),
  };
}
