// Answers the benchmarks' questions from inside the measured process.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

process.on('message', () => {
  // Of the loop since the last question, before the collection below holds it.
  const loopMs = { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
  // Without --expose-gc nothing is collected for the sake of the figure.
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ rss, heapUsed, loopMs });
  delay.reset();
});
process.channel.unref();
