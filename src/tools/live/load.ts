import type { PlatformName } from '../../client/interface.ts';
import { CallError } from '../../errors.ts';
import { isObject } from '../../json.ts';
import { compile } from './compile.ts';
import { COMPILED_FORMAT, type Compiled } from './compiled.ts';
import { readCompiled } from './read-compiled.ts';
import { Refusal } from './refusal.ts';

const HOUR_MS = 3_600_000;
/** How long a description is taken without asking the platform again. */
const FRESH_MS = 24 * HOUR_MS;

/** What a platform answers that is asked for its description. */
export type Fetched =
  | { readonly same: true }
  | { readonly same?: undefined; readonly text: string; readonly etag: string | undefined };

/** Where one platform's description comes from. */
export interface Source {
  readonly platform: PlatformName;
  /** What people call it. */
  readonly title: string;
  readonly version?: string;
  /** The server and everything else that a compiled description depends on. */
  readonly key: string;
  /** Asks the platform, unless it still is what the etag says. Throws `CallError`. */
  fetch(etag: string | undefined): Promise<Fetched>;
}

/** Keeps texts under keys from one start to the next. */
export interface Store {
  /** Undefined where nothing can be read. */
  read(key: string): Promise<string | undefined>;
  /** All of it or nothing, also with other processes about. */
  write(key: string, text: string): Promise<void>;
}

export interface Loaded {
  /** Undefined where there is no description to be had. */
  readonly compiled: Compiled | undefined;
  /** What the person who runs the server should know, a line each. */
  readonly notices: readonly string[];
}

interface Kept {
  readonly checkedAt: number;
  readonly etag: string | undefined;
  readonly compiled: Compiled;
}

/**
 * One platform's description, compiled: out of the store while it is fresh, else after asking the platform
 * whether it has changed. A platform that is away, or that answers something unusable, leaves what was
 * kept of it in use, and that is said.
 */
export async function loadDescription(source: Source, store: Store, now: number): Promise<Loaded> {
  const text = await store.read(source.key);
  const kept = text === undefined ? undefined : readKept(text, source.platform);
  const broken =
    text !== undefined && kept === undefined
      ? [say(source, 'the copy that was kept is unreadable, and ignored')]
      : [];
  // A copy out of the future says that the clock was wrong, not that it is fresh.
  const age = kept === undefined ? Number.NaN : now - kept.checkedAt;
  if (kept !== undefined && age >= 0 && age < FRESH_MS) return { compiled: kept.compiled, notices: [] };
  try {
    const fetched = await source.fetch(kept?.etag);
    const current = currentOf(source, fetched, kept, now);
    const unkept = await keep(source, store, current);
    return {
      compiled: current.compiled,
      notices: [...broken, ...faultLines(source, current.compiled), ...unkept],
    };
  } catch (cause) {
    const reason = reasonOf(cause);
    const rest = kept === undefined ? 'no operation of it is added' : `using what it said ${agoOf(age)}`;
    return { compiled: kept?.compiled, notices: [...broken, say(source, `${reason}; ${rest}`)] };
  }
}

/** Compiles a description that a person named. Throws `Refusal` where nothing of it can be used. */
export function loadText(source: Pick<Source, 'platform' | 'title' | 'version'>, text: string): Loaded {
  const compiled = compile(text, source);
  return { compiled, notices: faultLines(source, compiled) };
}

function currentOf(source: Source, fetched: Fetched, kept: Kept | undefined, now: number): Kept {
  if (!fetched.same) {
    return { checkedAt: now, etag: fetched.etag, compiled: compile(fetched.text, source) };
  }
  if (kept === undefined) throw new Refusal('it says that nothing has changed, and nothing was kept');
  return { ...kept, checkedAt: now };
}

async function keep(source: Source, store: Store, kept: Kept): Promise<readonly string[]> {
  const text = JSON.stringify({ format: COMPILED_FORMAT, ...kept });
  return store.write(source.key, text).then(
    () => [],
    () => [say(source, 'its description could not be kept for the next start')],
  );
}

function readKept(text: string, platform: PlatformName): Kept | undefined {
  const value = parse(text);
  if (!isObject(value) || value['format'] !== COMPILED_FORMAT) return undefined;
  const { checkedAt, etag } = value;
  const compiled = readCompiled(value['compiled']);
  if (compiled?.platform !== platform || typeof checkedAt !== 'number') return undefined;
  return { checkedAt, etag: typeof etag === 'string' ? etag : undefined, compiled };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultLines(source: Pick<Source, 'title'>, { faults }: Compiled): string[] {
  return faults.map((fault) => say(source, `left out: ${fault}`));
}

function say({ title }: Pick<Source, 'title'>, what: string): string {
  return `Live catalogue of ${title}: ${what}`;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof Refusal) return `its description is refused: ${cause.message}`;
  if (!(cause instanceof CallError)) throw cause;
  if (cause.kind === 'cancelled') return 'it did not describe itself in time';
  return cause.message.replace(/\.$/, '');
}

function agoOf(ms: number): string {
  if (!(ms >= 0)) return 'before';
  return ms < 48 * HOUR_MS
    ? `${Math.round(ms / HOUR_MS)} hours ago`
    : `${Math.round(ms / HOUR_MS / 24)} days ago`;
}
