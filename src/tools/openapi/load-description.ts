import type { PlatformName } from '../../client/interface.ts';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { compileDescription } from './compile-description.ts';
import { COMPILED_FORMAT, type CompiledDescription } from './compiled-description.ts';
import { DescriptionError } from './description-error.ts';
import { validateCompiled } from './validate-compiled.ts';

const HOUR_MS = 3_600_000;
/** Age up to which a cached description is used without asking the platform. */
const MAX_AGE_MS = 24 * HOUR_MS;

/** A platform's response to the request for its description. */
export type FetchedDescription =
  | { readonly isUnchanged: true }
  | { readonly isUnchanged?: undefined; readonly text: string; readonly etag: string | undefined };

export interface DescriptionSource {
  readonly platform: PlatformName;
  /** The platform's name in messages. */
  readonly title: string;
  readonly version?: string;
  /** Identifies the server and everything else that the compiled description depends on. */
  readonly cacheKey: string;
  /**
   * Requests the description, if it has changed since the response with the given etag.
   *
   * @throws CallError where the platform cannot be reached.
   */
  fetch(etag: string | undefined): Promise<FetchedDescription>;
}

/** Keeps texts between starts of the program. */
export interface DescriptionCache {
  /** Undefined where the text is missing or cannot be read. */
  read(key: string): Promise<string | undefined>;
  /** Writes atomically, also where other processes write the same key. */
  write(key: string, text: string): Promise<void>;
}

export interface LoadedDescription {
  /** Undefined where no description is available. */
  readonly compiled: CompiledDescription | undefined;
  /** Messages for the person who runs the server, one line each. */
  readonly notices: readonly string[];
}

interface CachedDescription {
  readonly checkedAt: number;
  readonly etag: string | undefined;
  readonly compiled: CompiledDescription;
}

/**
 * Returns the compiled description of one platform: from the cache while it is fresh, else after asking the
 * platform whether it has changed. If the platform cannot be reached or its description is invalid, the
 * cached one stays in use, with a notice.
 */
export async function loadDescription(
  source: DescriptionSource,
  cache: DescriptionCache,
  now: number,
): Promise<LoadedDescription> {
  const text = await cache.read(source.cacheKey);
  const cached = text === undefined ? undefined : parseCached(text, source.platform);
  const readNotices =
    text !== undefined && cached === undefined
      ? [notice(source, 'the cached copy is unreadable and was ignored')]
      : [];
  // A date in the future means that the clock was wrong, not that the copy is fresh.
  const age = cached === undefined ? Number.NaN : now - cached.checkedAt;
  if (cached !== undefined && age >= 0 && age < MAX_AGE_MS) return { compiled: cached.compiled, notices: [] };
  try {
    const fetched = await source.fetch(cached?.etag);
    const current = refreshed(source, fetched, cached, now);
    const writeNotices = await writeToCache(source, cache, current);
    return {
      compiled: current.compiled,
      notices: [...readNotices, ...warningNotices(source, current.compiled), ...writeNotices],
    };
  } catch (cause) {
    const reason = reasonOf(cause);
    const rest =
      cached === undefined ? 'none of its operations were added' : `using ${cachedDescription(age)}`;
    return { compiled: cached?.compiled, notices: [...readNotices, notice(source, `${reason}; ${rest}`)] };
  }
}

/**
 * Compiles the text of a description that was given instead of asking the platform.
 *
 * @throws DescriptionError where nothing of it can be used.
 */
export function loadDescriptionText(
  source: Pick<DescriptionSource, 'platform' | 'title' | 'version'>,
  text: string,
): LoadedDescription {
  const compiled = compileDescription(text, source);
  return { compiled, notices: warningNotices(source, compiled) };
}

function refreshed(
  source: DescriptionSource,
  fetched: FetchedDescription,
  cached: CachedDescription | undefined,
  now: number,
): CachedDescription {
  if (!fetched.isUnchanged) {
    return { checkedAt: now, etag: fetched.etag, compiled: compileDescription(fetched.text, source) };
  }
  if (cached === undefined)
    throw new DescriptionError('it was returned as unchanged, but there is no cached copy');
  return { ...cached, checkedAt: now };
}

async function writeToCache(
  source: DescriptionSource,
  cache: DescriptionCache,
  current: CachedDescription,
): Promise<readonly string[]> {
  const text = JSON.stringify({ format: COMPILED_FORMAT, ...current });
  return cache.write(source.cacheKey, text).then(
    () => [],
    () => [notice(source, 'its description could not be cached for the next start')],
  );
}

function parseCached(text: string, platform: PlatformName): CachedDescription | undefined {
  const value = tryParseJson(text);
  if (!isObject(value) || value['format'] !== COMPILED_FORMAT) return undefined;
  const { checkedAt, etag } = value;
  const compiled = validateCompiled(value['compiled']);
  if (compiled?.platform !== platform || typeof checkedAt !== 'number') return undefined;
  return { checkedAt, etag: typeof etag === 'string' ? etag : undefined, compiled };
}

function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function warningNotices(
  source: Pick<DescriptionSource, 'title'>,
  { warnings }: CompiledDescription,
): string[] {
  return warnings.map((warning) => notice(source, `omitted: ${warning}`));
}

function notice({ title }: Pick<DescriptionSource, 'title'>, what: string): string {
  return `Live catalogue of ${title}: ${what}`;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof DescriptionError) return `its description cannot be used: ${cause.message}`;
  if (!(cause instanceof CallError)) throw cause;
  if (cause.kind === 'cancelled') return 'it did not return its description in time';
  return cause.message.replace(/\.$/, '');
}

function cachedDescription(ageMs: number): string {
  if (!(ageMs >= 0)) return 'its cached description';
  return ageMs < 48 * HOUR_MS
    ? `its description from ${Math.round(ageMs / HOUR_MS)} hours ago`
    : `its description from ${Math.round(ageMs / HOUR_MS / 24)} days ago`;
}
