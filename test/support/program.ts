import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const PROGRAM = 'dist/main.js';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Env = Readonly<Record<string, string>>;

/** Runs the built program with an empty stdin, to its end. */
export async function runProgram(args: readonly string[], env: Env = {}): Promise<Ended> {
  const program = openProgram(args, env);
  program.child.stdin.end();
  return program.ended;
}

export interface Message {
  readonly jsonrpc?: string;
  readonly id?: number | string | null;
  readonly method?: string;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** The built program over stdio, without an SDK between. */
export interface OpenProgram {
  readonly child: ChildProcessWithoutNullStreams;
  /** Every line of stdout so far. */
  readonly lines: readonly string[];
  readonly ended: Promise<Ended>;
  /** Resolves when so many lines of stdout have come; rejects if the program ends before. */
  printed(count: number): Promise<void>;
  write(text: string): void;
  /** Sends a request and waits for the response of the same id. */
  request(id: number, method: string, params: Readonly<Record<string, unknown>>): Promise<Message>;
}

const running = new Set<ChildProcessWithoutNullStreams>();

/** Ends the programs that failed tests have left behind. */
export function endPrograms(): void {
  for (const child of running) child.kill('SIGKILL');
}

export function openProgram(args: readonly string[], env: Env = {}): OpenProgram {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: { PATH: process.env['PATH'], ...env } });
  const lines: string[] = [];
  const waiting = new Map<unknown, (message: Message) => void>();
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  // A write may reach a program that has ended already; its exit code tells the story.
  child.stdin.on('error', () => undefined);
  const reader = createInterface(child.stdout).on('line', (line) => {
    lines.push(line);
    const message = parseMessage(line);
    waiting.get(message?.id)?.(message ?? {});
  });
  running.add(child);
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, stdout: lines.map((line) => `${line}\n`).join(''), stderr };
  });
  const endedTooEarly = async () => {
    const { code } = await ended;
    throw new Error(`The program ended (${code}) after ${lines.length} lines: ${stderr}`);
  };
  const write = (text: string) => {
    child.stdin.write(text);
  };
  return {
    child,
    lines,
    ended,
    printed: async (count) => {
      while (lines.length < count) await Promise.race([once(reader, 'line'), endedTooEarly()]);
    },
    write,
    request: (id, method, params) =>
      new Promise((resolve) => {
        waiting.set(id, resolve);
        write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
      }),
  };
}

function parseMessage(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}

/** The parameters of a legacy `initialize`. */
export const INITIALIZE = {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'test-host', version: '1.0.0' },
} as const;
