import { Command, CommanderError } from 'commander';
import { createCleanupStack } from './cleanup-stack.ts';
import type { Terminal } from './cli/print-call.ts';
import type { Screen } from './cli/text-table.ts';
import { clock } from './clock.ts';
import {
  addCallFlags,
  addSettingFlags,
  type CallFlags,
  COMPLETE_COMMAND,
  type Flags,
  formatUsageError,
  normalizeFlags,
  refuseWords,
  shownCommands,
} from './command-flags.ts';
import { type Config, readSandboxConfig } from './config.ts';
import { CallError, ConfigError, systemErrorCode } from './errors.ts';
import { NAME, VERSION } from './program.ts';
import { sanitizeText } from './sanitize-text.ts';
import { COMMAND_SETTINGS, LOGIN_SETTINGS, SANDBOX_SETTINGS } from './settings.ts';
import { loadConfig } from './startup/load-config.ts';
import { findSignInFile, saveSignIn } from './startup/user-credentials.ts';
import { startingHelp } from './usage.ts';
import { mustBe, oneOfValues } from './wording.ts';

const EXIT_FAILURE = 1;
/** Exit code for an invalid command line or environment. */
const EXIT_MISUSE = 2;

/** What asks the program to end: a host or service manager, Ctrl+C, a terminal that is closed. */
const STOP_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

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
  .addHelpText('after', startingHelp(NAME))
  .exitOverride()
  .showSuggestionAfterError(true)
  .configureOutput({ outputError: (line, write) => write(formatUsageError(line, NAME)) });

addSettingFlags(program.command('serve', { isDefault: true }))
  .description('serve MCP over stdio or HTTP')
  .allowExcessArguments()
  .action(async (flags: Flags, { args }: Command) => {
    refuseWords(args, program);
    const config = await loadConfig(normalizeFlags(flags), process.env);
    await (config.http === null ? serveStdio(config) : serveHttp(config, config.http));
  });

addSettingFlags(program.command('tools [PATTERN]'), COMMAND_SETTINGS)
  .description(
    'list the tools that a server with the same flags offers; PATTERN: a part of a name, or as in --tools',
  )
  .option('--json', 'print the tools as JSON, as hosts receive them')
  .action(
    untilDone(async (pattern: string | undefined, flags: Flags) => {
      const { listTools, toolsLike } = await import('./cli/list-tools.ts');
      const { tools: all, facts, unmatched } = await composeCommand(flags);
      const tools = toolsLike(all, facts, pattern);
      process.stdout.write(listTools(tools, facts, flags['json'] === true, screen()));
      if (flags['json'] !== true)
        process.stderr.write(`${tools.length} tool${tools.length === 1 ? '' : 's'}\n`);
      return unmatched.length > 0 || tools.length === 0 ? EXIT_FAILURE : 0;
    }),
  );

addSettingFlags(program.command('describe <TOOL>'), COMMAND_SETTINGS)
  .description('print the manual of a tool: parameters and what it returns')
  .action(
    untilDone(async (tool: string, flags: Flags) => {
      const { unknownToolError } = await import('./cli/list-tools.ts');
      const { tools, manualOf } = await composeCommand(flags);
      const manual = await manualOf(tool);
      if (manual === '') throw unknownToolError(tool, tools);
      process.stdout.write(`${sanitizeText(manual)}\n`);
      return 0;
    }),
  );

addCallFlags(addSettingFlags(program.command('call <TOOL>'), COMMAND_SETTINGS))
  .description('call one tool and print its result; exit code 1: it failed, 2: the call is not valid')
  .action(
    untilDone(async (tool: string, flags: Flags) => {
      const { parseArguments } = await import('./cli/call-tool.ts');
      const { readArgument } = await import('./cli/read-argument.ts');
      const { printCall } = await import('./cli/print-call.ts');
      const { confirmAtTerminal } = await import('./cli/terminal-prompt.ts');
      const { arg, json, format, yes } = flags as unknown as CallFlags;
      const args = parseArguments(arg, await readArgument(json, process.stdin));
      const { stopCalls, ...answering } = await composeCommand(flags);
      cleanup.defer(stopCalls);
      const { stdin, stdout, stderr } = process;
      const terminal: Terminal = {
        print: (text) => stdout.write(text),
        tell: (line) => (format === 'json' ? stderr.write(line) : printError(line)),
        draw: stderr.isTTY ? (text) => stderr.write(text) : null,
        drawnWidth: stderr.columns,
        screen: screen(),
        ask: yes === true ? async () => true : stdin.isTTY ? confirmAtTerminal : null,
      };
      return printCall(tool, args, answering, terminal, format);
    }),
  );

program
  .command('completion <SHELL>')
  .description('print a completion script for bash, zsh or fish')
  .action(
    untilDone(async (shell: string) => {
      const { completionScript, SHELLS } = await import('./cli/completion-script.ts');
      const known = SHELLS.find((each) => each === shell);
      if (known === undefined)
        throw new ConfigError(mustBe('SHELL', oneOfValues(SHELLS), JSON.stringify(shell)));
      process.stdout.write(completionScript(known, NAME));
      return 0;
    }),
  );

program.command(`${COMPLETE_COMMAND} [WORDS...]`, { hidden: true }).action(
  untilDone(async (words: string[]) => {
    const { completeWords } = await import('./cli/complete-words.ts');
    const { tools } = await composeCommand({});
    const commands = shownCommands(program).map((command) => ({
      name: command.name(),
      flags: command.options.map(({ long }) => long ?? ''),
    }));
    process.stdout.write(
      completeWords(words, commands, tools)
        .map((word) => `${word}\n`)
        .join(''),
    );
    return 0;
  }),
);

addSettingFlags(program.command('login <PLATFORM>'), LOGIN_SETTINGS)
  .description('sign in to AI-on-Demand in a browser and store the token: login aiod')
  .action(
    untilDone(async (platform: string, flags: Flags) => {
      if (platform !== 'aiod')
        throw new ConfigError(`login supports only aiod; for Civis, set CIVIS_API_KEY`);
      const config = await loadConfig(normalizeFlags(flags), process.env);
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

/** Puts the program together for one command, which writes its log as plain lines. */
async function composeCommand(flags: Flags) {
  const { compose } = await import('./server.ts');
  return compose(await loadConfig(normalizeFlags(flags), process.env), cleanup, {
    openLog: await plainLog(),
  });
}

function screen(): Screen {
  const { isTTY, columns } = process.stdout;
  return { width: isTTY ? columns : null, color: isTTY && !process.env['NO_COLOR'] };
}

async function plainLog() {
  const { createTerminalLog } = await import('./cli/terminal-log.ts');
  return createTerminalLog(printError);
}

/** A person reads plain lines; log collectors read JSON. */
const serverLog = async () => (process.stderr.isTTY ? { openLog: await plainLog() } : {});

async function serveStdio(config: Config): Promise<void> {
  const { serveStdio: serve } = await import('@modelcontextprotocol/server/stdio');
  const { createStdioTransport } = await import('./stdio-transport.ts');
  const { compose } = await import('./server.ts');
  const { factory, log, stopCalls } = await compose(config, cleanup, await serverLog());
  const transport = createStdioTransport(process.stdin, process.stdout);
  const connection = serve(factory, { transport, onerror: log.error });
  cleanup.defer(connection.close);
  cleanup.defer(stopCalls);
  if (process.stdin.isTTY) {
    process.stderr.write(`${NAME} waits for an MCP host on stdin; Ctrl+C ends it. Help: ${NAME} --help\n`);
  }
  // The host ends a server by closing its stdin; what is still running then is abandoned.
  process.stdin.once('end', () => void endProgram(0));
}

async function serveHttp(config: Config, at: NonNullable<Config['http']>): Promise<void> {
  const { startHttpServer } = await import('./http/http-server.ts');
  const { httpWelcome } = await import('./cli/http-welcome.ts');
  const { compose } = await import('./server.ts');
  const { factory, tools, log, stopCalls } = await compose(config, cleanup, await serverLog());
  const server = await startHttpServer({ factory, ...at, clock, onError: log.error }).catch(
    (cause: unknown) => {
      throw isPortInUse(cause)
        ? new Error(
            `port ${at.port} is already in use; stop the program that uses it, or choose another port: ${flagsAfter()}--http ${at.host}:${at.port + 1}`,
          )
        : cause;
    },
  );
  cleanup.defer(server.close);
  cleanup.defer(stopCalls);
  process.stderr.write(httpWelcome(server.url, tools.length, config.sandbox));
}

/** `npm start -- ` where the program was started so. */
const flagsAfter = () => (process.env['npm_lifecycle_event'] === 'start' ? 'npm start -- ' : '');

function isPortInUse(cause: unknown): boolean {
  return systemErrorCode(cause) === 'EADDRINUSE';
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
