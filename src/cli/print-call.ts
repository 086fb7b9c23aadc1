import type { CallParts } from '../mcp/call-handler.ts';
import { type AskYesNo, callTool, errorLine } from './call-tool.ts';
import { type Format, formatResult, remarksOn } from './format-result.ts';
import { createProgressLine } from './progress-line.ts';
import type { Screen } from './text-table.ts';

/** Where a command reads and writes: results on `print`, everything else on `tell`. */
export interface Terminal {
  readonly print: (text: string) => void;
  /** One line about the call. */
  readonly tell: (line: string) => void;
  /** Draws on the person's screen; null without one. */
  readonly draw: ((text: string) => void) | null;
  /** Characters in a line of that screen. */
  readonly drawnWidth: number;
  readonly screen: Screen;
  readonly ask: AskYesNo;
}

/** Exit codes of `call`. */
const EXIT_CODES = { well: 0, failed: 1, wrong: 2 } as const;

/**
 * Calls a tool and prints its result in the chosen format; without one, as a table on a screen and as JSON
 * elsewhere. Returns the exit code.
 */
export async function printCall(
  name: string,
  args: Record<string, unknown>,
  answering: CallParts,
  { print, tell, draw, drawnWidth, screen, ask }: Terminal,
  chosen: Format | undefined,
): Promise<number> {
  const progress = createProgressLine(draw ?? (() => undefined), drawnWidth);
  const askBelow: AskYesNo =
    ask &&
    ((question) => {
      progress.clear();
      return ask(question);
    });
  const { value, ended } = await callTool(name, args, answering, askBelow, progress.report);
  progress.clear();
  const format = chosen ?? (screen.width === null ? 'json' : 'table');
  if (ended === 'well') {
    print(formatResult(value, format, screen));
    remarksOn(value, format).forEach(tell);
  } else {
    // A program that asked for JSON reads the error as JSON too.
    tell(chosen === 'json' ? formatResult(value, 'json', screen) : errorLine(value));
  }
  return EXIT_CODES[ended];
}
