import { createRequire } from 'node:module';
import type { Logger, pino } from 'pino';
import { LOG_LEVELS, type LogLevel } from './settings.ts';

/** Characters of a tool's name that are written down: a name can be anything. */
const MAX_NAME_CHARS = 100;

/** What is logged about a call, in addition to its arguments. */
export interface CallRecord {
  readonly tool: string;
  /** `ok`, `asked` if the user has to confirm first, or the kind of the error. */
  readonly outcome: string;
  readonly ms: number;
  readonly status?: number | undefined;
  readonly requests?: number;
  readonly retries?: number;
}

export interface CallLog {
  call(record: CallRecord, args: unknown): void;
  /** An internal error, or a failure of the connection. */
  error(error: Error): void;
}

export interface Log extends CallLog {
  /** Something that the operator of the server should know. */
  notice(text: string): void;
  /** Something that only matters to who looks for it. */
  detail(text: string): void;
}

/**
 * The log: one line of JSON per event on stderr, since stdout is for the protocol. Arguments are logged at level
 * `debug` only. Everything that may contain a secret is redacted with `redact`.
 */
export function createLog(level: LogLevel, redact: (value: unknown) => unknown): Log {
  const isWritten = (at: LogLevel) => LOG_LEVELS.indexOf(at) >= LOG_LEVELS.indexOf(level);
  let opened: Logger | undefined;
  const logger = () => {
    opened ??= openLogger(level);
    return opened;
  };
  return {
    call(record, args) {
      if (!isWritten('info')) return;
      // Even the name of a tool is input from a model. Cut before it is redacted, it could end in half of a key.
      const tool = String(redact(record.tool)).slice(0, MAX_NAME_CHARS);
      if (isWritten('debug')) logger().debug({ ...record, tool, args: redact(args) }, 'call');
      else logger().info({ ...record, tool }, 'call');
    },
    notice(text) {
      if (isWritten('warn')) logger().warn(redact({ notice: text }), 'notice');
    },
    detail(text) {
      if (isWritten('info')) logger().info(redact({ detail: text }), 'detail');
    },
    error(error) {
      if (isWritten('error')) logger().error(redact({ error: error.message, stack: error.stack }), 'error');
    },
  };
}

/**
 * Most servers write no line, and never read the library: `require` reads it when the first one is written, and,
 * unlike `import`, at once. Lines are written synchronously, so that none are lost when the process ends.
 */
function openLogger(level: LogLevel): Logger {
  const open = createRequire(import.meta.url)('pino') as typeof pino;
  return open({ level, base: null }, open.destination({ fd: 2, sync: true }));
}
