// A host's end of a stdio server, as thin as it can be: what it measures is the server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const PROBE = ['--expose-gc', '--import', new URL('memory-probe.mjs', import.meta.url).href];

/** `measured`: its memory and the delay of its loop can be asked for. */
export async function startServer(args, env = {}, measured = false) {
  const child = spawn(process.execPath, [...(measured ? PROBE : []), ...args], {
    stdio: ['pipe', 'pipe', 'inherit', ...(measured ? ['ipc'] : [])],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  const waiting = new Map();
  let nextId = 1;
  createInterface(child.stdout).on('line', (line) => {
    const { id, result, error } = JSON.parse(line);
    waiting.get(id)?.(error ?? result);
    waiting.delete(id);
  });
  const write = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const request = (method, params) => {
    const id = nextId++;
    write({ id, method, params });
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  await request('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '1.0.0' },
  });
  write({ method: 'notifications/initialized' });
  return {
    call: (name, args) => request('tools/call', { name, arguments: args }),
    measure: async () => {
      child.send('measure');
      const [figures] = await once(child, 'message');
      return figures;
    },
    list: () => request('tools/list', {}),
    stop: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

export const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
