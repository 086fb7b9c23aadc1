import { Command, CommanderError } from 'commander';
import { createCleanupStack } from './cleanup-stack.ts';
import { clock } from './clock.ts';
import { type Config, readConfig, readSandboxConfig } from './config.ts';
import { CallError, ConfigError } from './errors.ts';
import { gatherWrites } from './gather-writes.ts';
import { NAME, VERSION } from './program.ts';
import { sanitizeText } from './sanitize-text.ts';
import { SANDBOX_SETTINGS, SETTINGS, type Setting } from './settings.ts';
import { findSignInFile, saveSignIn, withUserCredentials } from './startup/user-credentials.ts';
import { nearestMatch } from './suggest.ts';
import { didYouMean } from './wording.ts';

const EXIT_FAILURE = 1;
/** Exit code for an invalid command line or environment. */
const EXIT_MISUSE = 2;

/** What asks the program to end: a host or service manager, Ctrl+C, a terminal that is closed. */
const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

type Flags = Record<string, unknown>;

/** What this process has opened. */
const cleanup = createCleanupStack();
let exitCode = 0;
let codeWhenStopped = 0;
let ending: Promise<void> | undefined;

/** Closes everything that was opened and ends the process, with the gravest of the given exit codes. */
function endProgram(code: number): Promise<void> {
  exitCode = Math.max(exitCode, code);
  ending ??= cleanup
    .run()
    .catch((error: unknown) => {
      printError(error);
      exitCode = Math.max(exitCode, EXIT_FAILURE);
    })
    .then(() => Promise.all([process.stdout, process.stderr].map(flush)))
    .then(() => process.exit(exitCode));
  return ending;
}

/** Resolves when everything has been written: some systems write to pipes in the background. */
function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
}

/** A command that ends by itself; its action resolves with the exit code. */
function untilDone<A extends unknown[]>(
  action: (...args: A) => Promise<number>,
): (...args: A) => Promise<void> {
  return async (...args) => {
    // Stopped before its end, it has not done what it was started for.
    codeWhenStopped = EXIT_FAILURE;
    await endProgram(await action(...args));
  };
}

function printError(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof CallError ? (error.details.hint ?? '') : '';
  // It may hold text of a server.
  process.stderr.write(sanitizeText(`${`${NAME}: ${message} ${hint}`.trimEnd()}\n`));
}

const program = new Command(NAME)
  .description('MCP server for Civis Platform and the AI-on-Demand catalogue')
  .version(VERSION)
  .addHelpText('after', `\nFor the flags of serve, tools and call, run: ${NAME} serve --help`)
  .exitOverride()
  .showSuggestionAfterError(true)
  .configureOutput({ outputError: (line, write) => write(formatUsageError(line)) });

addSettingFlags(program.command('serve', { isDefault: true }))
  .description('serve MCP over stdio or HTTP')
  .allowExcessArguments()
  .action(async (flags: Flags, { args }: Command) => {
    refuseWords(args);
    const config = await loadConfig(flags);
    await (config.http === null ? serveStdio(config) : serveHttp(config, config.http));
  });

addSettingFlags(program.command('tools'))
  .description('list the tools that a server with the same flags offers')
  .option('--json', 'print the tools as JSON, as hosts receive them')
  .action(
    untilDone(async (flags: Flags) => {
      const { listTools } = await import('./cli/list-tools.ts');
      const { compose } = await import('./server.ts');
      const { tools } = await compose(await loadConfig(flags), cleanup);
      process.stdout.write(listTools(tools, flags['json'] === true));
      return 0;
    }),
  );

addSettingFlags(program.command('call <TOOL>'))
  .description('call one tool and print its result')
  .option('--arg <NAME=VALUE>', 'an argument of the tool; repeatable', collectValues, [])
  .option('--json <ARGS>', 'all arguments as one JSON object')
  .action(
    untilDone(async (tool: string, flags: Flags) => {
      const { callTool, parseArguments } = await import('./cli/call-tool.ts');
      const { confirmAtTerminal } = await import('./cli/terminal-prompt.ts');
      const { compose } = await import('./server.ts');
      const args = parseArguments(flags['arg'] as string[], flags['json'] as string | undefined);
      const { stopCalls, ...answering } = await compose(await loadConfig(flags), cleanup);
      cleanup.defer(stopCalls);
      const { text, failed } = await callTool(
        tool,
        args,
        answering,
        process.stdin.isTTY ? confirmAtTerminal : null,
      );
      process.stdout.write(`${text}\n`);
      return failed ? EXIT_FAILURE : 0;
    }),
  );

addSettingFlags(program.command('login <PLATFORM>'))
  .description('sign in to AI-on-Demand in a browser and store the token: login aiod')
  .action(
    untilDone(async (platform: string, flags: Flags) => {
      if (platform !== 'aiod')
        throw new ConfigError(`login supports only aiod; for Civis, set CIVIS_API_KEY`);
      const config = await loadConfig(flags);
      config.unusableFiles.forEach(printError);
      const file = await findSignInFile();
      if (file === undefined)
        throw new ConfigError(
          'there is no home folder to store the token in; set HOME to an existing folder',
        );
      const { loginAiod } = await import('./cli/login-aiod.ts');
      const { createConnectionPool } = await import('./client/connection-pool.ts');
      const { startDeviceSignIn } = await import('./client/oidc.ts');
      const { proxySettings, signInServer } = await import('./startup/platform-connections.ts');
      const connections = createConnectionPool(proxySettings(config), config.timeoutSeconds);
      cleanup.defer(() => connections.destroy());
      const start = () => startDeviceSignIn(signInServer(config), connections);
      const save = (refreshToken: string) => saveSignIn(refreshToken, file);
      await loginAiod(start, { file, save }, (text) => process.stdout.write(text));
      return 0;
    }),
  );

addSettingFlags(program.command('sandbox'), SANDBOX_SETTINGS)
  .description('run only the embedded platforms, for use by other programs')
  .action(async (flags: Flags) => {
    const { sandboxWelcome } = await import('./cli/sandbox-welcome.ts');
    const { startSandbox } = await import('./sandbox/start-sandbox.ts');
    const options = readSandboxConfig(flags, process.env);
    const sandbox = await startSandbox(options).catch((cause: unknown) => {
      throw options.port !== undefined && isPortInUse(cause)
        ? new Error(`port ${options.port} is already in use; choose another one with --port`)
        : cause;
    });
    cleanup.defer(sandbox.close);
    process.stdout.write(sandboxWelcome(sandbox));
  });

/** One line: commander writes its suggestion on a second line. */
function formatUsageError(message: string): string {
  return `${message
    .trim()
    .replace(/^error: /, `${NAME}: `)
    .replaceAll('\n', ' ')}\n`;
}

/** The sandbox needs nothing of the user: neither a key nor a file. */
async function loadConfig(given: Flags): Promise<Config> {
  const flags = normalizeFlags(given);
  const config = readConfig(flags, process.env);
  if (config.sandbox) return config;
  const { env, unusableFiles } = await withUserCredentials(process.env);
  try {
    return { ...readConfig(flags, env), unusableFiles };
  } catch (cause) {
    // The environment alone is valid, so the value is one of a file.
    if (!(cause instanceof ConfigError)) throw cause;
    const ignored = `the configuration of the AI-on-Demand SDK is ignored: ${cause.message}`;
    return { ...config, unusableFiles: [...unusableFiles, ignored] };
  }
}

/** Collects the values of a repeatable flag. */
function collectValues(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Adds the settings to a command as flags. */
function addSettingFlags(command: Command, settings: Readonly<Record<string, Setting>> = SETTINGS): Command {
  for (const { flags, description, repeatable } of Object.values(settings)) {
    if (repeatable === true) command.option(flags, description, collectValues);
    else command.option(flags, description);
  }
  return command.exitOverride();
}

/** commander stores `--no-destructive` as `destructive: false`, and true if the flag is not given. */
function normalizeFlags({ destructive, ...flags }: Flags): Flags {
  return destructive === false ? { ...flags, noDestructive: true } : flags;
}

async function serveStdio(config: Config): Promise<void> {
  const { serveStdio: serve, StdioServerTransport } = await import('@modelcontextprotocol/server/stdio');
  const { compose } = await import('./server.ts');
  const { factory, log, stopCalls } = await compose(config, cleanup);
  const transport = new StdioServerTransport();
  gatherWrites(transport, process.stdout);
  const connection = serve(factory, { transport, onerror: log.error });
  cleanup.defer(connection.close);
  cleanup.defer(stopCalls);
  // The host ends a server by closing its stdin; what is still running then is abandoned.
  process.stdin.once('end', () => void endProgram(0));
}

async function serveHttp(config: Config, at: NonNullable<Config['http']>): Promise<void> {
  const { startHttpServer } = await import('./http/http-server.ts');
  const { httpWelcome } = await import('./cli/http-welcome.ts');
  const { compose } = await import('./server.ts');
  const { factory, tools, log, stopCalls } = await compose(config, cleanup);
  const server = await startHttpServer({ factory, ...at, clock, onError: log.error }).catch(
    (cause: unknown) => {
      throw isPortInUse(cause)
        ? new Error(
            `port ${at.port} is already in use; stop the program that uses it, or choose another port: --http ${at.host}:${at.port + 1}`,
          )
        : cause;
    },
  );
  cleanup.defer(server.close);
  cleanup.defer(stopCalls);
  process.stderr.write(httpWelcome(server.url, tools.length, config.sandbox));
}

function isPortInUse(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
}

/** `serve` is what runs without a command, so a word that it is given was meant as one. */
function refuseWords([word]: readonly string[]): void {
  if (word === undefined) return;
  const commands = [...program.commands.map((command) => command.name()), 'help'];
  const near = nearestMatch(word, commands);
  const list = commands.join(', ');
  const advice = near === undefined ? `; allowed: ${list}` : `${didYouMean(near)} Commands: ${list}`;
  throw new ConfigError(`unknown command ${JSON.stringify(word)}${advice}`);
}

/** The exit code of a start that failed; commander has printed its own errors. */
function failureCode(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_MISUSE;
  printError(error);
  return error instanceof ConfigError ? EXIT_MISUSE : EXIT_FAILURE;
}

for (const signal of STOP_SIGNALS) process.once(signal, () => void endProgram(codeWhenStopped));
try {
  await program.parseAsync();
} catch (error) {
  await endProgram(failureCode(error));
}
