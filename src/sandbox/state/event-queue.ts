/** An event that is scheduled for a row. Plain data, as it is persisted: handlers are found by its kind. */
export interface ScheduledEvent {
  readonly at: number;
  readonly kind: string;
  readonly id: number;
}

export type EventHandler = (id: number, at: number) => void;

/**
 * Simulated time without timers. Due events run when the next request arrives, in their order and with their
 * own time as the current time: so an idle sandbox costs nothing, and a test that moves the clock sees the
 * same as a person who waits.
 */
export class EventQueue {
  #events: ScheduledEvent[] = [];
  readonly #handlers = new Map<string, EventHandler>();

  on(kind: string, handler: EventHandler): void {
    this.#handlers.set(kind, handler);
  }

  add(event: ScheduledEvent): void {
    const later = this.#events.findIndex((other) => other.at > event.at);
    this.#events.splice(later === -1 ? this.#events.length : later, 0, event);
  }

  snapshot(): readonly ScheduledEvent[] {
    return this.#events;
  }

  restore(events: readonly ScheduledEvent[]): void {
    this.#events = [...events];
  }

  /** The rows of the events that are due. */
  dueIds(now: number): number[] {
    return this.#events.filter(({ at }) => at <= now).map(({ id }) => id);
  }

  /** Runs all events that are due by now, including those that they schedule; returns whether there were any. */
  runDue(now: number): boolean {
    let hasRun = false;
    for (let event = this.#events[0]; event !== undefined && event.at <= now; event = this.#events[0]) {
      hasRun = true;
      this.#events.shift();
      this.#handlers.get(event.kind)?.(event.id, event.at);
    }
    return hasRun;
  }
}
