/** What has been opened and must be closed again: Node.js 20 has no `AsyncDisposableStack`. */
export interface CleanupStack {
  /** Adds what closes something that has just been opened. */
  defer(close: () => unknown): void;
  /**
   * Closes everything, the last opened first and one after the other. A failure does not keep the rest from
   * being closed; the first one is thrown at the end.
   */
  run(): Promise<void>;
}

export function createCleanupStack(): CleanupStack {
  const closers: (() => unknown)[] = [];
  return {
    defer: (close) => {
      closers.push(close);
    },
    run: async () => {
      const failures: unknown[] = [];
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
        try {
          await close();
        } catch (cause) {
          failures.push(cause);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
