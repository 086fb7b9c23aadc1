// What is measured, and what it is measured beside: how each server is started.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BARE_JSON, BARE_ZOD, OURS } from './names.mjs';
import { describeAsOpenApi, toolDefinitions } from './openapi-description.mjs';
import { preparePeers } from './peers.mjs';
import { startServer } from './stdio.mjs';

export const PROGRAM = 'dist/main.js';
export const CACHE = join('node_modules', '.cache', 'bench');

/** Starts a platform on loopback; `delayMs` before each response. */
export async function startPlatform(delayMs = 0) {
  return startOrigin('platform.mjs', [String(delayMs)]);
}

/** Starts one of the servers that tell their port, in a process of its own. */
export async function startOrigin(file, args = []) {
  const child = fork(new URL(`servers/${file}`, import.meta.url), args);
  const [port] = await once(child, 'message');
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}

/** How our program is pointed at a platform. */
export const ourEnv = (origin) => ({ CIVIS_API_ENDPOINT: `${origin}/`, CIVIS_API_KEY: 'bench-key' });

/** Every server over stdio that offers our operations, by its name; peers only if npm can install them. */
export async function prepareServers(origin) {
  mkdirSync(CACHE, { recursive: true });
  const description = resolve(CACHE, 'openapi.json');
  const definitions = resolve(CACHE, 'definitions.json');
  writeFileSync(description, JSON.stringify(describeAsOpenApi(origin)));
  writeFileSync(definitions, JSON.stringify(toolDefinitions()));
  const bare = (variant) => ({
    args: ['bench/servers/bare-server.mjs', definitions, variant],
    env: { PLATFORM_ORIGIN: origin },
  });
  return {
    [OURS]: { args: [PROGRAM], env: ourEnv(origin) },
    [BARE_ZOD]: bare('zod'),
    [BARE_JSON]: bare('json'),
    ...(await preparePeers(description, origin)),
  };
}

/** Starts one of them, and finds what it calls the tool that reads a job: peers spell names in their own way. */
export async function startWithTool({ args, env }) {
  const server = await startServer(args, env);
  const tools = await server.list();
  const tool = tools.find(({ name }) => name.replaceAll('-', '_') === 'civis_jobs_get');
  if (tool === undefined) throw new Error(`${args[0]} does not offer civis_jobs_get`);
  return { ...server, readJob: () => server.call(tool.name, { id: 5 }) };
}
