/** Responses that the estimates are made of, and how long they count. */
const MAX_SAMPLES = 50;
const MAX_AGE_MS = 60_000;
/** The share of responses that came within `highMs`. */
const HIGH_QUANTILE = 0.9;

/** How long a platform's responses have taken lately. */
export interface ResponseTimes {
  add(ms: number): void;
  /** Adds a request that ended without its response after so long: its response would have taken longer. */
  addAtLeast(ms: number): void;
  /** The time within which nine in ten came; 0 without responses. */
  highMs(): number;
  /** 0 without responses. */
  averageMs(): number;
}

export function createResponseTimes(now: () => number): ResponseTimes {
  const samples: { readonly ms: number; readonly at: number }[] = [];
  /** Kept in order: each request that leaves the line asks for the quantile. */
  const sorted: number[] = [];

  const add = (ms: number) => {
    samples.push({ ms, at: now() });
    const place = sorted.findIndex((other) => other >= ms);
    sorted.splice(place === -1 ? sorted.length : place, 0, ms);
    if (samples.length > MAX_SAMPLES) removeOldest();
  };
  const removeOldest = () => {
    const oldest = samples.shift();
    if (oldest !== undefined) sorted.splice(sorted.indexOf(oldest.ms), 1);
  };
  const removeExpired = () => {
    const earliest = now() - MAX_AGE_MS;
    while (samples[0] !== undefined && samples[0].at < earliest) removeOldest();
  };
  const highMs = (): number => {
    removeExpired();
    return sorted[Math.ceil(sorted.length * HIGH_QUANTILE) - 1] ?? 0;
  };

  return {
    add,
    // Less than that says nothing about the time of a response.
    addAtLeast: (ms) => {
      if (ms > highMs()) add(ms);
    },
    highMs,
    averageMs: () => {
      removeExpired();
      return sorted.length === 0 ? 0 : sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length;
    },
  };
}
