/** Something that is due to happen to a row. Plain data: what happens is known by its kind. */
export interface Due {
  readonly at: number;
  readonly kind: string;
  readonly id: number;
}

export type OnDue = (id: number, at: number) => void;

/**
 * Time without timers. What is due happens when somebody looks, in the order in which it was due and at
 * the moment at which it was due: so an idle sandbox costs nothing, and a test that moves the clock sees
 * the same as a person who waits.
 */
export class Timeline {
  #due: Due[] = [];
  readonly #handlers = new Map<string, OnDue>();

  on(kind: string, handler: OnDue): void {
    this.#handlers.set(kind, handler);
  }

  add(due: Due): void {
    const later = this.#due.findIndex((other) => other.at > due.at);
    this.#due.splice(later === -1 ? this.#due.length : later, 0, due);
  }

  take(): readonly Due[] {
    return this.#due;
  }

  put(due: readonly Due[]): void {
    this.#due = [...due];
  }

  /** Lets everything happen that is due by now, what follows from it included. */
  settle(now: number): void {
    for (let due = this.#due[0]; due !== undefined && due.at <= now; due = this.#due[0]) {
      this.#due.shift();
      this.#handlers.get(due.kind)?.(due.id, due.at);
    }
  }
}
