import type * as z from 'zod';
import { ConfigError } from './errors.ts';
import {
  AIOD_VERSIONS,
  type CONFIRM_MODES,
  LOOPBACK_HOSTS,
  type LogLevel,
  type OpenApiFile,
  SANDBOX_SETTINGS,
  SETTINGS,
  type Setting,
  type SURFACES,
} from './settings.ts';
import { mustBe } from './wording.ts';

/** A credential that never shows when it is printed, logged or serialized. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }
}

/** The key that seals confirmations and tasks: 64 hexadecimal digits, or the file that has them. */
export type SealKey = { readonly hex: Secret } | { readonly file: string };

export interface Config {
  /** Where to serve HTTP; null: stdio. */
  readonly http: { readonly host: string; readonly port: number } | null;
  readonly sandbox: boolean;
  /** The file in which the sandbox's data is saved; null: in memory only. */
  readonly sandboxData: string | null;
  readonly surface: (typeof SURFACES)[number];
  readonly tools: readonly string[];
  /** Folders that uploads and downloads may access, as they were given. */
  readonly files: readonly string[];
  /** Databases and schemas that workflows with data are limited to; empty: all. */
  readonly databases: readonly string[];
  readonly schemas: readonly string[];
  /** Whether to add the operations that the platforms describe, before the server starts. */
  readonly live: boolean;
  /** Whether to do so while the server runs: the compact surface lists the same tools with and without them. */
  readonly liveInBackground: boolean;
  /** Files to read such a description from, instead of asking the platform. */
  readonly liveSpec: readonly OpenApiFile[];
  readonly readOnly: boolean;
  readonly noDestructive: boolean;
  readonly confirm: (typeof CONFIRM_MODES)[number];
  readonly maxResultChars: number;
  readonly timeoutSeconds: number;
  /** Requests to each platform at the same time. */
  readonly connections: number;
  /** Whether to advertise what operations return. */
  readonly outputSchemas: boolean;
  readonly revealSecrets: boolean;
  /** Shared by servers that belong together; null: a fresh one. */
  readonly sealKey: SealKey | null;
  readonly logLevel: LogLevel;
  readonly civisEndpoint: URL;
  readonly civisApiKey: Secret | null;
  readonly aiodServer: URL;
  readonly aiodVersion: string;
  /** An access token; without one, tokens are requested with the refresh token or the client secret. */
  readonly aiodAccessToken: Secret | null;
  readonly aiodRefreshToken: Secret | null;
  readonly aiodClientSecret: Secret | null;
  readonly aiodAuthServer: URL;
  readonly aiodRealm: string;
  readonly aiodClientId: string;
  /** URLs of the proxies that the environment names; empty: none. */
  readonly httpProxy: string;
  readonly httpsProxy: string;
  /** Hosts that are reached without a proxy: this machine, and those of `NO_PROXY`. */
  readonly noProxy: string;
  /** Which of the user's own files could not be used, and why. */
  readonly unusableFiles: readonly string[];
}

/** Every credential of the configuration: what must appear in no result, error or log line. */
export function credentialsOf(config: Config): string[] {
  const { civisApiKey, aiodAccessToken, aiodRefreshToken, aiodClientSecret, sealKey } = config;
  const seal = sealKey !== null && 'hex' in sealKey ? sealKey.hex : null;
  const secrets = [civisApiKey, aiodAccessToken, aiodRefreshToken, aiodClientSecret, seal];
  return secrets.filter((secret) => secret !== null).map((secret) => secret.reveal());
}

/** Whether the tools include operations that the platforms describe. */
export function isLive({ live, liveSpec }: Config): boolean {
  return live || liveSpec.length > 0;
}

/** What undici can speak to. */
const PROXY_PROTOCOLS: readonly string[] = ['http:', 'https:', 'socks:', 'socks5:'];

const ENV_PREFIX = 'CIVIS_AIOD_MCP_';
export const SEAL_KEY = `${ENV_PREFIX}SEAL_KEY`;
export const SEAL_KEY_DIGITS = /^[0-9a-f]{64}$/i;
const SEAL_KEY_RULE = '64 hexadecimal digits, or the path of a file that contains them';
type SettingName = keyof typeof SETTINGS;

/**
 * One validated configuration out of flags and environment; a flag wins over its environment variable.
 *
 * @throws ConfigError with one line that names the flag or the variable.
 */
export function readConfig(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): Config {
  const read = <N extends SettingName>(name: N) => readSetting(SETTINGS[name], flags[name], env);
  const http = read('http') ?? null;
  const sandbox = read('sandbox');
  const sandboxData = read('sandboxData') ?? null;
  const surface = read('surface');
  const live = readLive(flags, env);
  if (sandboxData !== null && !sandbox) throw new ConfigError('--sandbox-data requires --sandbox');
  return {
    http,
    sandbox,
    sandboxData,
    surface,
    tools: read('tools'),
    // A folder in the user's environment is not meant for a server that others reach: over HTTP, the flag is required.
    files: http === null || flags['files'] !== undefined ? read('files') : [],
    databases: read('database'),
    schemas: read('schema'),
    live: live === true,
    liveInBackground: surface === 'compact' && live !== false,
    liveSpec: read('liveSpec'),
    readOnly: read('readOnly'),
    noDestructive: read('noDestructive'),
    confirm: read('confirm'),
    maxResultChars: read('maxResultChars'),
    timeoutSeconds: read('timeout'),
    connections: read('connections'),
    outputSchemas: read('outputSchemas'),
    revealSecrets: read('revealSecrets'),
    sealKey: readSealKey(env),
    logLevel: read('logLevel'),
    civisEndpoint: readUrl('CIVIS_API_ENDPOINT', env, 'https://api.civisanalytics.com/'),
    civisApiKey: readSecret('CIVIS_API_KEY', env),
    aiodServer: readUrl('AIOD_API_SERVER', env, 'https://api.aiodp.eu/'),
    aiodVersion: readVersion(env['AIOD_API_VERSION'] ?? 'v2'),
    aiodAccessToken: readSecret('AIOD_ACCESS_TOKEN', env),
    aiodRefreshToken: readSecret('AIOD_REFRESH_TOKEN', env),
    aiodClientSecret: readSecret('AIOD_CLIENT_SECRET', env),
    aiodAuthServer: readUrl('AIOD_AUTH_SERVER', env, 'https://auth.aiodp.eu/aiod-auth/'),
    aiodRealm: env['AIOD_REALM'] || 'aiod',
    aiodClientId: env['AIOD_CLIENT_ID'] || 'aiod-sdk',
    // The embedded platforms are reached without one.
    httpProxy: sandbox ? '' : readProxy('HTTP_PROXY', env),
    httpsProxy: sandbox ? '' : readProxy('HTTPS_PROXY', env) || readProxy('HTTP_PROXY', env),
    noProxy: [...LOOPBACK_HOSTS, env[proxyVariable('NO_PROXY', env)]].filter(Boolean).join(','),
    unusableFiles: [],
  };
}

/** What was chosen of `--live` and `--no-live`; undefined if neither. On the command line, the last one counts. */
function readLive(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): boolean | undefined {
  const live = readSetting(SETTINGS.live, flags['live'], env);
  if (flags['live'] !== undefined || !readSetting(SETTINGS.noLive, undefined, env)) return live;
  if (live === true) throw new ConfigError(`${ENV_PREFIX}LIVE and ${ENV_PREFIX}NO_LIVE cannot both be true`);
  return false;
}

/** The options of the `sandbox` command. Throws ConfigError as `readConfig` does. */
export function readSandboxConfig(
  flags: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
) {
  return {
    port: readSetting(SANDBOX_SETTINGS.port, flags['port'], env),
    speed: readSetting(SANDBOX_SETTINGS.speed, flags['speed'], env),
    faults: readSetting(SANDBOX_SETTINGS.faults, flags['faults'], env),
    data: readSetting(SANDBOX_SETTINGS.data, flags['sandboxData'], env),
  };
}

function readSetting<S extends Setting>(
  setting: S,
  flag: unknown,
  env: Readonly<Record<string, string | undefined>>,
): z.output<S['schema']> {
  const { flags, schema } = setting;
  const longFlag = flags.split(' ')[0] ?? flags;
  const variable = ENV_PREFIX + longFlag.slice(2).replaceAll('-', '_').toUpperCase();
  const envValue = env[variable] === '' ? undefined : env[variable];
  // `--http` may come without a value; its environment variable says true for that.
  const fromEnv = setting.flags === SETTINGS.http.flags && envValue === 'true' ? true : envValue;
  const parsed = schema.safeParse(flag ?? fromEnv);
  if (parsed.success) return parsed.data as z.output<S['schema']>;
  const source = flag === undefined ? variable : longFlag;
  // The messages of the settings' schemas are rules: `a port number`.
  const rule = parsed.error.issues[0]?.message ?? 'a valid value';
  throw new ConfigError(mustBe(source, rule, JSON.stringify(flag ?? fromEnv)));
}

function readUrl(name: string, env: Readonly<Record<string, string | undefined>>, fallback: string): URL {
  const text = env[name] || fallback;
  // The value is not shown: it may contain a password, or be a key that was put in the wrong variable.
  if (!URL.canParse(text)) throw new ConfigError(mustBe(name, `a URL such as ${fallback}`));
  const url = new URL(text);
  if (url.protocol === 'http:' && !LOOPBACK_HOSTS.includes(url.hostname)) {
    throw new ConfigError(`${name} must use https://; http:// is accepted for localhost only`);
  }
  if (!['http:', 'https:'].includes(url.protocol))
    throw new ConfigError(mustBe(name, 'a URL that starts with https://'));
  if (url.username !== '' || url.password !== '')
    throw new ConfigError(`${name} must not contain a user name or password`);
  return url;
}

function readVersion(version: string): string {
  if ((AIOD_VERSIONS as readonly string[]).includes(version)) return version;
  throw new ConfigError(mustBe('AIOD_API_VERSION', 'v2, v3 or empty (latest)', JSON.stringify(version)));
}

/** A value that could be neither a key nor a path is refused without being shown: it may be a broken key. */
function readSealKey(env: Readonly<Record<string, string | undefined>>): SealKey | null {
  const value = env[SEAL_KEY]?.trim();
  if (value === undefined || value === '') return null;
  if (SEAL_KEY_DIGITS.test(value)) return { hex: new Secret(value) };
  if (/[/\\.]/.test(value)) return { file: value };
  throw new ConfigError(mustBe(SEAL_KEY, SEAL_KEY_RULE));
}

/** The URL of a proxy; without a scheme it is an address, as elsewhere. */
function readProxy(name: string, env: Readonly<Record<string, string | undefined>>): string {
  const variable = proxyVariable(name, env);
  const text = env[variable]?.trim() ?? '';
  if (text === '') return '';
  const url = text.includes('://') ? text : `http://${text}`;
  // The value is not shown: it may contain a password.
  if (!URL.canParse(url) || !PROXY_PROTOCOLS.includes(new URL(url).protocol))
    throw new ConfigError(mustBe(variable, 'the address of a proxy such as http://127.0.0.1:3128'));
  return url;
}

/** Proxy variables are written in either case; the lower one wins, as elsewhere. */
function proxyVariable(name: string, env: Readonly<Record<string, string | undefined>>): string {
  return env[name.toLowerCase()] === undefined ? name : name.toLowerCase();
}

function readSecret(name: string, env: Readonly<Record<string, string | undefined>>): Secret | null {
  const value = env[name]?.trim();
  if (value === undefined || value === '') return null;
  if (/[^\x21-\x7e]/.test(value))
    throw new ConfigError(
      `${name} contains a space or another character that no key contains; copy the key again`,
    );
  return new Secret(value);
}
