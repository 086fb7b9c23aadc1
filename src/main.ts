#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { createConnectionPool } from './client/connection-pool.ts';
import { type Config, readConfig, readSandboxFlags } from './config.ts';
import { ConfigError } from './errors.ts';
import { keepSignIn, withUserFiles } from './home.ts';
import { proxySettings, signInServer } from './platforms.ts';
import { compose, NAME, openSandbox, VERSION } from './server.ts';
import { SANDBOX_SETTINGS, SETTINGS, type Setting } from './settings.ts';

/** The command line cannot be acted on. */
const MISUSE = 2;

type Flags = Record<string, unknown>;

function complain(error: unknown): void {
  process.stderr.write(`${NAME}: ${error instanceof Error ? error.message : String(error)}\n`);
}

const program = new Command(NAME)
  .description('MCP server for Civis Platform and the AI-on-Demand catalogue')
  .version(VERSION)
  .addHelpText('after', `\nThe flags of serve, tools and call: ${NAME} serve --help`)
  .exitOverride()
  .showSuggestionAfterError(true)
  .configureOutput({ outputError: (line, write) => write(oneLine(line)) });

withSettings(program.command('serve', { isDefault: true }))
  .description('serve MCP over stdio, or over HTTP')
  .action(async (flags: Flags) => {
    const config = await configFor(flags);
    await (config.http === null ? serveStdio(config) : serveHttp(config, config.http));
  });

withSettings(program.command('tools'))
  .description('list the tools that a server with these flags offers')
  .option('--json', 'as hosts see them')
  .action(async (flags: Flags) => {
    const { listTools } = await import('./cli/tools.ts');
    const { tools, close } = await compose(await configFor(flags));
    process.stdout.write(listTools(tools, flags['json'] === true));
    await close();
  });

withSettings(program.command('call <TOOL>'))
  .description('call one tool and print its result')
  .option('--arg <NAME=VALUE>', 'an argument; again for each', collect, [])
  .option('--json <ARGS>', 'all arguments as one JSON object')
  .action(async (tool: string, flags: Flags) => {
    const { callTool, readArguments } = await import('./cli/call.ts');
    const { askAtTerminal } = await import('./cli/ask.ts');
    const args = readArguments(flags['arg'] as string[], flags['json'] as string | undefined);
    const { close, ...answering } = await compose(await configFor(flags));
    const { text, failed } = await callTool(
      tool,
      args,
      answering,
      process.stdin.isTTY ? askAtTerminal : null,
    );
    process.stdout.write(`${text}\n`);
    await close();
    process.exitCode = failed ? 1 : 0;
  });

/** commander puts its suggestion on a line of its own. */
function oneLine(message: string): string {
  return `${message
    .trim()
    .replace(/^error: /, `${NAME}: `)
    .replaceAll('\n', ' ')}\n`;
}

withSettings(program.command('login <PLATFORM>'))
  .description('sign in to AI-on-Demand in a browser and keep the token: login aiod')
  .action(async (platform: string, flags: Flags) => {
    if (platform !== 'aiod') throw new ConfigError(`login takes aiod; Civis takes a key in CIVIS_API_KEY`);
    const config = await configFor(flags);
    const { loginAiod } = await import('./cli/login.ts');
    const { startDeviceSignIn } = await import('./client/oidc.ts');
    const connections = createConnectionPool(proxySettings(config), config.timeoutSeconds);
    const start = () => startDeviceSignIn(signInServer(config), connections);
    await loginAiod(start, keepSignIn, (text) => process.stdout.write(text));
    await connections.close();
  });

withSettings(program.command('sandbox'), SANDBOX_SETTINGS)
  .description('run the embedded platforms alone, for other programs')
  .action(async (flags: Flags) => {
    const { sandboxWelcome } = await import('./cli/sandbox.ts');
    const options = readSandboxFlags(flags, process.env);
    const sandbox = await openSandbox(options).catch((cause: unknown) => {
      throw isInUse(cause) ? new Error(`port ${options.port} is in use; choose another with --port`) : cause;
    });
    endOnSignal(sandbox.close);
    process.stdout.write(sandboxWelcome(sandbox));
  });

async function configFor(flags: Flags): Promise<Config> {
  return readConfig(flagsOf(flags), await withUserFiles(process.env));
}

/** Every value of a flag that is given several times. */
function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** The flags that every command takes. */
function withSettings(command: Command, settings: Readonly<Record<string, Setting>> = SETTINGS): Command {
  for (const { flags, says, repeats } of Object.values(settings)) {
    if (repeats === true) command.option(flags, says, collect);
    else command.option(flags, says);
  }
  return command.exitOverride();
}

/** commander keeps `--no-destructive` as `destructive: false`, and true where it is not given. */
function flagsOf({ destructive, ...flags }: Flags): Flags {
  return destructive === false ? { ...flags, noDestructive: true } : flags;
}

async function serveStdio(config: Config): Promise<void> {
  const { serveStdio: serve } = await import('@modelcontextprotocol/server/stdio');
  const { factory, log, close } = await compose(config);
  const connection = serve(factory, { onerror: log.error });
  // The host ends a server by closing its stdin; what is still under way is of no use to anyone then.
  process.stdin.once('end', () => endWith(connection.close, close));
  endOnSignal(connection.close, close);
}

async function serveHttp(config: Config, at: NonNullable<Config['http']>): Promise<void> {
  const { serveHttp: serve } = await import('./http/app.ts');
  const { welcome } = await import('./cli/welcome.ts');
  const { factory, tools, log, close } = await compose(config);
  const server = await serve({ factory, ...at, onError: log.error }).catch(async (cause: unknown) => {
    await close();
    throw isInUse(cause)
      ? new Error(
          `port ${at.port} is in use; stop what uses it, or serve elsewhere: --http ${at.host}:${at.port + 1}`,
        )
      : cause;
  });
  // Whoever reads the welcome may end the program at once.
  endOnSignal(server.close, close);
  process.stderr.write(welcome(server.url, tools.length, config.sandbox));
}

function isInUse(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
}

function endOnSignal(...closings: (() => Promise<void>)[]): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => endWith(...closings));
}

function endWith(...closings: (() => Promise<void>)[]): void {
  Promise.allSettled(closings.map((close) => close())).then(() => process.exit());
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : MISUSE;
  } else {
    complain(error);
    process.exitCode = error instanceof ConfigError ? MISUSE : 1;
  }
});
