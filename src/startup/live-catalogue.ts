import type { PlatformClient, PlatformClients, PlatformName } from '../client/interface.ts';
import type { Config } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { requireSmallFile } from '../filesystem/read-small-file.ts';
import type { OpenApiFile } from '../settings.ts';
import { toOperations } from '../tools/openapi/described-operations.ts';
import { DescriptionError } from '../tools/openapi/description-error.ts';
import {
  type DescriptionCache,
  type DescriptionSource,
  type FetchedDescription,
  type LoadedDescription,
  loadDescription,
  loadDescriptionText,
} from '../tools/openapi/load-description.ts';
import { MAX_DESCRIPTION_BYTES, parseDescription } from '../tools/openapi/openapi-document.ts';
import type { Operation } from '../tools/operation.ts';

/** Longest time that the server's start waits for the platforms' descriptions. */
const FETCH_TIMEOUT_MS = 10_000;

const DESCRIPTION_ENDPOINTS = {
  civis: { title: 'Civis', path: '/endpoints', auth: 'required' },
  aiod: { title: 'AI-on-Demand', path: '/openapi.json', auth: 'optional' },
} as const;

export interface LiveCatalogue {
  readonly operations: readonly Operation[];
  readonly notices: readonly string[];
  /** Whether the descriptions of all platforms were available. */
  readonly isComplete: boolean;
}

export interface LiveCatalogueOptions {
  readonly config: Config;
  readonly clients: PlatformClients;
  readonly cache: DescriptionCache;
  readonly now: number;
  /** Part of the cache key: another version of the program compiles descriptions again. */
  readonly programVersion: string;
}

/**
 * Loads the operations that the platforms describe today. They are requested once, at the start, since hosts
 * read the list of tools then. A platform that cannot be reached does not prevent the start.
 *
 * @throws ConfigError for a file of `--live-spec` that cannot be used.
 */
export async function loadLiveCatalogue(options: LiveCatalogueOptions): Promise<LiveCatalogue> {
  const { config, cache, now } = options;
  const files = await loadSpecFiles(config);
  const requested = config.live ? platformsBeyond(files) : [];
  const fetched = await Promise.all(
    requested.map((platform) => loadDescription(descriptionSource(platform, options), cache, now)),
  );
  const loaded: readonly LoadedDescription[] = [...files.map((file) => file.loaded), ...fetched];
  return {
    operations: loaded.flatMap(({ compiled }) => (compiled === undefined ? [] : toOperations(compiled))),
    notices: loaded.flatMap(({ notices }) => notices),
    isComplete: loaded.every(({ compiled }) => compiled !== undefined),
  };
}

/** The platforms whose description is in none of the files. */
export function platformsBeyond(files: readonly LoadedFile[]): readonly PlatformName[] {
  return (['civis', 'aiod'] as const).filter((name) => files.every(({ platform }) => platform !== name));
}

/** Where a platform's description comes from; `signal` ends the request. */
export function descriptionSource(
  platform: PlatformName,
  { config, clients, programVersion }: Pick<LiveCatalogueOptions, 'config' | 'clients' | 'programVersion'>,
  signal?: AbortSignal,
): DescriptionSource {
  const { title } = DESCRIPTION_ENDPOINTS[platform];
  const server = platform === 'civis' ? config.civisEndpoint : config.aiodServer;
  const version = apiVersion(platform, config);
  return {
    platform,
    title,
    version,
    cacheKey: [platform, server.href, version, programVersion].join('\n'),
    fetch: (etag) => fetchDescription(clients[platform], etag, signal),
  };
}

function apiVersion(platform: PlatformName, config: Config): string {
  return platform === 'aiod' ? config.aiodVersion : '';
}

async function fetchDescription(
  client: PlatformClient,
  etag: string | undefined,
  signal: AbortSignal | undefined,
): Promise<FetchedDescription> {
  const { path, auth } = DESCRIPTION_ENDPOINTS[client.platform];
  const timeout = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  const response = await client.send(
    {
      verb: 'GET',
      path,
      pathParams: {},
      query: [],
      auth,
      responseType: 'bytes',
      maxBytes: MAX_DESCRIPTION_BYTES,
      ...(etag !== undefined && { ifNoneMatch: etag }),
    },
    signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
  );
  if (response.status === 304) return { isUnchanged: true };
  const text = Buffer.isBuffer(response.body) ? response.body.toString('utf8') : '';
  return { text, etag: response.headers['etag'] };
}

/** A description that was given as a file. */
export interface LoadedFile {
  readonly platform: PlatformName;
  readonly path: string;
  readonly loaded: LoadedDescription;
}

/**
 * Loads the files of `--live-spec`. Two for one platform are refused: which of them describes an operation that
 * is in both would depend on their order.
 *
 * @throws ConfigError for a file that cannot be used.
 */
export async function loadSpecFiles(config: Config): Promise<readonly LoadedFile[]> {
  const files = await Promise.all(config.liveSpec.map((spec) => loadSpecFile(spec, config)));
  for (const platform of ['civis', 'aiod'] as const) {
    const [first, second] = files.filter((file) => file.platform === platform);
    if (first !== undefined && second !== undefined) {
      const { title } = DESCRIPTION_ENDPOINTS[platform];
      throw new ConfigError(
        `--live-spec: ${first.path} and ${second.path} both describe ${title}; give one file for each platform`,
      );
    }
  }
  return files;
}

async function loadSpecFile({ platform: named, path }: OpenApiFile, config: Config): Promise<LoadedFile> {
  const text = (await requireSmallFile(path, MAX_DESCRIPTION_BYTES, `--live-spec ${path}`)).toString('utf8');
  try {
    const platform = named ?? (parseDescription(text).format === 'swagger' ? 'civis' : 'aiod');
    const source = {
      platform,
      title: DESCRIPTION_ENDPOINTS[platform].title,
      version: apiVersion(platform, config),
    };
    return { platform, path, loaded: loadDescriptionText(source, text) };
  } catch (cause) {
    if (cause instanceof DescriptionError)
      throw new ConfigError(`--live-spec ${path} cannot be used: ${cause.message}`);
    throw cause;
  }
}
