#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { createConnectionPool } from './client/connection-pool.ts';
import { type Config, readConfig, readSandboxConfig } from './config.ts';
import { CallError, ConfigError } from './errors.ts';
import { sanitizeText } from './sanitize-text.ts';
import { compose, NAME, openSandbox, VERSION } from './server.ts';
import { SANDBOX_SETTINGS, SETTINGS, type Setting } from './settings.ts';
import { proxySettings, signInServer } from './startup/platform-connections.ts';
import { saveSignIn, withUserCredentials } from './startup/user-credentials.ts';

/** Exit code for an invalid command line or environment. */
const EXIT_MISUSE = 2;

type Flags = Record<string, unknown>;

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
  .action(async (flags: Flags) => {
    const config = await loadConfig(flags);
    await (config.http === null ? serveStdio(config) : serveHttp(config, config.http));
  });

addSettingFlags(program.command('tools'))
  .description('list the tools that a server with the same flags offers')
  .option('--json', 'print the tools as JSON, as hosts receive them')
  .action(async (flags: Flags) => {
    const { listTools } = await import('./cli/list-tools.ts');
    const { tools, close } = await compose(await loadConfig(flags));
    process.stdout.write(listTools(tools, flags['json'] === true));
    await close();
  });

addSettingFlags(program.command('call <TOOL>'))
  .description('call one tool and print its result')
  .option('--arg <NAME=VALUE>', 'an argument of the tool; repeatable', collectValues, [])
  .option('--json <ARGS>', 'all arguments as one JSON object')
  .action(async (tool: string, flags: Flags) => {
    const { callTool, parseArguments } = await import('./cli/call-tool.ts');
    const { confirmAtTerminal } = await import('./cli/terminal-prompt.ts');
    const args = parseArguments(flags['arg'] as string[], flags['json'] as string | undefined);
    const { close, ...answering } = await compose(await loadConfig(flags));
    const { text, failed } = await callTool(
      tool,
      args,
      answering,
      process.stdin.isTTY ? confirmAtTerminal : null,
    );
    process.stdout.write(`${text}\n`);
    await close();
    process.exitCode = failed ? 1 : 0;
  });

/** One line: commander writes its suggestion on a second line. */
function formatUsageError(message: string): string {
  return `${message
    .trim()
    .replace(/^error: /, `${NAME}: `)
    .replaceAll('\n', ' ')}\n`;
}

addSettingFlags(program.command('login <PLATFORM>'))
  .description('sign in to AI-on-Demand in a browser and store the token: login aiod')
  .action(async (platform: string, flags: Flags) => {
    if (platform !== 'aiod') throw new ConfigError(`login supports only aiod; for Civis, set CIVIS_API_KEY`);
    const config = await loadConfig(flags);
    const { loginAiod } = await import('./cli/login-aiod.ts');
    const { startDeviceSignIn } = await import('./client/oidc.ts');
    const connections = createConnectionPool(proxySettings(config), config.timeoutSeconds);
    const start = () => startDeviceSignIn(signInServer(config), connections);
    await loginAiod(start, saveSignIn, (text) => process.stdout.write(text));
    await connections.close();
  });

addSettingFlags(program.command('sandbox'), SANDBOX_SETTINGS)
  .description('run only the embedded platforms, for use by other programs')
  .action(async (flags: Flags) => {
    const { sandboxWelcome } = await import('./cli/sandbox-welcome.ts');
    const options = readSandboxConfig(flags, process.env);
    const sandbox = await openSandbox(options).catch((cause: unknown) => {
      throw options.port !== undefined && isPortInUse(cause)
        ? new Error(`port ${options.port} is already in use; choose another one with --port`)
        : cause;
    });
    closeOnSignal(sandbox.close);
    process.stdout.write(sandboxWelcome(sandbox));
  });

async function loadConfig(flags: Flags): Promise<Config> {
  return readConfig(normalizeFlags(flags), await withUserCredentials(process.env));
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
  const { serveStdio: serve } = await import('@modelcontextprotocol/server/stdio');
  const { factory, log, close } = await compose(config);
  const connection = serve(factory, { onerror: log.error });
  // The host ends a server by closing its stdin; what is still running then is abandoned.
  process.stdin.once('end', () => closeAndExit(connection.close, close));
  closeOnSignal(connection.close, close);
}

async function serveHttp(config: Config, at: NonNullable<Config['http']>): Promise<void> {
  const { startHttpServer } = await import('./http/http-server.ts');
  const { httpWelcome } = await import('./cli/http-welcome.ts');
  const { factory, tools, log, close } = await compose(config);
  const server = await startHttpServer({ factory, ...at, onError: log.error }).catch(
    async (cause: unknown) => {
      await close();
      throw isPortInUse(cause)
        ? new Error(
            `port ${at.port} is already in use; stop the program that uses it, or choose another port: --http ${at.host}:${at.port + 1}`,
          )
        : cause;
    },
  );
  // A script that reads the welcome message may end the program immediately.
  closeOnSignal(server.close, close);
  process.stderr.write(httpWelcome(server.url, tools.length, config.sandbox));
}

function isPortInUse(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
}

function closeOnSignal(...closers: (() => Promise<void>)[]): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => closeAndExit(...closers));
}

function closeAndExit(...closers: (() => Promise<void>)[]): void {
  // Nobody waits for it: the process ends with it, however closing went.
  void Promise.allSettled(closers.map((close) => close())).then(() => process.exit());
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT_MISUSE;
  } else {
    printError(error);
    process.exitCode = error instanceof ConfigError ? EXIT_MISUSE : 1;
  }
});
