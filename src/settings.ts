import * as z from 'zod';

/** An OpenAPI file with a platform's operations. If platform is null, the file's format tells which one it is. */
export interface OpenApiFile {
  readonly platform: 'civis' | 'aiod' | null;
  readonly path: string;
}

/** From the most to the fewest lines. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export const SURFACES = ['full', 'compact'] as const;
export const CONFIRM_MODES = ['auto', 'always', 'never'] as const;
const DEFAULT_HTTP_ADDRESS = '127.0.0.1:8808';
/** Versions of AI-on-Demand's API; the empty one is the latest. */
export const AIOD_VERSIONS = ['v2', 'v3', ''] as const;
export const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1', '[::1]'];

/** What a port must be, as errors state it. */
const PORT_RULE = 'a port number (1 to 65535)';

/** A setting: its flag, its help text, and the schema of its value, whose messages say what it must be (`a file name`). The flag's name gives that of its environment variable. */
export interface Setting {
  readonly flags: string;
  readonly description: string;
  readonly schema: z.ZodType;
  /** The flag may be given several times. */
  readonly repeatable?: true;
}

const optionalBoolean = z.union([z.boolean(), z.stringbool()], 'true or false').optional();
const booleanSetting = optionalBoolean.default(false);

const fileSetting = z.string().min(1, 'a file name').optional();

const patternList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .default([]);

/** A repeated flag, or one comma-separated string. */
const pathList = z.union([z.string(), z.array(z.string())]).transform((given) =>
  [given]
    .flat()
    .flatMap((text) => text.split(','))
    .map((path) => path.trim())
    .filter(Boolean),
);

const stringList = pathList.default([]);

const openApiFileList = pathList
  .transform((entries): readonly OpenApiFile[] =>
    entries.map((entry) => {
      const [, platform, path] = /^(civis|aiod)=(.+)$/s.exec(entry) ?? [];
      return platform === undefined || path === undefined
        ? { platform: null, path: entry }
        : { platform: platform === 'civis' ? 'civis' : 'aiod', path };
    }),
  )
  .default([]);

const addressSetting = z
  .union([z.literal(true).transform(() => DEFAULT_HTTP_ADDRESS), z.string()])
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
    description: `serve MCP over HTTP at /mcp instead of stdio (default address: ${DEFAULT_HTTP_ADDRESS})`,
    schema: addressSetting,
  },
  sandbox: {
    flags: '--sandbox',
    description: 'use the embedded platforms with sample data; no account needed',
    schema: booleanSetting,
  },
  sandboxData: {
    flags: '--sandbox-data <FILE>',
    description: 'file that stores the data of the sandbox between runs (default: in memory only)',
    schema: fileSetting,
  },
  surface: {
    flags: '--surface <WHICH>',
    description:
      'tools to list: full (all tools) or compact (workflows, and a search for all other operations) (default: full)',
    schema: z.enum(SURFACES, `one of ${SURFACES.join(', ')}`).default('full'),
  },
  tools: {
    flags: '--tools <PATTERNS>',
    description:
      'tools to offer, comma-separated: jobs, data, models, admin, civis.jobs, workflows, effect:read, civis_jobs_*; -PATTERN excludes (default: all)',
    schema: patternList,
  },
  files: {
    flags: '--files <DIR>',
    description: 'folder that uploads and downloads may access; repeatable (default: none)',
    schema: stringList,
    repeatable: true,
  },
  database: {
    flags: '--database <NAME>',
    description:
      'database, by name or id, that civis_query, civis_tables, civis_table and civis_import_file may use; repeatable (default: all)',
    schema: stringList,
    repeatable: true,
  },
  schema: {
    flags: '--schema <NAME>',
    description:
      'schema that civis_query, civis_tables, civis_table and civis_import_file may use; repeatable (default: all)',
    schema: stringList,
    repeatable: true,
  },
  live: {
    flags: '--live',
    description:
      'add all operations in the OpenAPI descriptions that the platforms publish (default with --surface compact)',
    schema: optionalBoolean,
  },
  noLive: {
    flags: '--no-live',
    description: 'do not request the OpenAPI descriptions (default with --surface full)',
    schema: booleanSetting,
  },
  liveSpec: {
    flags: '--live-spec <PATH>',
    description:
      'add all operations in this OpenAPI file instead of requesting it; repeatable, one file for each platform',
    schema: openApiFileList,
    repeatable: true,
  },
  readOnly: { flags: '--read-only', description: 'offer only tools that read data', schema: booleanSetting },
  noDestructive: {
    flags: '--no-destructive',
    description: 'hide destructive tools',
    schema: booleanSetting,
  },
  confirm: {
    flags: '--confirm <WHEN>',
    description:
      'ask the user to confirm changes: auto (those that cannot be undone), always (also archiving and cancelling) or never (default: auto)',
    schema: z.enum(CONFIRM_MODES, `one of ${CONFIRM_MODES.join(', ')}`).default('auto'),
  },
  maxResultChars: {
    flags: '--max-result-chars <N>',
    description: 'maximum number of characters in a result (default: 60000)',
    schema: z.coerce
      .number('an integer from 1000 to 10000000')
      .int()
      .min(1000)
      .max(10_000_000)
      .default(60_000),
  },
  timeout: {
    flags: '--timeout <SECONDS>',
    description: 'maximum time for a call to a platform, including retries (default: 45)',
    schema: z.coerce.number('a number of seconds above 0 and at most 3600').positive().max(3600).default(45),
  },
  connections: {
    flags: '--connections <N>',
    description: 'maximum number of requests to each platform at the same time (default: 16)',
    schema: z.coerce.number('an integer from 1 to 1000').int().min(1).max(1000).default(16),
  },
  outputSchemas: {
    flags: '--output-schemas',
    description: 'advertise what each operation returns, for hosts that write code',
    schema: booleanSetting,
  },
  revealSecrets: {
    flags: '--reveal-secrets',
    description: 'do not redact passwords, keys and tokens in results',
    schema: booleanSetting,
  },
  logLevel: {
    flags: '--log-level <LEVEL>',
    description: `minimum level of log messages on stderr: ${LOG_LEVELS.join(', ')} (default: warn)`,
    schema: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('warn'),
  },
} as const satisfies Record<string, Setting>;

const { http: _, ...withoutHttp } = SETTINGS;
/** Settings of the commands that make no server: `tools`, `describe` and `call`. */
export const COMMAND_SETTINGS = withoutHttp;
/** Settings that a sign-in uses. */
export const LOGIN_SETTINGS = { timeout: SETTINGS.timeout, logLevel: SETTINGS.logLevel };

/** Every setting of the `sandbox` command. */
export const SANDBOX_SETTINGS = {
  port: {
    flags: '--port <N>',
    description: 'port on 127.0.0.1 (default: any free port)',
    schema: z.coerce.number(PORT_RULE).int().min(0).max(65_535).optional(),
  },
  speed: {
    flags: '--speed <X>',
    description: 'factor by which runs are faster than normal (default: 1)',
    schema: z.coerce.number('a number above 0 and at most 1000000').positive().max(1_000_000).optional(),
  },
  faults: {
    flags: '--faults <FILE>',
    description: 'JSON file with the faults to start with',
    schema: fileSetting,
  },
  data: SETTINGS.sandboxData,
} as const satisfies Record<string, Setting>;

export type LogLevel = (typeof LOG_LEVELS)[number];

function parseAddress(text: string): { host: string; port: number } | string {
  const [, host = '', port = ''] = /^(?:(.+):)?(\d+)$/.exec(text) ?? [];
  const number = Number(port);
  if (port === '' || number > 65_535)
    return `HOST:PORT or PORT, such as ${DEFAULT_HTTP_ADDRESS}, with ${PORT_RULE}`;
  if (host !== '' && !LOOPBACK_HOSTS.includes(host)) {
    return 'an address of localhost such as 127.0.0.1, because this version has no authentication for other hosts';
  }
  return { host: host === '' ? '127.0.0.1' : host.replace(/[[\]]/g, ''), port: number };
}
