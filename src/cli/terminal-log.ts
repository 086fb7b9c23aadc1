import type { Log } from '../log.ts';
import { LOG_LEVELS, type LogLevel } from '../settings.ts';
import { printableLine } from './printable.ts';

/** The log for a person at a terminal: a plain line for each event. Levels and redaction are those of `createLog`. */
export function createTerminalLog(
  write: (line: string) => void,
): (level: LogLevel, redact: (value: unknown) => unknown) => Log {
  return (level, redact) => {
    const print = (at: LogLevel, text: string) => {
      if (LOG_LEVELS.indexOf(at) >= LOG_LEVELS.indexOf(level)) {
        const shown = redact(text);
        write(printableLine(typeof shown === 'string' ? shown : JSON.stringify(shown)));
      }
    };
    return {
      call({ tool, outcome, ms }, args) {
        print('info', `${tool}: ${outcome} after ${ms} ms`);
        print('debug', `${tool}: arguments ${JSON.stringify(redact(args))}`);
      },
      notice: (text) => print('warn', text),
      detail: (text) => print('info', text),
      error: (error) => print('error', `internal error: ${error.stack ?? error.message}`),
    };
  };
}
