import { type Command, Option } from 'commander';
import { ConfigError } from './errors.ts';
import { SETTINGS, type Setting } from './settings.ts';
import { nearestMatch } from './suggest.ts';
import { didYouMean } from './wording.ts';

/** The values of flags, by their names in the configuration. */
export type Flags = Record<string, unknown>;

/** A command that is called by other programs, and that no list shows. */
export const COMPLETE_COMMAND = 'complete';

export function shownCommands(program: Command): readonly Command[] {
  return program.commands.filter((command) => command.name() !== COMPLETE_COMMAND);
}

/** Collects the values of a repeatable flag. */
export function collectValues(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** Adds the settings to a command as flags. */
export function addSettingFlags(
  command: Command,
  settings: Readonly<Record<string, Setting>> = SETTINGS,
): Command {
  for (const { flags, description, repeatable } of Object.values(settings)) {
    if (repeatable === true) command.option(flags, description, collectValues);
    else command.option(flags, description);
  }
  return command.exitOverride();
}

/** What `call` is given beside the settings. */
export interface CallFlags {
  readonly arg: string[];
  readonly json?: string;
  readonly format?: (typeof FORMATS)[number];
  readonly yes?: true;
}

const FORMATS = ['table', 'json', 'csv', 'ndjson'] as const;

export function addCallFlags(command: Command): Command {
  return command
    .option('--arg <NAME=VALUE>', 'an argument of the tool; repeatable', collectValues, [])
    .option('--json <ARGS>', 'arguments as one JSON object: its text, @FILE, or - for stdin')
    .addOption(
      new Option(
        '--format <FORMAT>',
        'format of the result (default: table in a terminal, json elsewhere)',
      ).choices(FORMATS),
    )
    .option('--yes', 'confirm the change without asking');
}

/** commander stores `--no-destructive` as `destructive: false`, and true if the flag is not given. */
export function normalizeFlags({ destructive, ...flags }: Flags): Flags {
  return destructive === false ? { ...flags, noDestructive: true } : flags;
}

/** One line: commander writes its suggestion on a second line. */
export function formatUsageError(message: string, name: string): string {
  return `${message
    .trim()
    .replace(/^error: /, `${name}: `)
    .replaceAll('\n', ' ')}\n`;
}

/** `serve` is what runs without a command, so a word that it is given was meant as one. */
export function refuseWords([word]: readonly string[], program: Command): void {
  if (word === undefined) return;
  const commands = [...shownCommands(program).map((command) => command.name()), 'help'];
  const near = nearestMatch(word, commands);
  const list = commands.join(', ');
  const advice = near === undefined ? `; allowed: ${list}` : `${didYouMean(near)} Commands: ${list}`;
  throw new ConfigError(`unknown command ${JSON.stringify(word)}${advice}`);
}
