// Answers the benchmarks' questions from inside the measured process.
import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();

/** The most that has been resident since the last question; since the start where the system cannot forget it. */
function takePeak() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  writeFileSync('/proc/self/clear_refs', '5');
  return Number(kilobytes) * 1024;
}

process.on('message', () => {
  // Of the loop since the last question, before the collection below holds it.
  const loopMs = { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
  // Without --expose-gc nothing is collected for the sake of the figure.
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ rss, peak: takePeak(), heapUsed, loopMs });
  delay.reset();
});
process.channel.unref();
