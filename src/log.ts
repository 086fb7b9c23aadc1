import pino from 'pino';
import type { LogLevel } from './settings.ts';

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
}

/**
 * The log: one line of JSON per event on stderr, since stdout is for the protocol. Arguments are logged at level
 * `debug` only. Everything that may contain a secret is redacted with `redact`.
 */
export function createLog(level: LogLevel, redact: (value: unknown) => unknown): Log {
  // Synchronous, so that no lines are lost when the process ends.
  const logger = pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
  return {
    call(record, args) {
      // Even the name of a tool is input from a model.
      if (logger.isLevelEnabled('debug')) logger.debug(redact({ ...record, args }), 'call');
      else logger.info(redact(record), 'call');
    },
    notice(text) {
      logger.warn(redact({ notice: text }), 'notice');
    },
    error(error) {
      logger.error(redact({ error: error.message, stack: error.stack }), 'error');
    },
  };
}
