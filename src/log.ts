import pino from 'pino';
import type { LogLevel } from './settings.ts';

/** What is written down of a call, beside its arguments. */
export interface CallRecord {
  readonly tool: string;
  /** `ok`, `asked` where a person has to answer first, or the kind of the error. */
  readonly outcome: string;
  readonly ms: number;
  readonly status?: number | undefined;
  readonly requests?: number;
  readonly retries?: number;
}

export interface CallLog {
  call(record: CallRecord, args: unknown): void;
  /** A defect of ours, or a fault of the connection. */
  error(error: Error): void;
}

export interface Log extends CallLog {
  /** Something that the person who runs the server should know. */
  notice(text: string): void;
}

/**
 * The log: one JSON line an event on stderr, since stdout belongs to the protocol. Arguments are written at
 * `debug` alone. What may hold a secret goes through `redact`.
 */
export function createLog(level: LogLevel, redact: (value: unknown) => unknown): Log {
  // Synchronous, so that the last lines before an end are there.
  const logger = pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
  return {
    call(record, args) {
      // Even the name of a tool is what a model wrote.
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
