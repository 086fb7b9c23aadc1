/** A folder of `src/`, or a file directly in it: what it holds, and what it may import. */
export interface Layer {
  readonly path: string;
  readonly holds: string;
  /** Folders and files of `src/`, and packages. `type:` allows types alone. Node's own modules are free. */
  readonly mayImport: readonly string[];
}

/** Everyone may import these. */
const LEAVES = ['errors.ts', 'json.ts', 'wording.ts'];

/**
 * The layers, from the left to the right of the way of a call: each imports only what stands before it. The
 * table in CONTRIBUTING.md is generated from this list.
 */
export const LAYERS: readonly Layer[] = [
  { path: 'errors.ts', holds: 'the typed error of a call, and that of a command line', mayImport: [] },
  { path: 'json.ts', holds: 'helpers for JSON values', mayImport: [] },
  {
    path: 'clock.ts',
    holds: 'the time, and waiting for some of it',
    mayImport: ['errors.ts'],
  },
  {
    path: 'suggest.ts',
    holds: 'the known word that was most likely meant',
    mayImport: ['fastest-levenshtein'],
  },
  { path: 'glob.ts', holds: 'patterns with stars', mayImport: [] },
  {
    path: 'wording.ts',
    holds: 'the patterns of error messages',
    mayImport: ['suggest.ts'],
  },
  { path: 'decode-utf8.ts', holds: 'bytes → text, where they are text', mayImport: [] },
  {
    path: 'sanitize-text.ts',
    holds: 'platform text without escapes and invisible characters',
    mayImport: [],
  },
  { path: 'settings.ts', holds: 'every flag and setting, as data', mayImport: ['zod'] },
  {
    path: 'config.ts',
    holds: 'flags and environment → one validated configuration',
    mayImport: ['errors.ts', 'wording.ts', 'settings.ts', 'type:zod'],
  },
  {
    path: 'log.ts',
    holds: 'what is written down of calls and faults, on stderr',
    mayImport: ['type:settings.ts', 'pino'],
  },
  {
    path: 'client',
    holds: 'HTTP to a platform: encode, send, retry, decode; knows no operation',
    mayImport: [...LEAVES, 'sanitize-text.ts', 'undici', 'openid-client'],
  },
  {
    path: 'filesystem',
    holds: 'the folders that uploads and downloads may touch; small files of the program itself',
    mayImport: [...LEAVES, 'type:client'],
  },
  {
    path: 'tools',
    holds: 'what an operation is, as data: definition, effect, parameters, constraints, schemas, shapes',
    mayImport: ['json.ts', 'wording.ts', 'type:client', 'zod'],
  },
  {
    path: 'tools/templates',
    holds: 'sets of operations that repeat over several mounts',
    mayImport: ['tools', 'zod'],
  },
  {
    path: 'tools/civis',
    holds: 'the operations of Civis, one file a resource',
    mayImport: ['tools', 'tools/templates', 'zod'],
  },
  {
    path: 'tools/aiod',
    holds: 'the operations of AI-on-Demand, one file a kind of asset',
    mayImport: ['tools', 'tools/templates'],
  },
  {
    path: 'tools/catalogue',
    holds: 'every operation by name; toolsets; names that tools had before',
    mayImport: ['type:tools', 'tools/civis', 'tools/aiod'],
  },
  { path: 'tools/examples', holds: 'example arguments of a tool', mayImport: ['tools', 'type:zod'] },
  {
    path: 'tools/search',
    holds: 'finds operations by what people say',
    mayImport: ['tools', 'fastest-levenshtein', 'minisearch'],
  },
  {
    path: 'tools/openapi',
    holds: 'a platform’s own OpenAPI or Swagger description → operations',
    mayImport: [...LEAVES, 'sanitize-text.ts', 'tools', 'type:client', 'zod'],
  },
  {
    path: 'workflows',
    holds: 'what a workflow is and may use',
    mayImport: [...LEAVES, 'type:clock.ts', 'tools', 'type:client', 'type:filesystem', 'zod'],
  },
  {
    path: 'workflows/sharing',
    holds: 'share an object; find people by name',
    mayImport: [...LEAVES, 'suggest.ts', 'tools', 'workflows', 'zod'],
  },
  {
    path: 'workflows/logs',
    holds: 'read, search and compare logs',
    mayImport: [...LEAVES, 'tools', 'workflows', 'zod', 're2js'],
  },
  {
    path: 'workflows/runs',
    holds: 'start, follow, find, diagnose and cancel runs',
    mayImport: [...LEAVES, 'tools', 'workflows', 'workflows/logs', 'workflows/sharing', 'zod'],
  },
  {
    path: 'workflows/files',
    holds: 'upload and download files',
    mayImport: [
      ...LEAVES,
      'decode-utf8.ts',
      'sanitize-text.ts',
      'tools',
      'workflows',
      'type:client',
      'type:filesystem',
      'zod',
    ],
  },
  {
    path: 'workflows/data',
    holds: 'import a file into a table',
    mayImport: [
      ...LEAVES,
      'decode-utf8.ts',
      'tools',
      'workflows',
      'workflows/files',
      'workflows/runs',
      'type:client',
      'zod',
    ],
  },
  {
    path: 'dispatch',
    holds:
      'the way of a call, one file a step: find, filter, coerce, validate, confirm, place, send, present',
    mayImport: [
      ...LEAVES,
      'type:clock.ts',
      'suggest.ts',
      'decode-utf8.ts',
      'sanitize-text.ts',
      'glob.ts',
      'type:client',
      'type:filesystem',
      'tools',
      'tools/catalogue',
      'workflows',
      'workflows/data',
      'workflows/files',
      'workflows/logs',
      'workflows/runs',
      'workflows/sharing',
      'type:zod',
      'p-map',
    ],
  },
  {
    path: 'compact',
    holds: 'the four tools of the compact surface, over dispatch',
    mayImport: [...LEAVES, 'tools', 'tools/examples', 'tools/search', 'type:workflows', 'dispatch', 'zod'],
  },
  {
    path: 'mcp/results',
    holds: 'results and errors as the protocol delivers them; truncation',
    mayImport: [...LEAVES, 'type:tools', 'type:dispatch', 'type:@modelcontextprotocol/server'],
  },
  {
    path: 'mcp/completion',
    holds: 'completes arguments while a person types',
    mayImport: [...LEAVES, 'type:log.ts', 'type:tools', 'dispatch', 'type:@modelcontextprotocol/server'],
  },
  {
    path: 'mcp/prompts',
    holds: 'the prompts, as data, and their list',
    mayImport: ['wording.ts', 'type:mcp/completion', '@modelcontextprotocol/server'],
  },
  {
    path: 'mcp/resources',
    holds: 'what can be read by its address',
    mayImport: [
      ...LEAVES,
      'tools',
      'dispatch',
      'mcp/results',
      'type:mcp/completion',
      '@modelcontextprotocol/server',
    ],
  },
  {
    path: 'mcp',
    holds: 'protocol servers: tool list, calls, elicitation, progress, instructions',
    mayImport: [
      ...LEAVES,
      'type:log.ts',
      'tools',
      'dispatch',
      'mcp/results',
      'mcp/completion',
      'type:mcp/prompts',
      'mcp/resources',
      '@modelcontextprotocol/server',
    ],
  },
  {
    path: 'http',
    holds: 'the HTTP application around mcp',
    mayImport: [
      '@modelcontextprotocol/server',
      '@modelcontextprotocol/node',
      '@modelcontextprotocol/fastify',
      'fastify',
    ],
  },
  {
    path: 'sandbox/state',
    holds: 'the sandbox’s entities and tables, its events, and the file that keeps them',
    mayImport: [...LEAVES, 'filesystem'],
  },
  {
    path: 'sandbox/http',
    holds: 'the sandbox’s routing, body parsing and fault injection',
    mayImport: [...LEAVES, 'glob.ts', 'filesystem', 'zod', 'type:fastify'],
  },
  {
    path: 'sandbox/object-store',
    holds: 'where the sandbox’s upload and download links lead',
    mayImport: [...LEAVES, 'type:sandbox/state', 'sandbox/http', 'type:fastify'],
  },
  { path: 'sandbox/csv', holds: 'reads CSV and infers column types', mayImport: ['csv-parse/sync'] },
  {
    path: 'sandbox/civis',
    holds: 'the embedded Civis Platform',
    mayImport: [
      ...LEAVES,
      'tools',
      'sandbox/state',
      'sandbox/http',
      'sandbox/object-store',
      'sandbox/csv',
      'type:fastify',
      'type:zod',
    ],
  },
  {
    path: 'sandbox/aiod',
    holds: 'the embedded AI-on-Demand catalogue',
    mayImport: [...LEAVES, 'type:tools', 'type:sandbox/state', 'sandbox/http', 'type:fastify', 'zod'],
  },
  {
    path: 'sandbox/seed-data',
    holds: 'what the sandbox’s world holds at its start',
    mayImport: ['type:sandbox/state', 'sandbox/civis', 'type:sandbox/aiod'],
  },
  {
    path: 'sandbox',
    holds: 'starts the embedded platforms on one HTTP server',
    mayImport: [
      'tools/catalogue',
      'tools/aiod',
      'sandbox/state',
      'sandbox/http',
      'sandbox/object-store',
      'sandbox/civis',
      'sandbox/aiod',
      'sandbox/seed-data',
      'fastify',
    ],
  },
  {
    path: 'startup',
    holds: 'what happens once, before the first call: credentials, connections, the live catalogue',
    mayImport: [
      ...LEAVES,
      'type:settings.ts',
      'type:config.ts',
      'client',
      'filesystem',
      'type:tools',
      'tools/openapi',
      'type:undici',
      'env-paths',
      'smol-toml',
    ],
  },
  {
    path: 'server.ts',
    holds: 'composition root: configuration → a factory of protocol servers',
    mayImport: [
      ...LEAVES,
      'clock.ts',
      'suggest.ts',
      'config.ts',
      'log.ts',
      'type:client',
      'filesystem',
      'tools/catalogue',
      'tools/openapi',
      'dispatch',
      'compact',
      'mcp',
      'mcp/prompts',
      'mcp/resources',
      'sandbox',
      'startup',
    ],
  },
  {
    path: 'cli',
    holds: 'commands, loaded when asked for',
    mayImport: [
      ...LEAVES,
      'sanitize-text.ts',
      'type:client',
      'dispatch',
      'mcp',
      'type:@modelcontextprotocol/server',
    ],
  },
  {
    path: 'main.ts',
    holds: 'the command line; alone with `process.argv`, `process.env` and exit codes',
    mayImport: [
      ...LEAVES,
      'sanitize-text.ts',
      'settings.ts',
      'config.ts',
      'client',
      'startup',
      'server.ts',
      'http',
      'cli',
      'commander',
      '@modelcontextprotocol/server/stdio',
    ],
  },
];
