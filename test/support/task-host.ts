import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import {
  createTaskSessionFromClient,
  type RawClientDispatch,
  type TaskEnabledSession,
} from '@modelcontextprotocol/ext-tasks/client';
import type { JsonValue } from '@modelcontextprotocol/ext-tasks/core';
import type { ErrorV2 } from '@modelcontextprotocol/ext-tasks/core/v2';
import { startHttp } from './hosts.ts';

const REVISION = '2026-07-28';
const HOST_INFO = { name: 'task-host', version: '1.0.0' };
const PROGRAM = 'dist/main.js';

/** A host that takes tasks: the client of the extension, over the client of the SDK. */
export interface TaskHost {
  readonly session: TaskEnabledSession;
  close(): Promise<void>;
}

/** Starts the built program over stdio for one host. */
export function taskHostOverStdio(
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<TaskHost> {
  const args = [PROGRAM, 'serve', ...flags];
  return connectTaskHost(new StdioClientTransport({ command: process.execPath, args, env: { ...env } }));
}

/** Starts the built program over HTTP for one host. */
export async function taskHostOverHttp(
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<TaskHost> {
  const program = await startHttp(flags, env);
  const host = await connectTaskHost(new StreamableHTTPClientTransport(new URL(program.url)));
  const close = async () => {
    await host.close();
    await program.stop();
  };
  return { ...host, close };
}

async function connectTaskHost(transport: Transport): Promise<TaskHost> {
  const client = new Client(HOST_INFO, { versionNegotiation: { mode: { pin: REVISION } } });
  await client.connect(transport);
  const session = createTaskSessionFromClient(client, {
    endpointId: 'server-under-test',
    rawDispatch: rawDispatchOver(transport),
    v2RequestFraming: { protocolVersion: REVISION, clientInfo: HOST_INFO, clientCapabilities: {} },
  });
  const close = async () => {
    await session.close();
    await client.close();
  };
  return { session, close };
}

type Settled = { readonly result: JsonValue } | { readonly error: ErrorV2 };

/** Sends requests past the client, which refuses results that it does not know. */
function rawDispatchOver(transport: Transport): RawClientDispatch {
  const waiting = new Map<unknown, (message: Settled) => void>();
  const receive = transport.onmessage;
  transport.onmessage = (message, extra) => {
    const settle = 'id' in message ? waiting.get(message.id) : undefined;
    if (settle === undefined) receive?.(message, extra);
    else settle(message as Settled);
  };
  let count = 0;
  return async (request) => {
    count += 1;
    const id = `task-${count}`;
    const response = new Promise<Settled>((resolve) => {
      waiting.set(id, resolve);
    });
    await transport.send({ jsonrpc: '2.0', id, ...(request as { method: string }) });
    const message = await response;
    waiting.delete(id);
    return 'error' in message
      ? { kind: 'error', error: message.error }
      : { kind: 'result', result: message.result };
  };
}
