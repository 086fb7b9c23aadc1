// Answers of 1 kB to 10 MB: the time of a call and the memory that it takes, beside the size of what the platform
// sent. The result is cut to its budget as it is by default.
import { bound, compare } from '../rows.mjs';
import { ourEnv, PROGRAM, startOrigin } from '../servers.mjs';
import { alternate, summarize, timed } from '../statistics.mjs';
import { startServer, succeed } from '../stdio.mjs';

const MB = 1e6;
const SIZES = { '1 kB': 1e3, '100 kB': 1e5, '1 MB': MB, '10 MB': 10 * MB };
const ROUNDS = 15;
const MEMORY_ROUNDS = 5;
/** Ten times the data may take ten times the time, and a tenth more for the noise of the measure. */
const LINEAR = { most: 11 };

export async function measureAnswers() {
  const platform = await startOrigin('answers.mjs');
  const start = (measured) => startServer([PROGRAM], ourEnv(platform.origin), measured, false);
  const listJobs = (server, size) => succeed(server.call('civis_jobs_list', { q: `bytes${size}` }));
  try {
    const server = await start(false);
    const tasks = Object.fromEntries(
      Object.entries(SIZES).map(([label, size]) => [label, () => timed(() => listJobs(server, size))]),
    );
    const took = await alternate(tasks, ROUNDS, { warmUp: 5 });
    await server.stop();
    return [
      ...Object.entries(took).map(([label, time]) => bound(`Answer of ${label}: time`, 'ms', time)),
      compare('Answer of 10 MB: time', 'ms', took['10 MB'], ['answer of 1 MB', took['1 MB']], LINEAR),
      bound('Answer of 10 MB: memory', '× its size', await memoryOf(SIZES['10 MB'], start, listJobs), {
        most: 6,
      }),
    ];
  } finally {
    platform.stop();
  }
}

/** By how much one call raises the resident memory, as a multiple of the answer, each time in a new process. */
async function memoryOf(size, start, listJobs) {
  const multiples = [];
  for (let round = 0; round < MEMORY_ROUNDS; round += 1) {
    const server = await start(true);
    // What the first calls load and compile is not what is measured.
    for (let call = 0; call < 20; call += 1) await listJobs(server, SIZES['1 kB']);
    const { rss } = await server.measure();
    await listJobs(server, size);
    const { peak } = await server.measure();
    multiples.push((peak - rss) / size);
    await server.stop();
  }
  return summarize(multiples);
}
