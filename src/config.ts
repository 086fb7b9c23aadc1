import * as z from 'zod';

/** A command line or an environment that cannot be acted on: one line for the person who wrote it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** A credential: printed, logged or serialized it shows nothing. */
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

export interface Config {
  /** Where to serve HTTP; null: stdio. */
  readonly http: { readonly host: string; readonly port: number } | null;
  readonly sandbox: boolean;
  /** The file that keeps the sandbox's world; null: it is forgotten. */
  readonly sandboxData: string | null;
  readonly surface: (typeof SURFACES)[number];
  readonly tools: readonly string[];
  /** Folders that uploads and downloads may touch, as they were given. */
  readonly files: readonly string[];
  /** Whether to add what the platforms say of themselves. */
  readonly live: boolean;
  /** Files that hold what a platform says of itself, in place of asking it. */
  readonly liveSpec: readonly LiveSpec[];
  readonly readOnly: boolean;
  readonly noDestructive: boolean;
  readonly confirm: (typeof CONFIRM_MODES)[number];
  readonly maxResultChars: number;
  readonly timeoutSeconds: number;
  readonly revealSecrets: boolean;
  readonly logLevel: LogLevel;
  readonly civisEndpoint: URL;
  readonly civisApiKey: Secret | null;
  readonly aiodServer: URL;
  readonly aiodVersion: string;
  /** A token that is sent as it is; without one, tokens come by refresh token or client secret. */
  readonly aiodAccessToken: Secret | null;
  readonly aiodRefreshToken: Secret | null;
  readonly aiodClientSecret: Secret | null;
  readonly aiodAuthServer: URL;
  readonly aiodRealm: string;
  readonly aiodClientId: string;
  /** Proxies as the environment names them; empty: none. */
  readonly httpProxy: string;
  readonly httpsProxy: string;
  /** Hosts that are reached without a proxy: this machine, and those of `NO_PROXY`. */
  readonly noProxy: string;
}

/** A file that describes a platform; null: whichever its format is that of. */
export interface LiveSpec {
  readonly platform: 'civis' | 'aiod' | null;
  readonly path: string;
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const SURFACES = ['full', 'compact'] as const;
const CONFIRM_MODES = ['auto', 'always', 'never'] as const;
export const DEFAULT_HTTP = '127.0.0.1:8808';
const ENV_PREFIX = 'CIVIS_AIOD_MCP_';
const LOOPBACK = ['127.0.0.1', 'localhost', '::1', '[::1]'];

/** A setting as a flag, its environment twin and what its text must be. */
export interface Setting {
  readonly flags: string;
  readonly says: string;
  readonly schema: z.ZodType;
  /** The flag may be given several times. */
  readonly repeats?: true;
}

const onOff = z.union([z.boolean(), z.stringbool()], 'is true or false').default(false);

const file = z.string().min(1, 'is the name of a file').optional();

const patterns = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .default([]);

/** Flags given several times, or one text with commas. */
const folders = z
  .union([z.string(), z.array(z.string())])
  .transform((given) =>
    [given]
      .flat()
      .flatMap((text) => text.split(','))
      .map((folder) => folder.trim())
      .filter(Boolean),
  )
  .default([]);

const specs = z
  .string()
  .transform((text): readonly LiveSpec[] =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map((entry) => {
        const [, platform, path] = /^(civis|aiod)=(.+)$/s.exec(entry) ?? [];
        return platform === undefined || path === undefined
          ? { platform: null, path: entry }
          : { platform: platform === 'civis' ? 'civis' : 'aiod', path };
      }),
  )
  .default([]);

const address = z
  .union([z.literal(true).transform(() => DEFAULT_HTTP), z.string()])
  .transform((text, context) => {
    const at = parseAddress(text);
    if (typeof at === 'object') return at;
    context.addIssue({ code: 'custom', message: at });
    return z.NEVER;
  })
  .optional();

/** Every setting that is a flag, by its name in the configuration. */
export const SETTINGS = {
  http: {
    flags: '--http [HOST:PORT]',
    says: `serve MCP over HTTP at /mcp instead of stdio (${DEFAULT_HTTP})`,
    schema: address,
  },
  sandbox: { flags: '--sandbox', says: 'use embedded platforms; no account needed', schema: onOff },
  sandboxData: {
    flags: '--sandbox-data <FILE>',
    says: 'keep what happens in the sandbox in this file',
    schema: file,
  },
  surface: {
    flags: '--surface <WHICH>',
    says: 'list every tool (full), or the workflows and a search that finds the others (compact)',
    schema: z.enum(SURFACES, `is one of ${SURFACES.join(', ')}`).default('full'),
  },
  tools: {
    flags: '--tools <PATTERNS>',
    says: 'what to offer: jobs, data, models, admin, civis.jobs, workflows, effect:read, civis_jobs_*; -PATTERN leaves out',
    schema: patterns,
  },
  files: {
    flags: '--files <DIR>',
    says: 'folder that uploads and downloads may touch; again for each (none)',
    schema: folders,
    repeats: true,
  },
  live: {
    flags: '--live',
    says: 'add every operation that the platforms describe today',
    schema: onOff,
  },
  liveSpec: {
    flags: '--live-spec <PATH>',
    says: 'add the operations that a file describes, in place of asking the platform',
    schema: specs,
  },
  readOnly: { flags: '--read-only', says: 'offer only tools that read', schema: onOff },
  noDestructive: { flags: '--no-destructive', says: 'offer no tool that takes away', schema: onOff },
  confirm: {
    flags: '--confirm <WHEN>',
    says: `ask the person before what cannot be undone: ${CONFIRM_MODES.join(', ')} (auto: where the host can)`,
    schema: z.enum(CONFIRM_MODES, `is one of ${CONFIRM_MODES.join(', ')}`).default('auto'),
  },
  maxResultChars: {
    flags: '--max-result-chars <N>',
    says: 'characters that a result may have (60000)',
    schema: z.coerce.number().int().min(1000).max(10_000_000).default(60_000),
  },
  timeout: {
    flags: '--timeout <SECONDS>',
    says: 'longest that a call to a platform may take (45)',
    schema: z.coerce.number().positive().max(3600).default(45),
  },
  revealSecrets: {
    flags: '--reveal-secrets',
    says: 'leave passwords, keys and tokens in answers',
    schema: onOff,
  },
  logLevel: {
    flags: '--log-level <LEVEL>',
    says: `what to log on stderr: ${LOG_LEVELS.join(', ')} (warn)`,
    schema: z.enum(LOG_LEVELS, `is one of ${LOG_LEVELS.join(', ')}`).default('warn'),
  },
} as const satisfies Record<string, Setting>;

/** Every setting of the `sandbox` command. */
export const SANDBOX_SETTINGS = {
  port: {
    flags: '--port <N>',
    says: 'port on 127.0.0.1 (any that is free)',
    schema: z.coerce
      .number('is a port')
      .int('is a port')
      .min(0, 'is a port')
      .max(65_535, 'is a port')
      .optional(),
  },
  speed: {
    flags: '--speed <X>',
    says: 'how many times faster than usual runs are (1)',
    schema: z.coerce
      .number('is a number above 0')
      .positive('is a number above 0')
      .max(1_000_000, 'is a million at most')
      .optional(),
  },
  faults: { flags: '--faults <FILE>', says: 'faults to begin with, as JSON', schema: file },
  data: SETTINGS.sandboxData,
} as const satisfies Record<string, Setting>;

export type LogLevel = (typeof LOG_LEVELS)[number];
type SettingName = keyof typeof SETTINGS;

/**
 * One validated configuration out of flags and environment; a flag wins over its twin.
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
  if (sandboxData !== null && !sandbox) throw new ConfigError('--sandbox-data needs --sandbox');
  return {
    http,
    sandbox,
    sandboxData,
    surface: read('surface'),
    tools: read('tools'),
    // A folder set for every server of a user is not meant for one that others reach: over HTTP the flag says so.
    files: http === null || flags['files'] !== undefined ? read('files') : [],
    live: read('live'),
    liveSpec: read('liveSpec'),
    readOnly: read('readOnly'),
    noDestructive: read('noDestructive'),
    confirm: read('confirm'),
    maxResultChars: read('maxResultChars'),
    timeoutSeconds: read('timeout'),
    revealSecrets: read('revealSecrets'),
    logLevel: read('logLevel'),
    civisEndpoint: readUrl('CIVIS_API_ENDPOINT', env, 'https://api.civisanalytics.com/'),
    civisApiKey: readSecret('CIVIS_API_KEY', env),
    aiodServer: readUrl('AIOD_API_SERVER', env, 'https://api.aiodp.eu/'),
    aiodVersion: env['AIOD_API_VERSION'] ?? 'v2',
    aiodAccessToken: readSecret('AIOD_ACCESS_TOKEN', env),
    aiodRefreshToken: readSecret('AIOD_REFRESH_TOKEN', env),
    aiodClientSecret: readSecret('AIOD_CLIENT_SECRET', env),
    aiodAuthServer: readUrl('AIOD_AUTH_SERVER', env, 'https://auth.aiodp.eu/aiod-auth/'),
    aiodRealm: env['AIOD_REALM'] || 'aiod',
    aiodClientId: env['AIOD_CLIENT_ID'] || 'aiod-sdk',
    httpProxy: readProxy('HTTP_PROXY', env),
    httpsProxy: readProxy('HTTPS_PROXY', env) || readProxy('HTTP_PROXY', env),
    noProxy: [...LOOPBACK, readProxy('NO_PROXY', env)].filter(Boolean).join(','),
  };
}

/** What `sandbox` was told. Throws ConfigError as `readConfig` does. */
export function readSandboxFlags(
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
  const long = flags.split(' ')[0] ?? flags;
  const twin = ENV_PREFIX + long.slice(2).replaceAll('-', '_').toUpperCase();
  const given = env[twin] === '' ? undefined : env[twin];
  // `--http` has a value or none; its twin says true for none.
  const fromEnv = setting.flags === SETTINGS.http.flags && given === 'true' ? true : given;
  const parsed = schema.safeParse(flag ?? fromEnv);
  if (parsed.success) return parsed.data as z.output<S['schema']>;
  const source = flag === undefined ? twin : long;
  throw new ConfigError(`${source} ${JSON.stringify(flag ?? fromEnv)}: ${parsed.error.issues[0]?.message}`);
}

function parseAddress(text: string): { host: string; port: number } | string {
  const [, host = '', port = ''] = /^(?:(.+):)?(\d+)$/.exec(text) ?? [];
  const number = Number(port);
  if (port === '' || number > 65_535) return 'is HOST:PORT or PORT, such as 127.0.0.1:8808';
  if (host !== '' && !LOOPBACK.includes(host)) {
    return 'binds beyond this machine, which needs authentication that this version does not have; use 127.0.0.1';
  }
  return { host: host === '' ? '127.0.0.1' : host.replace(/[[\]]/g, ''), port: number };
}

function readUrl(name: string, env: Readonly<Record<string, string | undefined>>, fallback: string): URL {
  const text = env[name] || fallback;
  if (!URL.canParse(text)) throw new ConfigError(`${name} is no address: give one such as ${fallback}`);
  const url = new URL(text);
  if (url.protocol === 'http:' && !LOOPBACK.includes(url.hostname)) {
    throw new ConfigError(`${name} is plain http:// to another machine; use https://`);
  }
  if (!['http:', 'https:'].includes(url.protocol)) throw new ConfigError(`${name} must begin with https://`);
  if (url.username !== '' || url.password !== '')
    throw new ConfigError(`${name} must not hold a user or password`);
  return url;
}

/** Proxy variables are written in either case; the lower one wins, as elsewhere. */
function readProxy(name: string, env: Readonly<Record<string, string | undefined>>): string {
  return env[name.toLowerCase()] ?? env[name] ?? '';
}

function readSecret(name: string, env: Readonly<Record<string, string | undefined>>): Secret | null {
  const value = env[name]?.trim();
  if (value === undefined || value === '') return null;
  if (/[^\x21-\x7e]/.test(value))
    throw new ConfigError(`${name} holds characters that no key has; copy it again`);
  return new Secret(value);
}
