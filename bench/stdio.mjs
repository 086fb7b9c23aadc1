// A host's end of a stdio server, as thin as it can be: what it measures is the server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const PROBE = ['--import', new URL('memory-probe.mjs', import.meta.url).href];
/** What is kept of a server's stderr, to say why it ended. */
const MAX_STDERR = 4_000;

/** Starts a Node program. `measured`: its memory and the delay of its loop can be asked for. */
export function startProgram(args, { env = {}, measured = false, stdin = 'pipe', collect = false } = {}) {
  const flags = [...(collect ? ['--expose-gc'] : []), ...(measured ? PROBE : [])];
  const child = spawn(process.execPath, [...flags, ...args], {
    stdio: [stdin, 'pipe', 'pipe', ...(measured ? ['ipc'] : [])],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr = (stderr + text).slice(-MAX_STDERR);
  });
  return {
    child,
    ended: once(child, 'exit').then(([code, signal]) => {
      throw new Error(`${args.join(' ')} ended (${code ?? signal}): ${stderr}`);
    }),
    /** Resident memory, its peak since the last question, the heap, and the loop's delay, in bytes and milliseconds. */
    measure: async () => {
      child.send('measure');
      const [figures] = await once(child, 'message');
      return figures;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

/** `measured`: see above; the heap is collected before each figure. */
export async function startServer(args, env = {}, measured = false, collect = measured) {
  const { child, ended, measure, stop } = startProgram(args, { env, measured, collect });
  const waiting = new Map();
  let nextId = 1;
  ended.catch((cause) => {
    for (const { reject } of waiting.values()) reject(cause);
  });
  createInterface(child.stdout).on('line', (line) => {
    const { id, result, error } = JSON.parse(line);
    waiting.get(id)?.resolve(error ?? result);
    waiting.delete(id);
  });
  const write = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const request = (method, params) => {
    const id = nextId++;
    write({ id, method, params });
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
  await request('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  });
  write({ method: 'notifications/initialized' });
  return {
    call: (name, args) => request('tools/call', { name, arguments: args }),
    measure,
    /** Every page of the list. */
    list: async () => {
      const tools = [];
      for (let cursor; ; ) {
        const page = await request('tools/list', cursor === undefined ? {} : { cursor });
        tools.push(...page.tools);
        cursor = page.nextCursor;
        if (cursor === undefined) return tools;
      }
    },
    stop,
  };
}

/** The result of a call that has to succeed. */
export async function succeed(call) {
  const result = await call;
  if (result.content === undefined || result.isError)
    throw new Error(`a call failed: ${JSON.stringify(result)}`);
  return result;
}
