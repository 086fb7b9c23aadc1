import type { Tool } from '@modelcontextprotocol/server';

/** What can stand on the command line, by command. */
export interface CommandWords {
  readonly name: string;
  /** Long flags: `--tools`. */
  readonly flags: readonly string[];
}

/** Commands whose first word is a tool. */
const TAKE_TOOL: readonly string[] = ['call', 'describe', 'tools'];

/**
 * What may follow on a command line; the last word is the one that is being typed, and may be empty. An argument
 * of a tool ends with `=`, so that its value can be typed on.
 */
export function completeWords(
  words: readonly string[],
  commands: readonly CommandWords[],
  tools: readonly Tool[],
): readonly string[] {
  const typed = words.at(-1) ?? '';
  const [name = '', second = ''] = words;
  const startsRight = (word: string) => word.startsWith(typed);
  const command = commands.find((each) => each.name === name);
  if (words.length <= 1 || command === undefined)
    return commands.map((each) => each.name).filter(startsRight);
  if (typed.startsWith('-')) return command.flags.filter(startsRight);
  if (TAKE_TOOL.includes(name) && words.length === 2)
    return tools.map((tool) => tool.name).filter(startsRight);
  if (name !== 'call' || words.at(-2) !== '--arg') return [];
  const tool = tools.find((each) => each.name === second);
  return Object.keys(tool?.inputSchema.properties ?? {})
    .map((argument) => `${argument}=`)
    .filter(startsRight);
}
