// Medians, spreads, and measures that are taken in turn.

/** The value below which a share of the values lies. */
function quantile(sorted, share) {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** Median and quartiles. */
export function summarize(values) {
  const sorted = values.toSorted((one, other) => one - other);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

export async function timed(task) {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

/**
 * Takes several measures in turn, A B C A B C, so that a slow moment of the machine falls on all of them. Each task
 * resolves with one value.
 */
export async function alternate(tasks, rounds, { warmUp = 0 } = {}) {
  const values = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const [name, task] of Object.entries(tasks)) {
      const value = await task();
      if (round >= warmUp) values[name].push(value);
    }
  }
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, summarize(list)]));
}

/** Runs a task many times, so many at once; resolves with the number of runs a second. */
export async function throughput(task, count, inFlight) {
  let left = count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await task();
    }
  };
  const ms = await timed(() => Promise.all(Array.from({ length: inFlight }, lane)));
  return (count / ms) * 1000;
}
