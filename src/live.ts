import { readFile, stat } from 'node:fs/promises';
import type { PlatformClient, PlatformClients, PlatformName } from './client/interface.ts';
import type { Config } from './config.ts';
import { ConfigError } from './errors.ts';
import type { OpenApiFile } from './settings.ts';
import { LARGEST_DESCRIPTION, openDescription } from './tools/live/document.ts';
import {
  type Fetched,
  type Loaded,
  loadDescription,
  loadText,
  type Source,
  type Store,
} from './tools/live/load.ts';
import { operationsOf } from './tools/live/operations.ts';
import { Refusal } from './tools/live/refusal.ts';
import type { Operation } from './tools/operation.ts';

/** Longest that a start waits for the platforms to describe themselves. */
const LONGEST_WAIT_MS = 10_000;

const PLATFORMS = {
  civis: { title: 'Civis', path: '/endpoints', auth: 'required' },
  aiod: { title: 'AI-on-Demand', path: '/openapi.json', auth: 'optional' },
} as const;

export interface Described {
  readonly operations: readonly Operation[];
  readonly notices: readonly string[];
  /** Whether every platform that was to be described is. */
  readonly isComplete: boolean;
}

export interface LiveParts {
  readonly config: Config;
  readonly clients: PlatformClients;
  readonly store: Store;
  readonly now: number;
  /** The program's version: a description that another one compiled is compiled again. */
  readonly program: string;
}

/**
 * What the platforms say of themselves today, as operations. It is asked for once, at the start, since
 * hosts' lists are fixed then; the wait has an end, and a platform that is away stops no server.
 *
 * @throws ConfigError for a file of `--live-spec` that cannot be used.
 */
export async function describePlatforms(parts: LiveParts): Promise<Described> {
  const { config } = parts;
  const files = await Promise.all(config.liveSpec.map((spec) => readSpec(spec, config)));
  const fromFiles = new Set(files.map(({ platform }) => platform));
  const asked = config.live ? (['civis', 'aiod'] as const).filter((name) => !fromFiles.has(name)) : [];
  const answers = await Promise.all(
    asked.map((platform) => loadDescription(sourceOf(platform, parts), parts.store, parts.now)),
  );
  const loaded: readonly Loaded[] = [...files.map((file) => file.loaded), ...answers];
  return {
    operations: loaded.flatMap(({ compiled }) => (compiled === undefined ? [] : operationsOf(compiled))),
    notices: loaded.flatMap(({ notices }) => notices),
    isComplete: loaded.every(({ compiled }) => compiled !== undefined),
  };
}

function sourceOf(platform: PlatformName, { config, clients, program }: LiveParts): Source {
  const { title } = PLATFORMS[platform];
  const server = platform === 'civis' ? config.civisEndpoint : config.aiodServer;
  const version = versionOf(platform, config);
  return {
    platform,
    title,
    version,
    key: [platform, server.href, version, program].join('\n'),
    fetch: (etag) => fetchDescription(clients[platform], etag),
  };
}

function versionOf(platform: PlatformName, config: Config): string {
  return platform === 'aiod' ? config.aiodVersion : '';
}

async function fetchDescription(client: PlatformClient, etag: string | undefined): Promise<Fetched> {
  const { path, auth } = PLATFORMS[client.platform];
  const answer = await client.send(
    {
      verb: 'GET',
      path,
      pathParams: {},
      version: '',
      query: [],
      auth,
      responseType: 'bytes',
      maxBytes: LARGEST_DESCRIPTION,
      ...(etag !== undefined && { ifNoneMatch: etag }),
    },
    AbortSignal.timeout(LONGEST_WAIT_MS),
  );
  if (answer.status === 304) return { same: true };
  const text = Buffer.isBuffer(answer.body) ? answer.body.toString('utf8') : '';
  return { text, etag: answer.headers['etag'] };
}

async function readSpec(
  { platform: named, path }: OpenApiFile,
  config: Config,
): Promise<{ readonly platform: PlatformName; readonly loaded: Loaded }> {
  const text = await readText(path);
  try {
    const platform = named ?? (openDescription(text).format === 'swagger' ? 'civis' : 'aiod');
    const source = { platform, title: PLATFORMS[platform].title, version: versionOf(platform, config) };
    return { platform, loaded: loadText(source, text) };
  } catch (cause) {
    if (cause instanceof Refusal) throw new ConfigError(`--live-spec ${path} is refused: ${cause.message}`);
    throw cause;
  }
}

async function readText(path: string): Promise<string> {
  const known = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(`--live-spec ${path} cannot be read (${cause.code})`);
  });
  if (!known.isFile()) throw new ConfigError(`--live-spec ${path} is no file`);
  if (known.size > LARGEST_DESCRIPTION) {
    throw new ConfigError(`--live-spec ${path} is larger than ${LARGEST_DESCRIPTION / 1024 / 1024} MB`);
  }
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(`--live-spec ${path} cannot be read (${cause.code})`);
  });
}
