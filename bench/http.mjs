// A host's end of an HTTP server, as thin as it can be, in both eras of the protocol.
import { createInterface } from 'node:readline';
import { Pool } from 'undici';
import { startProgram } from './stdio.mjs';

const HEADERS = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' };
const CLIENT_INFO = { name: 'bench', version: '1.0.0' };
const LEGACY_VERSION = '2025-06-18';
const MODERN_VERSION = '2026-07-28';
const META = 'io.modelcontextprotocol';

/** Starts a server that writes its address to stderr. */
export async function startHttpServer(args, options = {}) {
  const program = startProgram(args, { ...options, stdin: 'ignore' });
  const { child, ended } = program;
  child.stdout.resume();
  const address = new Promise((found) => {
    createInterface(child.stderr).on('line', (line) => {
      const url = /http:\/\/\S+\/mcp/.exec(line)?.[0];
      if (url !== undefined) found(new URL(url));
    });
  });
  const url = await Promise.race([address, ended]);
  ended.catch(() => undefined);
  return { ...program, url };
}

/** Clients of one era at a server, with so many connections. */
export async function connect(url, era, connections) {
  const pool = new Pool(url.origin, { connections });
  const headers = era === 'legacy' ? await openSession(pool, url) : modernHeaders;
  let nextId = 1;
  return {
    call: async (name, args) => {
      const body = callBody(era, nextId++, name, args);
      const response = await post(pool, url, headers(name), body);
      return messageOf(response).result;
    },
    /** Opens the stream on which a server may speak first. Its headers come with the first event: nobody waits. */
    listen: () => {
      const request = { path: url.pathname, method: 'GET', headers: headers() };
      // It ends when the client closes.
      pool.request(request).catch(() => undefined);
    },
    close: () => pool.destroy(),
  };
}

const modernHeaders = (name) => ({
  ...HEADERS,
  'mcp-protocol-version': MODERN_VERSION,
  'mcp-method': 'tools/call',
  'mcp-name': name,
});

/** A server without sessions answers without an id, and needs none. */
async function openSession(pool, url) {
  const params = { protocolVersion: LEGACY_VERSION, capabilities: {}, clientInfo: CLIENT_INFO };
  const opened = await post(pool, url, HEADERS, { jsonrpc: '2.0', id: 0, method: 'initialize', params });
  const id = opened.headers['mcp-session-id'];
  const headers = {
    ...HEADERS,
    'mcp-protocol-version': LEGACY_VERSION,
    ...(id !== undefined && { 'mcp-session-id': id }),
  };
  await post(pool, url, headers, { jsonrpc: '2.0', method: 'notifications/initialized' });
  return () => headers;
}

function callBody(era, id, name, args) {
  const meta = {
    [`${META}/protocolVersion`]: MODERN_VERSION,
    [`${META}/clientInfo`]: CLIENT_INFO,
    [`${META}/clientCapabilities`]: {},
  };
  const params = { name, arguments: args, ...(era === 'modern' && { _meta: meta }) };
  return { jsonrpc: '2.0', id, method: 'tools/call', params };
}

async function post(pool, url, headers, message) {
  const response = await pool.request({
    path: url.pathname,
    method: 'POST',
    headers,
    body: JSON.stringify(message),
  });
  return { headers: response.headers, text: await response.body.text() };
}

/** The message of a response, which comes as JSON or as the last event of a stream. */
function messageOf({ headers, text }) {
  if (headers['content-type']?.startsWith('application/json')) return JSON.parse(text);
  return JSON.parse(text.slice(text.lastIndexOf('data: ') + 6));
}
